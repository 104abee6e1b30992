"""How much an import brought in, in words: it may be years of it."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded, import_of
from rituals.core.state.couple_state import State
from rituals.core.text import how_many, joined, titled


def brought_in_words(records: Sequence[Recorded], state: State) -> str:
    """What came with an import and is taken back by now: "3 rituals and 412 days, brought in from a file"; empty for
    what came with none."""
    if not any(import_of(record.id) for record in records[:1]):
        return ""
    events = [record.event for record in records]
    ticks = [event for event in events if isinstance(event, e.RitualTicked)]
    counts = {
        "ritual": _number_of(events, e.RitualAdded),
        "day": _days_gone(ticks, state),
        "note": sum(bool(tick.note) for tick in ticks),
        "rest": _number_of(events, e.OccurrenceRested),
    }
    amounts = joined(how_many(count, what) for what, count in counts.items() if count)
    return f"{amounts}, brought in from a file" if amounts else "what was brought in from a file"


def _number_of(events: Sequence[AnyEvent], kind: type[AnyEvent]) -> int:
    return sum(isinstance(event, kind) for event in events)


def _days_gone(ticks: Sequence[e.RitualTicked], state: State) -> int:
    """On how many days of rituals these were the last ticks."""
    rituals = {tick.ritual for tick in ticks}
    still = {(ritual, day) for ritual in rituals for day in state.ticks(ritual)}
    return len({(tick.ritual, tick.day) for tick in ticks} - still)


def brought_in_of(record: Recorded, state: State) -> str:
    """What came with an import of the ritual that one of its records is about; empty for what came with none."""
    if not import_of(record.id):
        return ""
    ritual = state.rituals.get(getattr(record.event, "ritual", ""))
    return f"what was brought in of {titled(ritual.name) if ritual else 'a ritual'} from a file"

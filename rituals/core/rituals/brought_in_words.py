"""How much an import brought in, in words: it may be years of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rituals.core import events as e
from rituals.core.events import Event
from rituals.core.events.recorded import Recorded, import_of
from rituals.core.phrases import number_words
from rituals.core.state.couple_state import State
from rituals.core.text import joined, titled

_COUNTED: Mapping[type[Event], str] = {e.RitualAdded: "ritual", e.RitualTicked: "day", e.OccurrenceRested: "rest"}


def brought_in_words(records: Sequence[Recorded]) -> str:
    """What came with an import: "three rituals and 412 days, brought in from a file"; empty for what was not."""
    if not any(import_of(record.id) for record in records[:1]):
        return ""
    events = (record.event for record in records)
    days = {(type(x), x.ritual, getattr(x, "day", None)) for x in events if isinstance(x, e.RitualEvent)}
    numbers = Counter[type[Event]](kind for kind, _, _ in days)
    counted = [(numbers[kind], noun) for kind, noun in _COUNTED.items() if numbers[kind]]
    amounts = joined(f"{number_words(number)} {noun if number == 1 else f'{noun}s'}" for number, noun in counted)
    return f"{amounts}, brought in from a file" if amounts else "what was brought in from a file"


def brought_in_of(record: Recorded, state: State) -> str:
    """What came with an import of the ritual that one of its records is about; empty for what came with none."""
    if not import_of(record.id):
        return ""
    ritual = state.rituals.get(getattr(record.event, "ritual", ""))
    return f"what was brought in of {titled(ritual.name) if ritual else 'a ritual'} from a file"

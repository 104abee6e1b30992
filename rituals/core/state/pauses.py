"""The fold of pauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rituals.core import events as e
from rituals.core.calendar import add_days
from rituals.core.events.recorded import Recorded
from rituals.core.model import Pause


def pauses_of(records: Sequence[Recorded], as_of: date = date.max) -> tuple[Pause, ...]:
    """Every pause of at least one day; as of a day, without what began or ended after it."""
    pauses: dict[str, Pause] = {}
    for record in records:
        match record.event:
            case e.PauseBegan(pause, since, until, reason, ritual) if since <= as_of:
                pauses[pause] = Pause(pause, since, until, reason, ritual)
            case e.PauseEnded(pause, on) if pause in pauses and on <= as_of:
                begun = pauses[pause]
                last = add_days(on, -1) if begun.until is None else min(begun.until, add_days(on, -1))
                pauses[pause] = Pause(begun.id, begun.since, last, begun.reason, begun.ritual)
    return tuple(pause for pause in pauses.values() if pause.until is None or pause.since <= pause.until)


def is_paused(pauses: Iterable[Pause], day: date) -> bool:
    """Whether a day lies in one of these pauses."""
    return any(pause.covers(day) for pause in pauses)

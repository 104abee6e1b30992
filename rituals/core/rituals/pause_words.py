"""Sentences on pauses: the one that runs, what began, what ended, and what is still planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rituals.core import events as e
from rituals.core.model import Pause, Ritual
from rituals.core.occurrences.coming import running_pause
from rituals.core.phrases import day_words, from_until_words
from rituals.core.state.couple_state import State
from rituals.core.text import capital, joined, titled


def pause_words(pause: Pause, today: date) -> str:
    """Says that something is paused, and until when."""
    if pause.until == today:
        return "paused today"
    return f"paused until {day_words(pause.until, today)}" if pause.until else "paused until you resume"


def pause_name(pause: Pause | e.PauseBegan, state: State, today: date) -> str:
    """A pause by what it is of and its days, unless it just runs: "the pause of Tea from today until Friday"."""
    ritual = state.rituals.get(pause.ritual) if pause.ritual else None
    of = titled(ritual.name) if ritual else "a ritual" if pause.ritual else "everything"
    days = f" {from_until_words(pause.since, pause.until, today)}" if pause.until or pause.since > today else ""
    return f"the pause of {of}{days}"


def planned_pauses(pauses: Iterable[Pause], ritual: Ritual | None, today: date) -> list[Pause]:
    """The pauses of these that begin after today, the nearest first: a ritual's own, or without one, all."""
    planned = (pause for pause in pauses if pause.since > today and (ritual is None or pause.ritual == ritual.id))
    return sorted(planned, key=lambda pause: pause.since)


def planned_pauses_words(pauses: Iterable[Pause], state: State, today: date, how: str = "planned") -> str:
    """Says that pauses are planned, as a part of a sentence; empty for none."""
    names = [pause_name(pause, state, today) for pause in pauses]
    return f"{joined(names)} {_are(names)} {how}" if names else ""


def begun_pause(state: State, name: str) -> e.PauseBegan | None:
    """A pause as it began, whatever came of it."""
    filed = (record.event for record in state.pause_records)
    return next((event for event in filed if isinstance(event, e.PauseBegan) and event.pause == name), None)


def paused_words(ritual: Ritual | None, *, since: date, until: date | None, today: date) -> str:
    """The confirmation after a pause was put down, of one ritual or of all."""
    days = from_until_words(since, until, today) if until else f"from {day_words(since, today)} until you resume"
    verb = "will be paused" if since > today else "was paused" if until and until < today else "is paused"
    return f"{_name_of(ritual)} {verb} {days}."


def resumed_words(ritual: Ritual | None, ended: Sequence[e.PauseEnded], state: State, *, today: date) -> str:
    """The confirmation after pauses of a ritual were ended, or those of all: what goes on, what is paused still, and
    what is still planned; `state` may know of the ends or not."""
    over = [event.pause for event in ended]
    begun = [pause for name in over if (pause := begun_pause(state, name)) is not None]
    still = [pause for pause in state.pauses if pause.id not in over]
    unplanned = [pause_name(pause, state, today) for pause in begun if pause.since > today]
    sentences = [
        *_going_on([pause for pause in begun if pause.since <= today], still, state, today),
        f"{joined(unplanned)} {_are(unplanned)} not planned any more" if unplanned else "",
        planned_pauses_words(planned_pauses(still, ritual, today), state, today, "still planned"),
    ]
    return " ".join(f"{capital(sentence)}." for sentence in sentences if sentence)


def _going_on(ran: Iterable[e.PauseBegan], still: Iterable[Pause], state: State, today: date) -> Iterator[str]:
    """What goes on now that these pauses are over; a ritual does not while everything is paused."""
    whose = dict.fromkeys(pause.ritual for pause in ran)
    if None in whose:
        yield "everything goes on from today"
        return
    names = [titled(state.rituals[ritual].name) for ritual in whose if ritual and ritual in state.rituals]
    everything = running_pause((pause for pause in still if pause.ritual is None), today)
    if names and everything is not None:
        yield f"the pause of {joined(names)} is over, but everything is {pause_words(everything, today)}"
    elif names:
        yield f"{joined(names)} {'goes' if len(names) == 1 else 'go'} on from today"


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _name_of(ritual: Ritual | None) -> str:
    return titled(ritual.name) if ritual else "Everything"

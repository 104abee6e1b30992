"""The texts and lines of the nudges screen: nudges to come, what holds them up, and what was done with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from textual.content import Content

from rituals.core.calendar import add_days
from rituals.core.model import Ritual
from rituals.core.nudges.delivery import Delivery
from rituals.core.nudges.forecast import forecast_nudges
from rituals.core.nudges.reminders import NudgeSubject, PlannerInput, is_eased_off
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.silence import silences
from rituals.core.nudges.times import local_of
from rituals.core.nudges.words import SOMETHING_SMALL, NudgeText, NudgeWords
from rituals.core.phrases import clock_words, day_words
from rituals.core.rituals.board import Row
from rituals.core.text import printable, titled
from tui.shared.remedies import in_app
from tui.shared.text import fitted, pointer

POINTER = 2
_CLOCK = 7
_NAME = 30
_WORDS = 20
_TWO_DAYS = timedelta(days=2)

OFF = "Nudges are off. Settings (,) turns them on, Nudges come."
NONE_COMES = "Nothing comes up today or tomorrow, so it stays quiet."
SILENT = "Without nudges"
TRYING = "One is on its way …"
NO_DESKTOP = "There is no desktop to show it on here."
_EASED_OFF = "The evening nudge comes every other day for now; ticking something brings it back."


class ComingNudge(NamedTuple):
    """One ritual in a nudge to come, at a naive local time; of those in the same nudge, the first has `is_first`.

    A nudge that is about no ritual has no subject.
    """

    at: datetime
    nudge: NudgeText
    subject: NudgeSubject | None
    is_first: bool

    @property
    def ritual(self) -> Ritual | None:
        return self.subject.ritual if self.subject is not None else None


def to_come(planner_input: PlannerInput, words: NudgeWords) -> list[ComingNudge]:
    """The nudges of today and tomorrow, in order, as they will be sent if nothing is done until then."""
    coming: list[ComingNudge] = []
    for forecast in forecast_nudges(planner_input, words, planner_input.now + _TWO_DAYS):
        at = local_of(forecast.at, planner_input.zone)
        if at.date() > add_days(planner_input.local.date(), 1):
            break
        subjects = forecast.about or (None,)
        coming += [ComingNudge(at, forecast.nudge, subject, place == 0) for place, subject in enumerate(subjects)]
    return coming


def title_of(coming: ComingNudge, now: datetime) -> str:
    """The heading that a nudge stands under: "Today", "Tomorrow"."""
    return day_words(coming.at.date(), now.date()).capitalize()


def coming_lines(coming: ComingNudge, width: int, *, is_open: bool) -> list[Content]:
    """A nudge to come; under the cursor also the text that the desktop will show."""
    clock = clock_words(coming.at.time()) if coming.is_first else ""
    name = coming.ritual.name if coming.ritual is not None else SOMETHING_SMALL
    first = _columns(clock, name, _what_for(coming), width, is_open=is_open)
    if not is_open:
        return [first]
    reads = Content.styled(coming.nudge.quoted, "$text-muted")
    indent = Content(" " * (POINTER + _CLOCK))
    return [first, *(indent + line for line in reads.wrap(max(width - POINTER - _CLOCK, 10)))]


def silent_lines(ritual: Ritual, width: int, *, is_open: bool) -> list[Content]:
    """A ritual whose nudges are silenced."""
    return [_columns("", ritual.name, "x brings them back" if is_open else "", width, is_open=is_open)]


def _columns(clock: str, name: str, words: str, width: int, *, is_open: bool) -> Content:
    name_width = min(max(width - POINTER - _CLOCK - 2 - _WORDS, 8), _NAME)
    return Content.assemble(
        pointer(is_open=is_open),
        Content(clock.ljust(_CLOCK)),
        fitted(printable(name), name_width, "bold" if is_open else ""),
        "  ",
        fitted(words, max(width - POINTER - _CLOCK - name_width - 2, 0), "$text-muted"),
    )


def _what_for(coming: ComingNudge) -> str:
    """When the ritual is planned, where that is another time than the nudge's."""
    if coming.subject is None:
        return ""
    if not coming.subject.is_timed:
        return "any time"
    starts = coming.subject.local
    return f"at {clock_words(starts.time())}" if starts != coming.at else ""


def about_words(planner_input: PlannerInput, sender: str, trouble: str) -> Content:
    """Who sends the nudges, between which times, and what keeps them or those of a ritual away, if anything does."""
    if not planner_input.settings.on:
        return Content("")
    parts = [sender, _bounds(planner_input.settings)]
    if is_eased_off(planner_input):
        parts.append(_EASED_OFF)
    words = Content.styled(" ".join(part for part in parts if part), "$text-muted")
    troubles = [*([trouble] if trouble else []), *map(in_app, silences(planner_input))]
    return Content("\n").join([words, *(Content.styled(sentence, "$warning") for sentence in troubles)])


def _bounds(settings: NudgeSettings) -> str:
    quiet = f", and none from {clock_words(settings.quiet_from)} to {clock_words(settings.quiet_until)}"
    return f"At most {settings.at_most} a day{quiet if settings.quiet_from != settings.quiet_until else ''}."


def sender_words(holder: str | None) -> str:
    """Who sends the nudges."""
    return f"They come from {holder}." if holder else "Nobody sends them just now."


def unseen_sender(reason: str) -> str:
    """What is said where it can't be found out who sends the nudges."""
    return f"Who sends the nudges can't be seen ({reason}); rituals doctor says more."


def trouble_words(delivery: Delivery) -> str:
    """What keeps nudges from being shown, or from going one of the ways that were chosen; empty if nothing does."""
    if delivery.delivered:
        return delivery.trouble
    return f"Nothing shows them now, so they wait on Today. {delivery.words}"


# what was done


def tried_words(delivery: Delivery) -> str:
    """What became of a nudge that was sent to try it."""
    return " ".join(" ".join(filter(None, (delivery.words, delivery.trouble))).split())


def silenced_words(ritual: Ritual, *, is_silent: bool) -> str:
    """The confirmation after a ritual's nudges were silenced or brought back."""
    if is_silent:
        return f"Nothing more is said about {titled(ritual.name)}. x or u brings its nudges back."
    return f"{titled(ritual.name)} has its nudges back, at the usual time."


def undelivered_words(rows: Sequence[Row]) -> str:
    """What is still to do of the nudges that the desktop did not show."""
    return f"A nudge was kept for you here: {', '.join(titled(row.ritual.name) for row in rows)}."

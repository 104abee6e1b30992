"""The texts and lines of the list of rituals, the catalogue, the form and the source page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from rituals.core.cadence.words import skipping_words, start_ahead
from rituals.core.cadence.words import words as cadence_words
from rituals.core.calendar import WEEKDAYS_SHORT
from rituals.core.catalogue.model import Entry
from rituals.core.model import Cadence, Once, Person, PersonId, Quota, Ritual
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import SOON, day_words, minutes_words, person_name, short_day, who_words
from rituals.core.rituals.coming_words import whom_words
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable, titled
from tui.rituals.overview import RitualListItem
from tui.shared.picker import Option
from tui.shared.text import INDENT, SIGN_STYLES, Link, columns, fitted, links_line, pointer, under

NOTHING_YET = (
    "This is where your rituals will live.\n\nPress c to pick one from the catalogue, or + to write down your own."
)
NOTHING_FOUND = "Nothing here goes by that name. esc shows them all again."
PUT_AWAY_ENTRY = "You kept it once, and it is put away. space brings it back."
ERASE_MEANS = "What you did stays. Nothing brings the words back."
STARTERS = "Good ones to begin with"
STILL_PAUSED = "It is paused. s goes on with it."
STILL_RESTED = "It rests this time. r plans it again."
PAUSE_NOW, END_PLANNED = "now", "end"
_BETWEEN = " · "
_NAME = 30
_LEAST_NAME = 14
_WORDS = 30
_WORDS_NARROW = 24
_ROOMY_ENTRY = 70  # cells from which a catalogue entry says its cadence in full
_ROOMY = 88  # cells from which the cadence has a column of its own


def erase_question(ritual: Ritual, day: date, today: date, writers: str) -> str:
    """The question before what somebody wrote about a ritual's day is erased; `writers` are those: "you wrote"."""
    return f"Take what {writers} about {titled(ritual.name)}, {day_words(day, today)}, off the disk?"


def planned_choices(pauses: int) -> tuple[Option, ...]:
    """What can be done where so many pauses are planned."""
    those, stay, them = ("that one", "stays", "it") if pauses == 1 else ("those", "stay", "them")
    return (
        Option(PAUSE_NOW, "pause now as well", f"It asks until when; {those} {stay} planned."),
        Option(END_PLANNED, f"end {those}", f"u brings {them} back."),
    )


def ends_planned(key: str) -> str:
    """How a pause that is still planned is ended, after another one was."""
    return f"{key} once more offers to end that too."


class Details(NamedTuple):
    """What is shown below the line of a ritual under the cursor."""

    people: Sequence[Person]
    days: Sequence[date]
    in_a_row: int
    today: date


PUT_AWAY_LINKS = (Link("bring back", "put_away"), Link("why", "why"))
ENTRY_LINKS = (Link("keep it", "choose"), Link("change it first", "edit"), Link("why", "why"))
KEPT_ENTRY_LINKS = (Link("change", "edit"), Link("why", "why"))


def put_away_of_theirs(ritual: Ritual, people: Iterable[Person], seated: PersonId) -> str:
    """Who brings back what somebody else had alone; empty where whoever sits here does."""
    owner = "" if ritual.is_open_to(seated) else person_name(ritual.who, people)
    return f"It is put away, and {owner} brings it back." if owner else ""


def ritual_links(item: RitualListItem) -> tuple[Link, ...]:
    """The links below a ritual."""
    if item.is_put_away:
        return PUT_AWAY_LINKS
    pause = "resume" if item.pause else "pause"
    return (
        *(Link("edit", "edit"), Link("move", "move"), Link(pause, "pause")),
        *(Link("put away", "put_away"), Link("why", "why")),
    )


def ritual_lines(item: RitualListItem, width: int, *, signs: str, details: Details | None) -> list[Content]:
    """A ritual's line, and with `details` the lines below it."""
    is_still = item.is_put_away or item.pause is not None
    is_roomy = width >= _ROOMY
    words_width = _WORDS if is_roomy else _WORDS_NARROW
    name_width = min(max(width - INDENT - 2 - words_width, _LEAST_NAME), _NAME)
    if not is_roomy:
        words_width = max(width - INDENT - 2 - name_width, 0)
    first = Content.assemble(
        pointer(is_open=details is not None),
        (f"{SIGNS[signs][item.sign]}  ", SIGN_STYLES.get(item.sign, "$text-muted")),
        fitted(printable(item.ritual.name), name_width, "$text-muted" if is_still else "bold" if details else ""),
        "  ",
        fitted(item.words, words_width, "$text-muted" if is_still else ""),
    )
    if is_roomy:
        room = width - first.cell_length - 2
        first = first + Content("  ") + fitted(cadence_words(item.ritual.cadence), room, "$text-muted")
    if details is None:
        return [first]
    has_start = start_ahead(item.ritual.cadence, details.today) is not None
    texts = _under_ritual(item, details, with_cadence=has_start or not is_roomy)
    return [
        first,
        *(line for text in texts for line in under(text, width)),
        links_line((Link("open", "open"), *ritual_links(item))),
    ]


def _under_ritual(item: RitualListItem, details: Details, *, with_cadence: bool) -> list[str]:
    ritual = item.ritual
    facts = (
        whom_words(ritual, details.people, details.today),
        minutes_words(ritual.minutes),
        cadence_words(ritual.cadence, details.today) if with_cadence else "",
        f"{details.in_a_row} in a row" if details.in_a_row else "",
    )
    texts = [_BETWEEN.join(fact for fact in facts if fact), printable(ritual.cue)]
    if item.pause is not None and item.pause.reason:
        texts.append(f"Paused: {printable(item.pause.reason)}")
    if details.days and not item.is_put_away:
        texts.append(f"Next: {', '.join(_coming(details.days, details.today))}")
    return [text for text in texts if text]


def _coming(days: Sequence[date], today: date) -> list[str]:
    """Days ahead as text: the near ones by name, such as "tomorrow", the others by date."""
    return [
        day_words(day, today) if (day - today).days < SOON else short
        for day, short in zip(days, short_days(days, today), strict=True)
    ]


def entry_lines(entry: Entry, width: int, *, signs: str, kept: bool, is_open: bool) -> list[Content]:
    """A catalogue entry's line; with `is_open` also its why and its tiny and apart versions, as far as it has them."""
    is_roomy = width >= _ROOMY_ENTRY
    first = columns(
        sign=(SIGNS[signs][Sign.KEPT if kept else Sign.COMING], "$success" if kept else "$text-muted"),
        name=(entry.name, "$text-muted" if kept else ""),
        minutes=entry.minutes if is_roomy else None,
        words=("yours" if kept else cadence_words(entry.cadence), "$text-muted"),
        width=width,
        is_open=is_open,
        words_width=34 if is_roomy else 26,
    )
    if not is_open:
        return [first]
    tiny, apart = entry.tiny and f"Tiny: {entry.tiny}", entry.apart and f"Apart: {entry.apart}"
    below = [line for text in (entry.why, tiny, apart) if text for line in under(text, width)]
    return [first, *below, links_line(KEPT_ENTRY_LINKS if kept else ENTRY_LINKS)]


def count_words(kept: int) -> str:
    """How many rituals there are, for the headline."""
    return "" if not kept else "1 ritual" if kept == 1 else f"{kept} rituals"


def sought_texts(ritual: Ritual, people: Sequence[Person]) -> list[str]:
    """The texts in which the filter of the list looks for a ritual."""
    return [ritual.name, ritual.cue, who_words(ritual.who, people), cadence_words(ritual.cadence)]


# the form's preview


def preview_words(cadence: Cadence, days: Sequence[date], today: date) -> str:
    """The next days of a cadence, and whether it skips months; or a sentence in their place."""
    if isinstance(cadence, Quota):
        times = "any day" if cadence.times == 1 else f"any {cadence.times} days"
        return f"On {times} of each {cadence.per}, as you like."
    if not days:
        return "It has been; what comes after is up to you."
    named = _BETWEEN.join(short_days(days, today))
    if isinstance(cadence, Once):
        return f"Then: {named}" if cadence.days > 1 else f"Next: {named}"
    return f"Next: {named}. {skipping}" if (skipping := skipping_words(cadence)) else f"Next: {named}"


def short_days(days: Sequence[date], today: date) -> list[str]:
    """Days in a row, each month named only once, at its last: "Sun 22", "Sun 29 Nov"."""
    named = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        is_last = following is None or (following.year, following.month) != (day.year, day.month)
        named.append(short_day(day, today) if is_last else f"{WEEKDAYS_SHORT[day.weekday()].title()} {day.day}")
    return named


# where an idea comes from

"""The texts and lines of the week ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from rituals.core.cadence.words import words as cadence_words
from rituals.core.model import Person
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import minutes_words, who_words
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.week import Planned, PlannedDay, WeekAhead
from rituals.core.rituals.week_words import day_heading, planned_words, sign_words
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable
from tui.rituals.present import PUT_AWAY_LINKS
from tui.shared.text import NOW, ROOMY, SIGN_STYLES, Link, columns, links_line, pointer, under

NOTHING_YET = (
    "This is where your week will stand: what you planned, when, and how long it takes.\n\n"
    "Press c to pick a ritual, or + to write down your own."
)
ANY_DAY = "Any day"
_NOTHING_PLANNED = "Nothing planned"
_BETWEEN = " · "
_BAR = {"unicode": "━", "ascii": "="}
_CELL_MINUTES = 15
_LONGEST_BAR = 16
_HEADING = 46  # cells, so that the bars of most days begin in one column
_ROOMY = 50  # cells from which a line has room for its words beside the name
_STILL = {Sign.KEPT, Sign.HELD, Sign.RESTED, Sign.PAUSED}
_TURNING = (Link("← before", "turn(-1)"), Link("after →", "turn(1)"))
_FROM_TODAY = Link("today", "from_today")


def week_summary(week: WeekAhead) -> Content:
    """The minutes planned in the seven days, and links to the weeks before and after."""
    minutes = sum(day.minutes for day in week.days)
    planned = f"{minutes_words(minutes)} planned" if minutes else _NOTHING_PLANNED
    links = _TURNING if week.first == week.today else (*_TURNING, _FROM_TODAY)
    return Content.assemble((planned, "$text-muted"), "   ") + links_line(links, indent=0)


def heading_line(planned_day: PlannedDay, width: int, *, signs: str, today: date) -> Content:
    """A day and the minutes planned on it, as text and as a bar that stands for time alone, not for part of a
    maximum."""
    is_today = planned_day.day == today
    words = Content.styled(day_heading(planned_day, today), NOW if is_today else "bold $text-muted")
    words = words.pad_right(max(_HEADING - words.cell_length, 2))
    cells = min(-(-planned_day.minutes // _CELL_MINUTES), _LONGEST_BAR, max(width - words.cell_length, 0))
    return words + Content.styled(_BAR[signs] * cells, "$secondary")


def free_day_lines(planned_day: PlannedDay, width: int, *, today: date, is_open: bool) -> list[Content]:
    """A day with nothing planned; under the cursor what can be done about it."""
    style = NOW if planned_day.day == today else "$text-muted"
    first = Content.assemble(pointer(is_open=is_open), (day_heading(planned_day, today), style))
    if not is_open:
        return [first.truncate(width, ellipsis=True)]
    return [first.truncate(width, ellipsis=True), links_line((Link("plan something", "own"),))]


def planned_lines(
    planned: Planned, audience: Audience, width: int, *, signs: str, today: date, is_open: bool
) -> list[Content]:
    """An occurrence on one line; under the cursor its details and what can be done with it."""
    words = planned_words(planned, audience, today)
    is_roomy = width >= _ROOMY
    name_style = "$text-muted" if planned.sign in _STILL else "bold" if is_open else ""
    first = columns(
        sign=(SIGNS[signs][planned.sign], SIGN_STYLES.get(planned.sign, "$text-muted")),
        name=(printable(planned.ritual.name), name_style),
        minutes=planned.ritual.minutes if is_roomy else None,
        words=(words if is_roomy else minutes_words(planned.ritual.minutes), "$text-muted"),
        words_width=22 if is_roomy else 10,
        width=width,
        is_open=is_open,
    )
    lines = [first] if is_roomy else [first, *under(words, width)]
    if not is_open:
        return lines
    said_in_full = "" if words in "".join(line.plain for line in lines) else words
    texts = [
        text for text in (said_in_full, _facts(planned, audience.people, today), printable(planned.ritual.cue)) if text
    ]
    below = [line for text in texts for line in under(text, width)]
    return [*lines, *below, links_line(_links(planned), gap=3 if width >= ROOMY else 2)]


def _facts(planned: Planned, people: Sequence[Person], today: date) -> str:
    cadence = cadence_words(planned.ritual.cadence, today)
    facts = (sign_words(planned), who_words(planned.ritual.who_on(planned.day), people), cadence)
    return _BETWEEN.join(fact for fact in facts if fact)


def _links(planned: Planned) -> tuple[Link, ...]:
    """The links below a line."""
    if planned.ritual.is_archived:
        return PUT_AWAY_LINKS
    rest = Link("plan again" if planned.sign is Sign.RESTED else "rest", "rest")
    ritual = (Link("edit", "edit"), Link("put away", "put_away"), Link("why", "why"))
    if planned.sign in {Sign.KEPT, Sign.HELD}:
        return ritual
    if planned.result.occurrence.is_quota:
        return (rest, *ritual)
    if planned.sign is Sign.RESTED:
        return (Link("move", "move"), rest, *ritual)
    return (Link("move", "move"), Link("sooner", "shift(-1)"), Link("later", "shift(1)"), rest, *ritual)

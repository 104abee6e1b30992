"""The texts, signs and legends of the rhythm's pictures, and of the screen of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from textual.content import Content

from rituals.core.calendar import month_name
from rituals.core.model import Person, RitualId
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import TINY_WORDS, clock_words, date_words, day_words, held_words, minutes_words
from rituals.core.rhythm.summary import RitualSummary, Summarised
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.words import days_words, streak_words, strength_words
from rituals.core.rhythm.year import DayMark, WeekMinutes, YearDay
from rituals.core.rituals.audience import Audience, doer_words
from rituals.core.rituals.board import Row
from rituals.core.rituals.words import SIGNS, phone_words
from rituals.core.text import capital, printable
from tui.shared.text import INDENT, NOW, SIGN_STYLES, fitted, pointer, under
from tui.shared.wrapped import Rows, flowing

ALL = "All rituals"
LOOKING = "Looking back over your days …"
FRESH = "A fresh page. What you tick on Today (1) is drawn here."
NO_STRENGTH = "Here you will see how settled each ritual is. Its first tick begins the line."
NO_MINUTES = "Nothing of any length in this week."
NO_MILESTONES = "What you reach will stand here: a first walk in the rain, a year of date nights."
EARLIER = "Earlier ones stand with each ritual; tab goes through them."
NO_RITUAL_YET = "There is no ritual to look at yet."
NOTHING_TO_OPEN = "There is nothing here to open yet."
QUIET_DAY = "A quiet day."
NOTHING_AHEAD = "Nothing is planned for this day."
WHAT_WAS = "On this day"
TO_ADD = "To add, if you like"
_BETWEEN = " · "
_GAP = "   "
_LEAST_NAME = 8
_LEVEL_WORDS = ("1", "2", "3-4", "5+ a day")
MORE = "+"

MARK_SIGNS = {
    DayMark.KEPT: Sign.KEPT,
    DayMark.PART: Sign.HALF,
    DayMark.HELD: Sign.HELD,
    DayMark.OPEN: Sign.OPEN,
    DayMark.RESTED: Sign.RESTED,
    DayMark.PAUSED: Sign.PAUSED,
    DayMark.COMING: Sign.COMING,
    DayMark.NOTHING: Sign.COMING,
}
LEVELS: Mapping[str, str] = {"unicode": "·▂▄▆▇", "ascii": ".-+x#"}
"""The signs of a day by how many rituals it had, from none to five or more, for each `signs` setting."""

# numbers


def rhythm_line(rhythm: Rhythm) -> str:
    """The couple's rhythm in a line: "14 weeks in rhythm", nothing where there are none."""
    return f"{rhythm.current} {in_rhythm(rhythm)}" if rhythm.current else ""


def streaks_of(histories: Iterable[Summarised]) -> dict[RitualId, str]:
    """By ritual id, the streak of each ritual that has one: "9 in a row"."""
    return {
        history.ritual.id: streak_words(history.streak)
        for history in histories
        if history.ritual.is_counted and history.streak.current
    }


def in_rhythm(rhythm: Rhythm) -> str:
    """The unit of the number of weeks."""
    return "week in rhythm" if rhythm.current == 1 else "weeks in rhythm"


def best_words(rhythm: Rhythm) -> str:
    """That the current rhythm is the longest there was, or "": a longer one of before is no yardstick."""
    return "your longest yet" if 1 < rhythm.best == rhythm.current else ""


def numbers(weeks: str, best: str, together: str, message: str, *, between: str) -> Content:
    """The weeks in a row, the longest and the days together with `between` them, and the catalogue's sentence on a line
    of its own."""
    parts = [Content.styled(weeks, "bold $foreground"), *(Content.styled(t, "$text-muted") for t in (best, together))]
    first = Content(between).join([words for words in parts if words])
    return Content("\n").join([part for part in (first, Content.styled(message, "italic $text-muted")) if part])


def one_words(summary: RitualSummary) -> str:
    """A ritual's numbers: "9 in a row, its longest yet · 82 % settled · 57 days"."""
    settled = strength_words(summary.strength)
    streak = streak_words(summary.streak)
    if summary.streak.is_longest_yet:
        streak = f"{streak}, its longest yet"
    parts = (streak, f"{settled} settled" if settled else "", days_words(summary.days_kept))
    return _BETWEEN.join(part for part in parts if part)


# days


def month_words(day: date) -> str:
    """A month with its year: "November 2026"."""
    return f"{month_name(day.month)} {day.year}"


def full_date(day: date, today: date) -> str:
    """A day in full, with its year unless it is this year, and "today", "tomorrow" or "yesterday" if it is."""
    near = day_words(day, today) if abs((day - today).days) <= 1 else ""
    return _BETWEEN.join(part for part in (date_words(day, today), near) if part)


def cell(day: YearDay, signs: str, *, by_level: bool) -> tuple[str, str]:
    """A day's sign in the year and its style: by how much was kept, or for one ritual, by how it went."""
    if by_level and day.level:
        return LEVELS[signs][day.level], "$success"
    sign = MARK_SIGNS[day.mark]
    if sign is Sign.COMING:
        return SIGNS[signs][sign], "$border"
    return SIGNS[signs][sign], SIGN_STYLES.get(sign, "$text-muted")


Signs: TypeAlias = Sequence[tuple[str, str, str]]
"""Signs of a legend, each with its words and its style."""

CURSOR: Signs = [("[ ]", "here", "$primary")]


def levels_legend(signs: str) -> Rows:
    """What the signs of the year of all rituals mean."""
    levels = [(sign, words, "$success") for sign, words in zip(LEVELS[signs][1:], _LEVEL_WORDS, strict=True)]
    return _legend([*levels, (LEVELS[signs][0], "none", "$text-muted")], signs, CURSOR)


def year_legend(signs: str, people: Collection[Person], cursor: Signs = ()) -> Rows:
    """What the signs of one ritual's year mean."""
    return _legend([*_kept(signs, people), (SIGNS[signs][Sign.COMING], "nothing", "$text-muted")], signs, cursor)


def month_legend(signs: str, people: Collection[Person]) -> Rows:
    """What the signs of the month mean."""
    coming = (SIGNS[signs][Sign.COMING], "to come", "$text-muted")
    return _legend([*_kept(signs, people), coming, (MORE, "more", "$text-muted")], signs, CURSOR)


def _kept(signs: str, people: Collection[Person]) -> Signs:
    drawn, in_part = SIGNS[signs], "one of you" if len(people) < 3 else "some of you"
    half = [(drawn[Sign.HALF], in_part, "$success")] if len(people) > 1 else []
    kept = [(drawn[Sign.KEPT], "kept", "$success"), (drawn[Sign.HELD], "other day", "$text-muted")]
    return [*kept, *half, (drawn[Sign.OPEN], "open", "$foreground")]


def _legend(levels: Signs, signs: str, cursor: Signs) -> Rows:
    drawn = SIGNS[signs]
    everywhere = [(drawn[Sign.RESTED], "rest", "$text-muted"), (drawn[Sign.PAUSED], "pause", "$text-muted")]
    explained = (*levels, *everywhere, *cursor, ("( )", "today", NOW))
    return flowing([Content.assemble((sign, style), " ", (words, "$text-muted")) for sign, words, style in explained])


# the screen of a day


def day_plan(rows: Sequence[Row], others: Sequence[Row]) -> list[str | Row]:
    """A day's rows in order under headings: what happened or is planned, and what could be added."""
    plan: list[str | Row] = []
    for heading, group in ((WHAT_WAS, rows), (TO_ADD, others)):
        plan += [heading, *group] if group else []
    return plan


def row_said(row: Row, audience: Audience) -> str:
    """The text at the right of a ritual on a day: who ticked it, what is planned, or the progress of its week."""
    if row.is_done or row.is_half_done:
        by, is_on_the_day = row.ticked_by or _keepers(row), row.day == audience.today
        whose = doer_words(row.ritual, by, audience, row.day, is_on_the_day=is_on_the_day)
        held = held_words(row.held_on, row.day) if row.held_on is not None else ""
        parts = (held, whose, "tiny" if row.tiny else "")
        return _BETWEEN.join(part for part in parts if part)
    if row.sign is Sign.RESTED:
        return "a rest"
    if row.sign is Sign.PAUSED:
        return "a pause"
    if row.sign is Sign.OPEN and row.at is None:
        return "open"
    return clock_words(row.at)


def _keepers(row: Row) -> frozenset[str | None]:
    return row.result.kept_by if row.result is not None else frozenset()


def day_lines(row: Row, audience: Audience, width: int, *, signs: str, is_open: bool) -> list[Content]:
    """A ritual's line on a day; under the cursor also its notes."""
    words = row_said(row, audience)
    name_width = min(max(width - INDENT - 24, 8), 34)
    is_still = not (row.is_done or row.is_half_done)
    first = Content.assemble(
        pointer(is_open=is_open),
        (f"{SIGNS[signs][row.sign]}  ", SIGN_STYLES.get(row.sign, "$text-muted")),
        fitted(printable(row.ritual.name), name_width, "$text-muted" if is_still else ""),
        "   ",
        fitted(words, max(width - INDENT - name_width - 3, 0), "$text-muted"),
    )
    notes = [f"“{printable(note)}”" for note in row.notes]
    if is_open and row.tiny:
        notes.insert(0, f"{TINY_WORDS[:1].upper()}{TINY_WORDS[1:]}, which counts in full.")
    if is_open and (by_phone := phone_words(row, audience)):
        notes.append(capital(by_phone))
    return [first, *(line for note in notes for line in under(note, width))]


def glimpse(rows: Sequence[Row], audience: Audience, width: int, *, signs: str) -> list[Content]:
    """The day under the cursor in a few lines below the picture: one for each ritual, with its note where it fits; a
    long name is cut before what is said of it."""
    lines = []
    for row in rows:
        note, how_it_went = f"“{printable(row.notes[0])}”" if row.notes else "", row_said(row, audience)
        words = _BETWEEN.join(part for part in (how_it_went, note) if part)
        name_width = max(width - 2 * len(_GAP) - Content(how_it_went).cell_length, _LEAST_NAME)
        line = Content.assemble(
            (f"{SIGNS[signs][row.sign]}  ", SIGN_STYLES.get(row.sign, "$text-muted")),
            Content(printable(row.ritual.name)).truncate(name_width, ellipsis=True),
            (f"{_GAP}{words}" if words else "", "$text-muted"),
        )
        lines.append(line.truncate(max(width, 0), ellipsis=True))
    return lines


# minutes


def rhythm_week_heading(week: WeekMinutes, today: date) -> str:
    """A week's name and the length of everything in it: "Week from Monday 16 November · 3 h 20 min"."""
    total = minutes_words(sum(week.minutes.values()))
    return _BETWEEN.join(part for part in (f"Week from {date_words(week.first, today)}", total) if part)


def reached_words(milestone: str) -> str:
    """A kind sentence on a milestone that was reached."""
    return f"{milestone}. Worth a smile."

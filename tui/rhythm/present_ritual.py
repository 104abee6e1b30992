"""The texts and lines of the page of one ritual."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date

from textual.content import Content

from rituals.core.evenings.someday import idea_words
from rituals.core.model import Ritual
from rituals.core.phrases import day_words, short_day
from rituals.core.rhythm.history import RitualHistory
from rituals.core.rituals.words import SIGNS
from rituals.core.state.sharing import Idea
from rituals.core.text import capital, printable
from tui.rituals.overview import RitualListItem
from tui.rituals.present import ritual_links
from tui.shared.text import SIGN_STYLES, Link, links_line

GONE = "It is not among your rituals any more. esc goes back."
NO_YEAR = "Its year is drawn here, from the first tick on."
NO_NOTES = "None yet. n ticks it with a line to remember it by."
EARLIER_NOTES = "Earlier ones stand with their days."
MOST_NOTES = 50
_LABEL = 12
_GAP = 2
_PAGE_NAME = 24  # cells of the name in the line of navigation, so that the rooms and people keep their place
_LEAST = 20  # cells for a text, however narrow the page is


def short_name(ritual: Ritual) -> str:
    """A ritual's name as the page is called by it."""
    return Content(printable(ritual.name)).truncate(_PAGE_NAME, ellipsis=True).plain


def theirs_alone(owner: str) -> str:
    """Why the page of what is for another person alone says no more."""
    return f"How it goes shows to {owner} alone."


def ritual_head(item: RitualListItem, width: int, *, signs: str, is_ticked: bool) -> list[Content]:
    """A ritual's name and how it stands today, and below them what can be done with it."""
    sign = Content.styled(f"{SIGNS[signs][item.sign]}  ", SIGN_STYLES.get(item.sign, "$text-muted"))
    name = Content.assemble((printable(item.ritual.name), "bold"), "   ", (item.words, "$text-muted"))
    first, *more = name.wrap(max(width - sign.cell_length, _LEAST))
    tick = () if item.is_put_away else (Link("untick" if is_ticked else "done", "tick"),)
    links = links_line((*tick, *ritual_links(item)), indent=sign.cell_length)
    return [sign + first, *(Content(" " * sign.cell_length) + line for line in more), links]


def fact_lines(facts: Mapping[str, str], width: int) -> list[Content]:
    """Facts beside their labels, without those that are empty."""
    return _beside([(label, printable(fact)) for label, fact in facts.items() if fact], _LABEL, width)


def idea_offer_lines(idea: Idea, day: date | None, today: date, width: int) -> list[Content]:
    """What of the list for someday the ritual offers, and what the key does with it."""
    gives = f"enter plans it for {day_words(day, today)}." if day is not None else "enter opens your list."
    text = f"{capital(idea_words(idea))} · {gives}"
    return [*Content.styled(text, "$text-muted").wrap(max(width, _LEAST)), Content("")]


def notes_of(history: RitualHistory) -> list[tuple[date, str]]:
    """What was written down with the ticks and on which day, the latest first; never by whom."""
    return [(day, tick.note) for day, ticks in list(history.ticks.items())[::-1] for tick in ticks if tick.note]


def written_lines(notes: Sequence[tuple[date, str]], today: date, width: int) -> list[Content]:
    """Notes beside their days, or what is said where there are none."""
    if not notes:
        return [Content.styled(NO_NOTES, "$text-muted")]
    shown = [(short_day(day, today), f"“{printable(note)}”") for day, note in notes[:MOST_NOTES]]
    lines = _beside(shown, max(len(day) for day, _ in shown) + _GAP, width)
    return [*lines, Content.styled(EARLIER_NOTES, "$text-muted")] if len(notes) > MOST_NOTES else lines


def _beside(pairs: Sequence[tuple[str, str]], column: int, width: int) -> list[Content]:
    """Texts beside their labels, each wrapped to the room that the labels leave."""
    lines: list[Content] = []
    for label, text in pairs:
        first, *more = textwrap.wrap(text, max(width - column, _LEAST)) or [""]
        lines.append(Content.assemble((label.ljust(column), "$text-muted"), first))
        lines += [Content(" " * column + line) for line in more]
    return lines

"""Text on lines: fitting it into a width, links, and text that changes in place."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from rituals.core.text import casefolded
from rituals.session import Session

FAVOURITE = {"unicode": "♥", "ascii": "*"}
SEALED = {"unicode": "✉", "ascii": "="}
HIDDEN = {"unicode": "· · ·", "ascii": ". . ."}
"""In place of private words that are locked."""

INDENT = 5

NAME = 30  # cells of a name, where nothing asks for more

_MINUTES = 9
_PROSE = 76  # cells that sentences take at most

ROOMY = 62  # cells from which a ritual's line has room for everything

SIGN_STYLES = {
    Sign.KEPT: "$success",
    Sign.HALF: "$success",
    Sign.QUARTER: "$success",
    Sign.MIDWAY: "$success",
    Sign.NEARLY: "$success",
    Sign.OPEN: "$foreground",
}

CHOSEN = "bold $primary"
"""The style of what is chosen of several, and of the row with the cursor."""

NOW = "bold $warning"
"""The style of what is so today, or due now."""

TOO_SMALL = "A little more room, please: 60 columns and 20 rows will do."


def pointer(*, is_open: bool) -> Content:
    """The sign before the row with the cursor, and as many blanks before any other."""
    return Content.styled("› " if is_open else "  ", CHOSEN)


def columns(
    *,
    sign: tuple[str, str],
    name: tuple[str, str],
    minutes: int | None,
    words: tuple[str, str],
    width: int,
    is_open: bool,
    words_width: int,
    widest_name: int = NAME,
) -> Content:
    """A line of a list: pointer, sign, name, length and words; `words` gets what the name leaves."""
    length = "" if minutes is None else f"{minutes} min".rjust(_MINUTES) if minutes else " " * _MINUTES
    name_width = min(max(width - INDENT - len(length) - 3 - words_width, 8), widest_name)
    words_width = max(width - INDENT - name_width - len(length) - 3, 0)
    return Content.assemble(
        pointer(is_open=is_open),
        (f"{sign[0]}  ", sign[1]),
        fitted(name[0], name_width, name[1]),
        (length, "$text-muted"),
        "   ",
        fitted(words[0], words_width, words[1]),
    )


def signs_of(session: Session) -> str:
    """Which signs to draw: `unicode` or `ascii`, as the settings say and the terminal's character set can have them."""
    wanted, terminal = session.settings.look.signs, sys.__stderr__  # where the app is drawn
    try:
        "".join(SIGNS[wanted].values()).encode(terminal.encoding if terminal is not None else "utf-8")
    except UnicodeEncodeError:
        return "ascii"
    return wanted


def fitted(text: str, width: int, style: str = "") -> Content:
    """One line of exactly so many cells, cut with an ellipsis or padded."""
    content = Content.styled(text, style).truncate(max(width, 0), ellipsis=True)
    return content.pad_right(max(width - content.cell_length, 0))


def hanging(heading: Content, rows: Sequence[Content]) -> list[Content]:
    """Rows behind a heading, which stands before the first of them."""
    return [heading + rows[0], *(Content(" " * heading.cell_length) + row for row in rows[1:])]


def under(text: str, width: int, style: str = "$text-muted") -> list[Content]:
    """Text that opens under a line, wrapped to its width."""
    room = max(min(width - INDENT - 2, _PROSE), 10)
    return [Content(" " * INDENT) + line for line in Content.styled(text, style).wrap(room)]


class Link(NamedTuple):
    """A word on a line that can be clicked, and the action behind it: the screen's, or the app's if it says so."""

    label: str
    action: str


def links_line(links: Sequence[Link], indent: int = INDENT, *, gap: int = 3) -> Content:
    """Links in a row, with so many cells between them."""
    pieces = [linked(link.label, _of_screen(link.action)) for link in links]
    return Content(" " * indent) + Content(" " * gap).join(pieces)


def links_lines(links: Sequence[Link], width: int, *, gap: int = 3) -> list[Content]:
    """Links in as many rows as they need, so that no end of a line falls into a link."""
    rows: list[list[Link]] = []
    for link in links:
        fits = rows and links_line([*rows[-1], link], indent=0, gap=gap).cell_length <= width
        if fits:
            rows[-1].append(link)
        else:
            rows.append([link])
    return [links_line(row, indent=0, gap=gap) for row in rows]


def linked(text: str | Content, action: str) -> Content:
    """Text that does an action when it is clicked; the style sheet says how links look."""
    content = text if isinstance(text, Content) else Content(text)
    return content.stylize(Style.from_meta({"@click": action}))


def _of_screen(action: str) -> str:
    return action if action.startswith("app.") else f"screen.{action}"


def is_sought(sought: str, texts: Collection[str]) -> bool:
    """Whether each word of `sought` occurs in the texts, whatever its case and accents."""
    within = casefolded(" ".join(texts))
    return all(word in within for word in casefolded(sought).split())


def problem_words(words: str) -> Content:
    """What is wrong with what was typed, after a sign; nothing where nothing is."""
    return Content(f"! {words}" if words else "")


def reword(widget: Static, words: str) -> None:
    """Update a widget's text, except to the same text: each update lays out the whole screen anew."""
    if widget.content != words:
        widget.update(Content(words))

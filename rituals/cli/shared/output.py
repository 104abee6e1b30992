"""Text on its way to a terminal: safe lines, quiet colours, and tables aligned by columns."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import zip_longest
from operator import add

from msgspec import Struct

from rituals.core.text import printable
from rituals.errors import StorageError

_PLAINER = str.maketrans({"·": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "×": "x"})
_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u0482\u048a-\u052f‐-‧‰-\u205e●◐○◌◔◑◕]*")
"""Text in which every character is one column wide by itself: our own words and signs, and most of Europe's letters."""
_COLOUR = "\x1b\\[[0-9]*m"
GAP, _HANGS = 2, 2
_LEAST_ROOM = 40
_LEAST_NAME = 20
_LEAST_TEXT = 12


class Shade(StrEnum):
    """A colour or weight of the terminal's own palette, by its number (ECMA-48, SGR)."""

    KEPT = "32"
    NOW = "33"
    QUIET = "2"


class Shaded(str):
    """The text of a cell, with the shade that it has where colours show."""

    __slots__ = ("shade",)
    shade: Shade

    def __new__(cls, text: str, shade: Shade) -> Shaded:
        shaded = str.__new__(cls, text)
        shaded.shade = shade
        return shaded


class SafeText(str):
    """Lines that are printed as they are: safe on any terminal, with their colours in them."""

    __slots__ = ()


class Output(Struct, frozen=True):
    """What a command prints, and its exit code."""

    text: str
    exit_code: int = 0

    def put_out(self, *, has_colour: bool = False) -> int:
        """Print the text and return the exit code; raises `StorageError` where stdout can't be written."""
        if self.text and sys.stdout is not None:
            text = self.text if has_colour else re.sub(_COLOUR, "", self.text)
            try:
                sys.stdout.write(encodable(text + "\n", encoding()))
                sys.stdout.flush()
            except OSError as problem:
                _let_go_of_stdout()
                if isinstance(problem, BrokenPipeError):
                    raise
                raise StorageError(f"The answer could not be printed ({problem.strerror}); the rest is done.") from None
        return self.exit_code


def encoding() -> str:
    """The encoding of stdout; UTF-8 where there is no stdout."""
    return (sys.stdout.encoding or "ascii") if sys.stdout is not None else "utf-8"


def _let_go_of_stdout() -> None:
    """Point stdout at the null device, or the interpreter would report the failed write once more at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def lines(*texts: str) -> str:
    """Texts as lines, each made safe to print."""
    return "\n".join(line if isinstance(line, SafeText) else printable(line).rstrip() for line in texts)


def heading(text: str) -> SafeText:
    """A heading over some lines."""
    return coloured(Shaded(text, Shade.QUIET))


def coloured(*parts: str) -> SafeText:
    """Parts as one line, each between the escapes that turn its shade on and off, if it has one."""
    return SafeText("".join(_in_shade_of(part, printable(part)) for part in parts))


def _in_shade_of(part: str, text: str) -> str:
    return f"\x1b[{part.shade}m{text}\x1b[0m" if text and isinstance(part, Shaded) else text


def encodable(text: str, charset: str) -> str:
    """The text as a character set can encode it: unchanged if possible, else with plainer signs."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return text.translate(_PLAINER).encode(charset, "replace").decode(charset)
    return text


def width_of(text: str) -> int:
    """How many terminal columns a line takes."""
    if _is_narrow(text):
        return len(text)
    from wcwidth import wcswidth  # its tables cost more than most verbs, which print narrow letters only

    return wcswidth(printable(text))


def widths_of(texts: Sequence[str]) -> Sequence[int]:
    """How many terminal columns each line takes; narrow ones are looked at all at once."""
    return [*map(len if _is_narrow("".join(texts)) else width_of, texts)]


def _is_narrow(text: str) -> bool:
    return text.isascii() or _NARROW.fullmatch(text) is not None


def cut(text: str, width: int) -> str:
    """The text, cut with an ellipsis where it is wider than `width` columns."""
    if width_of(text) <= width:
        return text
    if _NARROW.fullmatch(text):
        return f"{text[: width - 1].rstrip()}…"
    from wcwidth import clip  # as above

    return f"{clip(printable(text), 0, width - 1).rstrip()}…"


def fitted_lines(text: str, width: int, *, hangs: int = 0) -> list[str]:
    """A line as lines of at most `width` columns, those after the first one indented by `hangs`."""
    if width_of(text) <= width:
        return [text]
    if text.isascii():
        from textwrap import wrap  # only where there is too little room
    else:
        from wcwidth import wrap
    return wrap(text, width, subsequent_indent=" " * hangs, break_on_hyphens=False) or [""]


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text padded with spaces to `width` columns, on the left with `right`."""
    spaces = " " * (width - width_of(text))
    return spaces + coloured(text) if right else coloured(text) + spaces


def table(
    rows: Sequence[Sequence[str]],
    *,
    room: int | None = None,
    name: int = 0,
    right: Collection[int] = (),
    indent: int = 0,
) -> list[str]:
    """Each row as aligned lines, safe to print, within `room` columns (at least 40; None for no limit).

    Where that is narrow, the widest columns give way first and their cells wrap; that of the name keeps 20 columns.
    Where even that is too much, the columns after the name stand below it. Nothing is cut, and empty columns go.
    """
    return aligned([*zip(*rows, strict=True)], room=room, name=name, right=right, indent=indent)


def aligned(
    columns: Sequence[Sequence[str]],
    *,
    room: int | None = None,
    name: int = 0,
    right: Collection[int] = (),
    quiet: Collection[int] = (),
    indent: int = 0,
) -> list[str]:
    """The same of columns, which is faster for very many rows; those that are `quiet` are so in every row."""
    measured = {place: _Column(cells) for place, cells in enumerate(columns) if any(cells)}
    widths = {place: column.width for place, column in measured.items()}
    if not measured:
        return [SafeText("")] * max(map(len, columns), default=0)
    if room is None or indent + _taken(widths) <= room:
        shown = [column.padded(right=place in right, quiet=place in quiet) for place, column in measured.items()]
        margin, gap = " " * indent, " " * GAP
        return [SafeText((margin + gap.join(parts)).rstrip()) for parts in zip(*shown, strict=True)]
    floors = {
        place: min(width, _LEAST_NAME if place == name or place in right else _least(measured[place].texts, width))
        for place, width in widths.items()
    }
    blocks = list(_blocks(widths, floors, name, indent, max(room, _LEAST_ROOM)))
    shaded = [
        [Shaded(cell, Shade.QUIET) for cell in cells] if place in quiet else cells
        for place, cells in enumerate(columns)
    ]
    return [SafeText("\n".join(_row_lines(row, blocks, right))) for row in zip(*shaded, strict=True)]


class _Column:
    """The cells of a column, safe to print and measured."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = cells
        self.texts = cells if "".join(cells).isprintable() else [*map(printable, cells)]
        self._widths = widths_of(self.texts)
        self.width = max(self._widths)

    def padded(self, *, right: bool, quiet: bool) -> Iterable[str]:
        """Every cell in its shade, padded to the width of the column."""
        shown: Iterable[str] = self.texts
        if quiet:
            shade = Shade.QUIET.value
            shown = [f"\x1b[{shade}m{text}\x1b[0m" if text else text for text in self.texts]
        elif Shaded in {*map(type, self._cells)}:
            shown = map(_in_shade_of, self._cells, self.texts)
        spaces = {width: " " * (self.width - width) for width in {*self._widths}}
        if len(spaces) == 1:
            return shown
        margins = map(spaces.__getitem__, self._widths)
        return map(add, margins, shown) if right else map(add, shown, margins)


def _taken(widths: Mapping[int, int]) -> int:
    return sum(widths.values()) + GAP * (len(widths) - 1)


def _least(column: Sequence[str], width: int) -> int:
    """How narrow a column may become: to its longest word or to half, whichever is wider, but from 12 to 20 columns."""
    longest = max(width_of(word) for cell in column for word in cell.split(" "))
    return max(_LEAST_TEXT, min(max(longest + _HANGS, width // 2), _LEAST_NAME))


def _blocks(
    widths: Mapping[int, int], floors: Mapping[int, int], name: int, indent: int, room: int
) -> Iterator[tuple[int, Mapping[int, int]]]:
    """The columns that stand side by side, with their widths and the column they begin at, block below block."""
    ahead = {place: floor for place, floor in floors.items() if place < name}
    begins = indent + _HANGS + (_taken(ahead) + GAP if ahead else 0)
    below = begins if begins + _LEAST_NAME <= room else indent + _HANGS
    start, block = indent, dict[int, int]()
    for place, floor in floors.items():
        if block and start + _taken({**block, place: floor}) > room:
            yield start, _narrowed(widths, block, room - start)
            start, block = below, {}
        block[place] = floor
    yield start, _narrowed(widths, block, room - start)


def _narrowed(widths: Mapping[int, int], floors: Mapping[int, int], room: int) -> Mapping[int, int]:
    """The widths of some columns, the widest made narrower until they have room; none goes below its floor."""
    narrowed = {place: widths[place] for place in floors}
    for _ in range(_taken(narrowed) - room):
        narrowed[max((place for place in floors if narrowed[place] > floors[place]), key=narrowed.__getitem__)] -= 1
    return narrowed


def _row_lines(
    row: Sequence[str], blocks: Sequence[tuple[int, Mapping[int, int]]], right: Collection[int]
) -> Iterator[str]:
    for number, (start, widths) in enumerate(blocks):
        cells = [_cell_lines(row[place], width, right=place in right) for place, width in widths.items()]
        if number and not any(line.strip() for cell in cells for line in cell):
            continue
        for parts in zip_longest(*cells):
            shown = (
                part if part is not None else " " * width for part, width in zip(parts, widths.values(), strict=True)
            )
            yield (" " * start + (" " * GAP).join(shown)).rstrip()


def _cell_lines(cell: str, width: int, *, right: bool) -> list[str]:
    """The lines of a cell, each padded to the width of its column, in the cell's shade."""
    texts = fitted_lines(printable(cell), width, hangs=0 if right else _HANGS)
    shade = cell.shade if isinstance(cell, Shaded) else None
    return [padded(Shaded(text, shade) if shade else text, width, right=right) for text in texts]

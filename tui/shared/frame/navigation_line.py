"""The line of navigation: the rooms of the app, the page that lies over one, and who sits here; all of it by click."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from rituals.core.model import Person
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable
from tui.shared.keys import ROOMS, Key
from tui.shared.text import linked

INDENT = "  "
_ROOMY = 70  # cells from which the line begins and ends where the page under it does
_NAME = 16
_SHORT_NAME = 9
_SHORT_PAGE = 12
_ARROWS = {"unicode": ("‹", "›"), "ascii": ("<", ">")}


class Place(NamedTuple):
    """Where one is in the app: a room by its id, the page that lies over it or "", and who of the couple sits here."""

    room: str
    page: str
    couple: Sequence[Person]
    seated: Person


class _Layout(NamedTuple):
    gap: int
    others: str
    """How the rooms that one is not in are shown: by "name", by "digit", as "arrows", or as "nothing"."""
    people: str
    """Who is shown: "all", the one who is "seated", or "nobody"."""
    cells: int = _NAME
    """What a person's sign and name get at most."""
    cuts: bool = False
    """Whether the page's name may be cut for it."""


_DIGITS_FROM = 57  # cells of 60 columns; with fewer, what doesn't fit by name is behind arrows
_BY_NAME = (
    _Layout(3, "name", "all"),
    _Layout(2, "name", "all"),
    _Layout(1, "name", "all"),
    _Layout(1, "name", "all", _SHORT_NAME),
)
_ONE_BY_NAME = (_Layout(2, "name", "seated"), _Layout(1, "name", "seated"))
_BY_DIGIT = (
    _Layout(2, "digit", "all"),
    _Layout(1, "digit", "all", _SHORT_NAME),
    _Layout(1, "digit", "all", _SHORT_NAME, cuts=True),
    _Layout(1, "digit", "seated", _SHORT_NAME, cuts=True),
)
_BY_ARROWS = (
    _Layout(1, "arrows", "all"),
    _Layout(1, "arrows", "seated"),
    _Layout(1, "arrows", "seated", _SHORT_NAME, cuts=True),
    _Layout(1, "arrows", "nobody"),
)
_ANSWERING = (
    _Layout(3, "nothing", "all"),
    _Layout(1, "nothing", "all", _SHORT_NAME),
    _Layout(1, "nothing", "all", _SHORT_NAME, cuts=True),
    _Layout(1, "nothing", "seated", _SHORT_NAME, cuts=True),
    _Layout(1, "nothing", "nobody"),
)


def _layouts(place: Place, width: int, *, is_open: bool) -> Iterator[_Layout]:
    """The ways to lay it out, the best first; a page's name gives way to who sits here."""
    if not is_open:
        yield from _ANSWERING
        return
    yield from _BY_NAME
    if not place.page:
        yield from _ONE_BY_NAME
    if width >= _DIGITS_FROM:
        yield from _BY_DIGIT
    yield from _BY_ARROWS


class NavigationLine(Widget):
    """Shows as much of it as there is room for; the present room and page always."""

    DEFAULT_CSS = """
    NavigationLine {
        height: 1;
        margin: 0 1 0 2;
        color: $text-muted;
    }
    """

    def __init__(self, place: Callable[[], Place], leads: Callable[[], bool], signs: str) -> None:
        """`leads` is whether the keys of the rooms lead there from here; a page that takes an answer has its digits for
        itself."""
        super().__init__()
        self._find_place = place
        self._find_open = leads  # it goes through every key, so it is asked only as the keys change
        self._place: Place | None = None
        self._is_open = True
        self._signs = signs

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, _: Screen[object]) -> None:
        self.refresh()

    def show(self) -> None:
        """Show where one is now; nothing is drawn where it is the same."""
        if self._find_place() != self._place:
            self.refresh()

    def render(self) -> Content:
        place = self._place = self._find_place()
        self._is_open = self._find_open()
        width = self.content_size.width
        line = Content("")
        for layout in _layouts(place, width, is_open=self._is_open):
            line = self._line(place, layout, width)
            page = Content(place.page)
            left = page.cell_length - (line.cell_length - width)
            if layout.cuts and _SHORT_PAGE <= left < page.cell_length:
                cut = place._replace(page=page.truncate(left, ellipsis=True).plain)
                line = self._line(cut, layout, width)
            if line.cell_length <= width:
                return line
        return line.truncate(width, ellipsis=True)

    def _line(self, place: Place, layout: _Layout, width: int) -> Content:
        rooms = Content(" " * layout.gap).join(self._rooms(place, layout))
        people = Content("   ").join(self._people(place, layout))
        indent, end = ("", width) if layout.gap == 1 and width < _ROOMY else (INDENT, width - 1)
        room = max(end - len(indent) - people.cell_length, rooms.cell_length + layout.gap * bool(people))
        return Content(indent) + rooms.pad_right(room - rooms.cell_length) + people

    def _rooms(self, place: Place, layout: _Layout) -> list[Content]:
        parts = [self._room(key, place, layout.others) for key in ROOMS]
        if layout.others == "arrows":
            steps = zip(_ARROWS[self._signs], (-1, 1), strict=True)
            parts = [*(linked(Content(arrow), f"app.room('{_beside(place, step)}')") for arrow, step in steps), *parts]
        return [part for part in parts if part]

    def _room(self, key: Key, place: Place, others: str) -> Content:
        name = f"{key.face} {key.label.capitalize()}" if self._is_open else key.label.capitalize()
        if key.id != place.room:
            shown = {"name": name, "digit": key.face}.get(others, "")
            return linked(Content(shown), key.action) if shown else Content("")
        if not place.page:
            return Content.styled(name, _HERE)
        room = linked(Content(name), key.action) if self._is_open else Content(name)
        return Content.assemble(room, (f" {_ARROWS[self._signs][1]} ", "$text-muted"), (place.page, _HERE))

    def _people(self, place: Place, layout: _Layout) -> list[Content]:
        if len(place.couple) < 2 or layout.people == "nobody":
            return []
        shown = [person for person in place.couple if layout.people == "all" or person == place.seated]
        return [self._person(person, place, layout.cells) for person in shown]

    def _person(self, person: Person, place: Place, cells: int) -> Content:
        is_seated = person == place.seated
        sign = SIGNS[self._signs][Sign.KEPT if is_seated else Sign.OPEN]
        name = Content(f"{sign} {printable(person.name)}").truncate(cells, ellipsis=True)
        if is_seated:
            return name.stylize("$foreground")
        return linked(name, "app.person") if self._is_open else name  # in a form it would leave what is typed


_HERE = "bold underline $foreground"


def _beside(place: Place, step: int) -> str:
    names = [key.id for key in ROOMS]
    return names[(names.index(place.room) + step) % len(names)]

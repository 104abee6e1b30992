"""The help: what the page is for, and every key of it in groups, from the key tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from tui.shared.dispatch.answered_once import Dialog
from tui.shared.frame.key_line import KeyLine
from tui.shared.keys import ANYWHERE, LIST, ROOMS, Key, bindings
from tui.shared.screen import AppScreen
from tui.shared.text import FAVOURITE, SEALED
from tui.shared.wrapped import Rows, WrappedText, flowing

_CLOSE = (Key("close", "escape,question_mark,f1,q,enter", "dismiss", "close", "Close this page.", shown_as="esc"),)
_GOING = {*(key.id for key in ROOMS), "settings", "support", "way-back"}
_ALL_OF_US = {"both", "person"}
_MOVING = {key.id for key in LIST}
_STEPS = ("step(", "turn(", "walk(", "cursor", "month(")
_EVERYWHERE = {key.id for key in ANYWHERE}
_SIGN_WORDS = {
    Sign.KEPT: "kept",
    Sign.HELD: "held another day",
    Sign.HALF: "in part",
    Sign.OPEN: "open",
    Sign.RESTED: "rested",
    Sign.PAUSED: "paused",
    Sign.COMING: "to come, or nothing",
}
_SECOND = {"This page", "Go to", "Everywhere"}
_FACE = 9  # cells of a key's name
_FOR_SENTENCES = 40  # cells from which there is room for a sentence beside it


def in_groups(keys: Iterable[Key], row_actions: Collection[str], couple: Collection[object]) -> Mapping[str, list[Key]]:
    """The keys by the titles of their groups, without empty ones, what has no key and the help; `row_actions` act on
    what the cursor is on."""
    us = {1: "You", 2: "Both of you"}.get(len(couple), "All of you")
    groups: dict[str, list[Key]] = {
        title: [] for title in ("On this row", us, "Moving", "This page", "Go to", "Everywhere")
    }
    for key in keys:
        if not key.keys or key.id == "help":
            continue
        if key.id in _GOING:
            title = "Go to"
        elif key.id in _ALL_OF_US:
            title = us
        elif key.id in _MOVING or key.action.startswith(_STEPS):
            title = "Moving"
        elif key.action in row_actions:
            title = "On this row"
        else:
            title = "Everywhere" if key.id in _EVERYWHERE else "This page"
        if not any(key.tip == other.tip for other in groups[title]):  # the numbers of answers are one row
            groups[title].append(key)
    return {title: keys for title, keys in groups.items() if keys}


class KeyRow(WrappedText):
    """A key and what it does, in a sentence where there is room for one; a click does it."""

    def __init__(self, key: Key) -> None:
        super().__init__(self._said)
        self.add_class("clickable")
        self.key = key

    def _said(self, width: int) -> list[Content]:
        face = Content.styled(self.key.face, "bold")
        face = Content(" " * (_FACE - face.cell_length)) + face + "  "
        words = self.key.tip if width >= _FOR_SENTENCES else self.key.label
        if self.key.face != self.key.for_browsers != "":
            words += f" ({self.key.for_browsers} in a browser)"
        first, *more = Content(words).wrap(max(width - face.cell_length, 1))
        return [face + first, *(Content(" " * face.cell_length) + line for line in more)]

    def on_click(self) -> None:
        self.screen.dismiss()
        self.app.call_later(self.app.simulate_key, self.key.first)


def open_help(app: App[None], screen: AppScreen, keys: Iterable[Key]) -> None:
    """Open the help over a screen, with these keys beside its own."""
    groups = in_groups(screen.working((*screen.KEYS, *LIST, *keys)), screen.ROW_ACTIONS, screen.service.couple)
    app.push_screen(HelpScreen(screen.page_name(), screen.PURPOSE, groups, screen.signs))


class HelpScreen(Dialog[None]):
    """A page of keys over the screen they are for; a click outside it closes it."""

    BINDINGS = bindings(_CLOSE)
    CSS_PATH = "help.tcss"

    def __init__(self, title: str, purpose: str, groups: Mapping[str, list[Key]], signs: str) -> None:
        super().__init__()
        self._signs = signs
        self._title = title
        self._purpose = purpose
        self._groups = groups

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            with Horizontal(id="top"):
                yield Static(Content(self._title), classes="dialog-title")
                yield KeyLine(_CLOSE)
            yield Static(Content(self._purpose), id="purpose")
            with Horizontal(id="columns"):
                for is_second in (False, True):
                    column = [_group(*group) for group in self._groups.items() if (group[0] in _SECOND) == is_second]
                    if column:
                        yield Vertical(*chain.from_iterable(column))
            yield Static(Content("Signs"), classes="heading")
            yield WrappedText(signs_legend(self._signs))

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss()


def signs_legend(signs: str) -> Rows:
    """What the signs of rituals, days and notes mean, wherever they stand."""
    drawn = SIGNS[signs]
    on_its_way = " ".join(drawn[sign] for sign in (Sign.QUARTER, Sign.MIDWAY, Sign.NEARLY))
    meanings = (
        *((drawn[sign], words) for sign, words in _SIGN_WORDS.items()),
        *((on_its_way, "on its way"), (FAVOURITE[signs], "favourite"), (SEALED[signs], "sealed"), ("›", "the cursor")),
    )
    return flowing([Content.assemble(sign, " ", (words, "$text-muted")) for sign, words in meanings], gap="   ")


def _group(title: str, keys: Iterable[Key]) -> list[Static | KeyRow]:
    return [Static(Content(title), classes="heading"), *map(KeyRow, keys)]

"""The base of the full screens: a title and a headline, the screen's own widgets, a toast, and a footer of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.config import Settings
from rituals.core.phrases import date_words
from rituals.errors import RitualsError
from rituals.session import Session
from tui.shared.dispatch.answered_once import AnsweredOnce
from tui.shared.dispatch.held import Intent, holding
from tui.shared.frame.footer import Footer
from tui.shared.frame.navigation_line import NavigationLine, Place
from tui.shared.keys import ANYWHERE, ROOMS, Key, offered_to, once_each
from tui.shared.lines import Lines
from tui.shared.remedies import in_app
from tui.shared.text import TOO_SMALL, reword, signs_of
from tui.shared.toast import Toast
from tui.themes import apply_look

UNREAD = "What is here can't be seen now. Today says why, and what helps."
MEASURE = 120  # columns that a page takes at most


class LiveDialog:
    """A dialog that shows the current state too, as an `AppScreen` does."""

    def show(self) -> None:
        """Show the current state; called after each change and each minute while the dialog is in the stack."""
        raise NotImplementedError


class AppScreen(AnsweredOnce, Screen[None]):
    """A screen of the app; subclasses give `KEYS`, `headline` and `contents`, and `show` the current state."""

    DEFAULT_CSS = """
    AppScreen {
        #top { height: 1; margin: 1 2 0 2; }
        #name { width: auto; color: $primary; text-style: bold; }
        #headline {
            width: 1fr; margin: 0 0 0 2; text-align: right;
            color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    """

    KEYS: ClassVar[tuple[Key, ...]] = ()
    PURPOSE: ClassVar[str] = ""
    """One sentence on what the page is for, on top of its help."""
    ROW_ACTIONS: ClassVar[frozenset[str]] = frozenset()
    """The actions that act on what the cursor is on."""
    IS_GUIDED: ClassVar[bool] = False
    """Whether it is part of a talk or a check-in: nobody else takes the seat in it, and `q` does what `esc` does."""
    TAKES_AN_ANSWER: ClassVar[bool] = False
    """Whether digits are for answers here, so that no room is shown by its digit."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.service = session.service
        self._look = session.settings.look

    @property
    def signs(self) -> str:
        """Which signs to draw: `unicode` or `ascii`."""
        return signs_of(self.session)

    @on(events.Resize)
    def stand_in_the_middle(self, event: events.Resize) -> None:
        """Keep the page in the middle of a wider screen."""
        beside = max(0, (event.size.width - MEASURE) // 2)
        if beside != self.styles.padding.left:  # setting it lays out the whole page anew, also to what it was
            self.styles.padding = (0, beside)

    def _fit(self, size: Size) -> None:
        """Take the classes for a size before anything is laid out, where Textual draws a page once without them."""
        across = self.HORIZONTAL_BREAKPOINTS or self.app.HORIZONTAL_BREAKPOINTS or []
        down = self.VERTICAL_BREAKPOINTS or self.app.VERTICAL_BREAKPOINTS or []
        fitting = self._get_breakpoint_classes(size.width, across) | self._get_breakpoint_classes(size.height, down)
        self.update_classes({name: name in fitting for _, name in (*across, *down)}, update=False)

    @on(events.ScreenResume)
    def style_once(self, event: events.ScreenResume) -> None:
        """As the page opens, style it alone: its parts were styled as they came, it before its own sheet was read."""
        if not self.stack_updates:
            self.app.stylesheet.apply(self)
            event.refresh_styles = False

    def headline(self) -> str:
        """The text at the top right: the day, or the page's own count."""
        today = self.service.today()
        return date_words(today, today)

    def page_name(self) -> str:
        """What the page is called in the line of navigation, after the room that it lies over."""
        return str(self.TITLE)

    def show(self) -> None:
        """Show the current state; called after each change and each minute while the screen is in the stack."""
        self.show_top()

    def of_nothing(self, words: str) -> str:
        """What is said where nothing is: `words`, unless something is wrong that may be why."""
        return UNREAD if self.session.is_unread else words

    def on_screen_resume(self) -> None:
        if self.session.settings.look != self._look:
            self.call_later(self.recompose)
        self.query(Footer).refresh()  # some keys are said otherwise to more than two
        self.show()

    async def apply(self, settings: Settings) -> None:
        """Use changed settings from now on; screens that are not current get the new look when they are resumed."""
        self.session.settings = settings
        apply_look(self.app, settings.look)
        await self.recompose()

    async def recompose(self) -> None:
        """Build everything anew, with the cursors where they were, as after a change of the look."""
        self._look = self.session.settings.look  # so that being resumed meanwhile does not recompose once more
        self.workers.cancel_node(self)  # the widgets they would update are gone for a moment
        places = [lines.place for lines in self.query(Lines)]
        await super().recompose()
        for lines, place in zip(self.query(Lines), places, strict=False):
            lines.focus()
            lines.action_cursor_to(place)

    def contents(self) -> Iterable[Widget]:
        """The screen's own widgets, between the headline and the toast."""
        return ()

    def focus_first(self) -> None:
        """Put the focus where it is to begin with."""

    def compose(self) -> ComposeResult:
        self._look = self.session.settings.look
        self._fit(self.app.size)
        with Horizontal(id="top"):
            yield Static(Content(self.app.title), id="name")
            yield Static(Content(self.headline()), id="headline")
        yield NavigationLine(self._here, self._leads_to_rooms, self.signs)
        yield from self.contents()
        yield Toast(lambda: bool(self.service.erasing.taken_back()))
        yield Footer(self.keys_in_focus, self.why_not)
        yield Static(TOO_SMALL, id="too-small")

    def _here(self) -> Place:
        room = self.app.current_mode
        is_page = self is not self.app.screen_stack[0]
        return Place(room, self.page_name() if is_page else "", self.service.couple, self.service.seated)

    def _leads_to_rooms(self) -> bool:
        if self.TAKES_AN_ANSWER:
            return False
        leads = self.active_bindings.get(ROOMS[0].first)
        return leads is not None and leads.binding.action == ROOMS[0].action

    # keys

    def keys_here(self) -> Sequence[Key]:
        """The keys that mean something on this page."""
        return self.KEYS if self.TAKES_AN_ANSWER else (*self.KEYS, *ANYWHERE)

    def why_not(self, action: str) -> str | None:
        """Why an action of this page can do nothing now; None where it can."""
        del action
        return None

    def keys_in_focus(self) -> list[Key]:
        """The keys that do something now: those of a line that is typed in, or of the page; none under a dialog."""
        if self.app.screen is not self:
            return []
        is_typed_in = bool(self._keys_of_focus) and not self.TAKES_AN_ANSWER
        return self.working(() if is_typed_in else self.keys_here())

    def working(self, keys: Iterable[Key]) -> list[Key]:
        """Those of some keys that do something where the focus is, after those of the line that is typed in."""
        active = {name: one.binding.action for name, one in self.active_bindings.items() if not self._is_typed(name)}
        own = (*self._keys_of_focus, *keys)
        does = [key for key in own if any(active.get(name) == key.action for name in key.keys.split(","))]
        return offered_to(self.service.couple, once_each(does))

    @property
    def _keys_of_focus(self) -> tuple[Key, ...]:
        nodes = self.focused.ancestors_with_self if self.focused is not None else []
        return next((node.KEYS for node in nodes if node is not self and hasattr(node, "KEYS")), ())

    def _is_typed(self, name: str) -> bool:
        """Whether a key is a letter of what is typed here, rather than a key."""
        return self.focused is not None and self.focused.check_consume_key(name, key_to_character(name))

    def on_lines_moved(self) -> None:
        self.query(Footer).refresh()

    @property
    def toast(self) -> Toast:
        return self.query_one(Toast)

    def show_top(self) -> None:
        """Show the headline, and where one is, as they are now."""
        reword(self.query_one("#headline", Static), self.headline())
        self.query_one(NavigationLine).show()

    def run_reporting(
        self,
        do: Callable[[], str | None],
        say: Callable[[str], object] | None = None,
        *,
        refuse: Callable[[RitualsError], object] | None = None,
        then: Callable[[], object] | None = None,
        part: Widget | None = None,
        about: str = "",
    ) -> None:
        """Run `do` and `say` its sentence; say also why it is refused: by default both as a toast. While another
        process is busy with the files it is held, to be done later, and `about` names it. `then` is what follows, where
        it is the answer of this page, or of a `part` of it."""
        holding(self).do_or_hold(Intent(do, self, say or self.toast.show, refuse or self._urge, then, part, about))

    def _urge(self, error: RitualsError) -> None:
        self.toast.show(in_app(error), needs_doing=True)

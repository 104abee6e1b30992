"""Asks for what opens somebody's private pages, and tries it where nobody has to wait for it."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from rituals.core.exchange.locking_words import NOT_IT
from rituals.errors import RitualsError
from rituals.service.private import PrivateService
from tui.shared.at_work import AtWork
from tui.shared.dispatch.answered_once import is_gone
from tui.shared.field import Chips
from tui.shared.keys import BACK, Key, bindings
from tui.shared.locked.passphrase_field import PassphraseField
from tui.shared.remedies import in_app
from tui.shared.text import problem_words
from tui.shared.toast import Toast

NOTHING_TYPED = "Type your passphrase, or your twelve words."
TRYING = "Opening"
OPEN = "open"

OPENING = (
    Key("open-pages", "enter", "submit", "open", "Open the pages with what is typed."),
    Key("below", "down,tab", "app.focus_next", "below", "Go to what can be done without.", shown_as="↓"),
    BACK,
)


class OpeningField(Vertical):
    """A passphrase, or twelve words in its place; posts `Opened` where they are right, and else keeps what is typed."""

    DEFAULT_CSS = """
    OpeningField {
        height: auto;
        margin: 0 2 1 4;
        .line { height: 1; }
        .label { width: 12; color: $text-muted; }
        .line:focus-within .label { color: $primary; text-style: bold; }
        PassphraseField { width: 1fr; max-width: 64; }
        .problem { display: none; margin: 0 0 0 12; }
        .problem.-told { display: block; }
        .problem.-trying { color: $text-muted; }
        .answers { height: 1; margin: 0 0 0 12; color: $text-muted; }
    }
    """

    KEYS = OPENING
    BINDINGS = bindings(OPENING)

    class Opened(Message):
        """What was typed opens the pages; `told` is what their person has to know, empty if all is well."""

        def __init__(self, opener: object, told: str) -> None:
            super().__init__()
            self.opener = opener
            self.told = told

        def hold(self, private: PrivateService, toast: Toast) -> None:
            """Read the pages with it from now on, and tell on a toast what is to be told."""
            if private.lock is not None:
                private.lock.hold(self.opener)
            if self.told:
                toast.show(self.told, needs_doing=True)

    def __init__(self, private: PrivateService, signs: str) -> None:
        """`signs` is which to draw: `unicode` or `ascii`."""
        super().__init__()
        self._private = private
        self._signs = signs
        self._at_work: AtWork | None = None
        self._tries = 0

    def compose(self) -> ComposeResult:
        with Horizontal(classes="line"):
            yield Static("Passphrase", classes="label")
            yield PassphraseField(self._signs)
        yield Static(classes="problem")
        yield Chips((OPEN,), classes="answers")

    @property
    def field(self) -> PassphraseField:
        """The line that is typed in."""
        return self.query_one(PassphraseField)

    def on_input_submitted(self, event: PassphraseField.Submitted) -> None:
        event.stop()
        self.action_submit()

    def on_chips_picked(self, message: Chips.Picked) -> None:
        message.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Try what is typed, unless something is being tried."""
        if self._at_work:
            return
        if not self.field.value.strip():
            self._ask_again(NOTHING_TYPED)
            return
        self.can_focus = True  # so that q and the page's other keys are no letters meanwhile
        self.focus()
        self._at_work = AtWork(self, self._tell_progress)
        self._at_work.begin(TRYING, partial(self._opener, self.field.value), partial(self._finish, self._tries))

    def forget(self) -> None:
        """Let go of what is typed, and of what comes of trying it."""
        self._tries += 1
        self.field.value = ""

    def _opener(self, typed: str) -> tuple[object, str] | None:
        """What opens the pages, and what is to be told of it; on a thread, as it takes a while."""
        lock = self._private.lock
        opener = lock.opener(typed) if lock else None
        return None if opener is None else (opener, opener.told)

    async def _finish(self, tries: int, outcome: tuple[object, str] | RitualsError | None) -> None:
        if is_gone(self) or not self.is_attached:
            return
        if tries != self._tries:
            self._ask_again("")
        elif outcome is None:
            self._ask_again(NOT_IT)
        elif isinstance(outcome, RitualsError):
            self._ask_again(in_app(outcome))
        else:
            self.forget()
            self.post_message(self.Opened(*outcome))

    def _ask_again(self, words: str) -> None:
        self._tell(problem_words(words))
        if self.has_focus:
            self.field.focus()
        self.can_focus = False
        self.field.action_select_all()

    def _tell_progress(self, words: str) -> None:
        if self.is_attached:
            self._tell(Content(words), is_problem=False)

    def _tell(self, words: Content, *, is_problem: bool = True) -> None:
        line = self.query_one(".problem", Static)
        line.update(words)
        line.set_class(bool(words), "-told")
        line.set_class(not is_problem, "-trying")

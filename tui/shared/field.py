"""Inputs with a label: a field of a form, with suggestions and a hint beneath, and one line asked for below a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from rituals.core.text import casefolded
from tui.shared.keys import TYPING, bindings
from tui.shared.text import linked, problem_words

_SHOWN = 6


class Chips(Static):
    """Suggestions in a row; a click takes one."""

    class Picked(Message):
        """A suggestion was clicked."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, texts: Sequence[str] = (), classes: str = "chips") -> None:
        super().__init__(classes=classes)
        self._texts = texts
        self.offer(texts)

    def offer(self, texts: Sequence[str]) -> None:
        """Show these suggestions in place of those before."""
        self._texts = texts[:_SHOWN]
        pieces = [linked(text, f"pick({place})") for place, text in enumerate(self._texts)]
        self.update(Content(" · ").join(pieces))

    def action_pick(self, place: int) -> None:
        self.post_message(self.Picked(self._texts[place]))


class Field(Vertical):
    """One input of a form; its owner handles `Input.Changed` and `Input.Submitted` and knows it by its id."""

    def __init__(
        self, label: str, value: str = "", *, field_id: str, placeholder: str = "", suggestions: Iterable[str] = ()
    ) -> None:
        super().__init__(id=field_id)
        self._label = label
        self._first_value = value
        self._placeholder = placeholder
        self._suggestions = tuple(suggestions)
        self._cycled: tuple[str, ...] = ()
        self._chips = Chips()

    def compose(self) -> ComposeResult:
        suggester = SuggestFromList(self._suggestions, case_sensitive=False) if self._suggestions else None
        with Horizontal(classes="field-line"):
            yield Static(Content(self._label), classes="field-label")
            yield Input(
                self._first_value,
                placeholder=self._placeholder,
                suggester=suggester,
                compact=True,
                select_on_focus=False,
            )
        if self._suggestions:
            yield self._chips
        yield Static(classes="field-hint -empty")

    def on_mount(self) -> None:
        self._offer()

    def on_descendant_focus(self) -> None:
        self.add_class("-active")

    def on_descendant_blur(self) -> None:
        self.remove_class("-active")

    @property
    def input(self) -> Input:
        return self.query_one(Input)

    @property
    def text(self) -> str:
        """The text of the input."""
        return self.input.value

    def write(self, text: str) -> None:
        """Replace the text as if it was typed, with the cursor at its end."""
        self.input.value = text
        self.input.cursor_position = len(text)

    def hint(self, words: str, *, is_problem: bool = False) -> None:
        """Show a hint beneath the input, in place of the one before."""
        hint = self.query_one(".field-hint", Static)
        hint.update(problem_words(words) if is_problem else Content(words))
        hint.set_class(is_problem, "-problem")
        hint.set_class(not words, "-empty")

    def suggest_next(self) -> None:
        """Replace the text by the next suggestion that fits it, and by the first again after the last."""
        if self.text not in self._cycled:
            self._cycled = self._fitting()
        if self._cycled:
            place = self._cycled.index(self.text) if self.text in self._cycled else -1
            self.write(self._cycled[(place + 1) % len(self._cycled)])

    def on_input_changed(self) -> None:
        self._offer()

    def on_chips_picked(self, message: Chips.Picked) -> None:
        message.stop()
        self.write(message.text)
        self.input.focus()

    def _offer(self) -> None:
        if self._suggestions:
            self._chips.offer(self._fitting())

    def _fitting(self) -> tuple[str, ...]:
        """Suggestions that hold every word typed, those that begin so first; a typo at the end is ignored."""
        typed = casefolded(self.text.strip())
        others = [text for text in self._suggestions if casefolded(text) != typed]
        for length in range(len(typed), 0, -1):
            if fitting := [text for text in others if _holds(text, typed[:length])]:
                return tuple(sorted(fitting, key=lambda text: not casefolded(text).startswith(typed)))
        return tuple(others)


def _holds(text: str, typed: str) -> bool:
    return all(word in casefolded(text) for word in typed.split())


class OneLine(Horizontal):
    """Asks for one line below a list; its keys keep it or leave it, and it stays until its owner removes it."""

    DEFAULT_CSS = """
    OneLine { height: 1; margin: 1 2 0 4; }
    OneLine .asks-for { max-width: 50%; }
    OneLine Input { width: 1fr; }
    """

    KEYS = TYPING
    BINDINGS = bindings(TYPING)

    def __init__(self, label: str, placeholder: str, text: str = "") -> None:
        super().__init__()
        self._label = label
        self._input = Input(text, placeholder=placeholder, compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        yield Static(Content(self._label), classes="asks-for")
        yield self._input

    def on_mount(self) -> None:
        self._input.focus()

"""The choices at the end of a talk: to keep an answer, or what it may become; nothing happens without a choice."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from rituals.core.talk.outcomes import KeepableAnswer
from rituals.core.talk.steps import Becoming
from tui.shared.guided.choices import choice_lines, chosen_sign
from tui.shared.keys import bindings
from tui.shared.lines import Line
from tui.talk import present
from tui.talk.keys import FLOW_LINE


class KeepOption(NamedTuple):
    """Something to do with an answer: to turn it into `becoming`, or with None to keep it."""

    keepsake: KeepableAnswer
    becoming: Becoming | None

    @property
    def asks(self) -> str:
        """What has to be asked before it can be done, or ""."""
        return present.BECOMING_ASKS.get(self.becoming, "") if self.becoming else ""


class OutcomeLine(Line):
    """One choice, chosen or not; `words` are the name or day it asked for."""

    def __init__(self, outcome: KeepOption, number: int, signs: str) -> None:
        super().__init__()
        self.outcome = outcome
        self.is_chosen = False
        self.words = ""
        self._number = number
        self._signs = signs

    def choose(self, *, is_chosen: bool, words: str = "") -> None:
        """Mark the line as chosen, with the text it asked for, or as not chosen."""
        self.is_chosen = is_chosen
        self.words = words
        self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        becoming = self.outcome.becoming
        label = present.BECOMING[becoming] if becoming else present.keep_words(self.outcome.keepsake)
        return choice_lines(
            f"{label}: {self.words}" if self.words else label,
            width,
            number=self._number,
            sign=chosen_sign(self._signs, is_chosen=self.is_chosen),
            is_chosen=self.is_chosen,
            is_open=self.is_open,
        )


class OutcomeWords(Horizontal):
    """Asks for the name or day that a choice needs."""

    KEYS = FLOW_LINE
    BINDINGS = bindings(FLOW_LINE)

    class Settled(Message):
        """The text was entered; None where the choice is dropped."""

        def __init__(self, line: OutcomeLine, words: str | None) -> None:
            super().__init__()
            self.line = line
            self.words = words

    def __init__(self, line: OutcomeLine, proposal: str, placeholder: str) -> None:
        super().__init__()
        self.line = line
        self._proposal = proposal
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        yield Static(self.line.outcome.asks, classes="asks-for")
        yield Input(self._proposal, placeholder=self._placeholder, compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Settled(self.line, event.value.strip() or None))

    def action_let_go(self) -> None:
        self.post_message(self.Settled(self.line, None))

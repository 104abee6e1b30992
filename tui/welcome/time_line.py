"""An input for the cadence of a proposed ritual, in words."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from rituals.core.text import titled
from tui.shared.keys import bindings
from tui.welcome.keys import WELCOME_TIME
from tui.welcome.lines import Proposal


class TimeLine(Horizontal):
    """Asks when a ritual is, with its cadence filled in; it stays until its owner removes it."""

    KEYS = WELCOME_TIME
    BINDINGS = bindings(WELCOME_TIME)

    class Said(Message):
        """A cadence was entered; None leaves it as it was."""

        def __init__(self, proposal: Proposal, words: str | None) -> None:
            super().__init__()
            self.proposal = proposal
            self.words = words

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal

    def compose(self) -> ComposeResult:
        yield Static(Content(f"{titled(self.proposal.entry.name)}:"), classes="asks-for")
        yield Input(self.proposal.typed, placeholder="20:15, or every fri at 19:30", compact=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @property
    def words(self) -> str:
        """The text so far."""
        return self.query_one(Input).value

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Said(self.proposal, event.value))

    def action_let_go(self) -> None:
        self.post_message(self.Said(self.proposal, None))

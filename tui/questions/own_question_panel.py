"""Asks for a question of one's own, on one line."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.message import Message

from rituals.core.catalogue.own import LONGEST_QUESTION
from tui.shared.field import Field
from tui.shared.panel import Panel


class OwnQuestionPanel(Panel):
    """Asks for the words alone; how deep they go is as deep as the question above."""

    QUESTION = "A question of your own"
    ANSWER = "add it"

    class Settled(Message):
        """The form was answered."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, today: date) -> None:
        super().__init__(None, today)

    def fields(self) -> ComposeResult:
        placeholder = f"One line, {LONGEST_QUESTION} characters at most."
        yield Field("ask", field_id="what", placeholder=placeholder)

    def settle(self) -> None:
        self.post_message(self.Settled(self.query_one("#what", Field).text))

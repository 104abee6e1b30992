"""What Today shows for the evening: tonight's question, if it is wanted, and notes on what to ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from rituals.core.text import printable
from rituals.errors import RuleError
from rituals.service.couple import CoupleService
from rituals.session import Session
from tui.shared.text import HIDDEN, reword

if TYPE_CHECKING:
    from rituals.core.questions.deck import Prompt

SOMETHING_TO_ASK = "Something of yours is waiting."  # no word of what it is, as both see Today


def tonight(session: Session) -> Prompt | None:
    """Tonight's question, the same all evening; None where the deck has none. It is not recorded as having come up."""
    try:
        return session.service.questions.tonight(session.catalogue.prompt)
    except RuleError:
        return None


def to_ask(service: CoupleService, signs: str = "unicode") -> list[str]:
    """What the person at the keyboard noted to ask today; for two, or locked, only that there is something."""
    from rituals.core.questions.ask_about import due_to_ask, is_to_be_asked, note_words  # after the first paint

    today, private = service.today(), service.private(service.seated.id)
    if len(service.couple) > 1 or private.is_locked:
        words = SOMETHING_TO_ASK if len(service.couple) > 1 else HIDDEN[signs]
        return [words] if any(is_to_be_asked(day, today) for day in private.days_to_ask) else []
    return [note_words(note, today) for note in due_to_ask(private.now, today)]


class Tonight(Static):
    """Tonight's question, after its key or nothing; a click opens its screen."""

    def __init__(self, before: str = "", *, id: str) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id, classes="clickable")
        self._before = before

    def show(self, question: Prompt | None) -> None:
        """Show this question, or with None nothing."""
        self.set_class(question is not None, "-asks")
        reword(self, f"{self._before}“{printable(question.text)}”" if question else "")

    async def on_click(self) -> None:
        await self.run_action("app.page('question')")

"""What another machine asks to erase of what was written here, where somebody here lets it or keeps all of it."""

from __future__ import annotations

from collections.abc import Callable

from rituals.core.exchange.pairing_words import KEEPS_IT, LETS_IT
from rituals.session import Session
from tui.settings.lines import SettingLine
from tui.settings.setting import Setting
from tui.shared.lines import Lines
from tui.shared.picker import Option, PickerScreen
from tui.shared.screen import AppScreen

ANSWER = "answer"


class ErasureLine(SettingLine):
    """A row that asks; `yes` and `no` carry out the answer, and return a sentence."""

    def __init__(self, what: str, yes: Callable[[], str], no: Callable[[], str]) -> None:
        super().__init__(Setting(ANSWER, "Answer it", what, "yes or no"))
        self._answers = {"yes": yes, "no": no}

    def ask(self, page: AppScreen) -> None:
        """Ask, and carry out what they choose, if they do."""

        def chosen(choice: object) -> None:
            if choice is not None:
                page.run_reporting(self._answers[str(choice)], then=page.show)

        options = [Option("no", "Keep them", KEEPS_IT), Option("yes", "Let it", LETS_IT)]
        page.app.push_screen(PickerScreen(self.setting.tip, options, "", signs=page.signs), chosen)


def erasure_lines(session: Session) -> list[ErasureLine]:
    """A row for each question that waits."""
    waiting = {question.what: question for question in session.questions_from_elsewhere()}
    return [ErasureLine(what, question.mend, question.refuse) for what, question in waiting.items() if question.refuse]


def lay_out_questions(lines: Lines, session: Session) -> None:
    """Show the rows of the questions that wait now, above all others."""
    standing = {line.setting.tip: line for line in lines.query(ErasureLine)}
    waiting = {line.setting.tip: line for line in erasure_lines(session)}
    for what in standing.keys() - waiting.keys():
        standing[what].remove()
    for what in waiting.keys() - standing.keys():
        lines.mount(waiting[what], before=lines.lines[0])

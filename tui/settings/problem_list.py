"""What is wrong with the files, in full and with what helps."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Static

from rituals.core.text import printable
from rituals.errors import Problem, Remedy
from tui.shared.remedies import APP_REMEDIES
from tui.shared.text import reword

REPAIRED_IN_SHELL = "In a shell, rituals doctor --repair mends what a program can mend."
ON_THIS_PAGE = {
    **APP_REMEDIES,
    Remedy.ANSWER: "“Answer it” below is where you say yes or no.",
    Remedy.BACK_UP: "“Back up now” below makes one, or says what is in the way.",
    Remedy.BRING_BACK: "“Bring back a backup” below brings back what one still holds.",
}
"""What helps, said where the rows that do it stand below."""


class ProblemList(Static):
    """A paragraph for each thing that is wrong; not there where nothing is."""

    DEFAULT_CSS = """
    ProblemList { display: none; height: auto; margin: 0 0 1 2; color: $warning; }
    ProblemList.-told { display: block; }
    """

    def show(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        told = [f"{problem.what} {problem.help_words(ON_THIS_PAGE)}" for problem in problems]
        if any(problem.remedy is Remedy.BRING_BACK for problem in problems):
            told.append(REPAIRED_IN_SHELL)
        self.set_class(bool(told), "-told")
        reword(self, "\n".join(map(printable, told)))

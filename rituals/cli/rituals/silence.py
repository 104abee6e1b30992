"""Whether no nudge of a ritual goes out, as they all fall into the quiet hours, and the line that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.remedies import in_shell
from rituals.core.model import Ritual
from rituals.errors import Problem


def silence_of(context: CliContext, ritual: Ritual, moved_to: time | None = None) -> Problem | None:
    """Why no nudge of a ritual goes out, and what would let one come; None where one does, or none is meant to."""
    from rituals.core.nudges.silence import silence  # few verbs need the planner

    return silence(context.session.planner_input(), ritual, moved_to)


def silence_lines(context: CliContext, ritual: Ritual, moved_to: time | None = None) -> Sequence[str]:
    """The same as a line, () for None."""
    problem = silence_of(context, ritual, moved_to)
    return (in_shell(problem),) if problem is not None else ()

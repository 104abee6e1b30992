"""What is said after something was brought in: that names from elsewhere stay out of nudges until somebody chooses."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rituals.cli.shared.context import CliContext
from rituals.core.model import RitualId

_UNNAMED = (
    "What was named elsewhere stays unnamed in nudges here until one of you chooses: "
    "rituals edit RITUAL --plain, or Lock screen in the app's settings."
)
_UNNAMED_ALONE = _UNNAMED.replace("one of you chooses", "you choose")


def unnamed_rituals(context: CliContext) -> Collection[RitualId]:
    """The rituals whose names nudges here leave out, as they came from elsewhere and nobody has chosen."""
    from rituals.core.nudges.lock_screen import unnamed_from_elsewhere  # other verbs need no planner

    return unnamed_from_elsewhere(context.session.planner_input(), context.session.nudge_words())


def unnamed_words(context: CliContext, earlier: Collection[RitualId]) -> Sequence[str]:
    """A sentence if there are more of these rituals than the `earlier` ones."""
    if not {*unnamed_rituals(context)} - {*earlier}:
        return ()
    return (_UNNAMED if len(context.service.couple) > 1 else _UNNAMED_ALONE,)

"""One command on several rituals: all of it is put down, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import lines
from rituals.cli.shared.remedies import in_shell
from rituals.core.model import Ritual
from rituals.core.state.couple_state import State
from rituals.errors import RitualsError


def for_each(
    context: CliContext, texts: Sequence[str], meant: Callable[[State, str], Ritual], do: Callable[[Ritual], str]
) -> str:
    """Do something to every ritual that one of the texts means, and return what it says of each, line by line."""
    service = context.service
    try:
        rituals = {ritual.id: ritual for ritual in [meant(service.state, text) for text in texts]}
        with service.as_one():
            return lines(*[do(ritual) for ritual in rituals.values()])
    except RitualsError as problem:
        if len(texts) == 1:
            raise
        raise problem.reworded(f"{in_shell(problem)} Nothing was changed.") from None

"""Whose past a command may show."""

from __future__ import annotations

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import any_ritual
from rituals.core.model import Ritual
from rituals.core.phrases import person_name
from rituals.core.text import titled
from rituals.errors import RuleError


def own_or_shared(context: CliContext, name: str) -> Ritual:
    """The ritual that `name` means; `RuleError` if it is for another person alone, to whom only its past shows."""
    ritual = any_ritual(context.service.state, name)
    if ritual.is_open_to(context.service.seated.id):
        return ritual
    owner = person_name(ritual.who, context.service.state.people)
    raise RuleError(f"{titled(ritual.name)} is for {owner} alone, and how it goes shows only to {owner}.")

"""The `import` command: what this program exported, and what others hold; a preview first, then one commit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rituals.cli.exchange.from_elsewhere import unnamed_rituals, unnamed_words
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import json_option, yes_option
from rituals.cli.shared.output import Output, lines
from rituals.errors import UsageError

if TYPE_CHECKING:
    from rituals.cli.exchange.proposals import ImportProposal

NOT_YET = "Nothing was brought in yet. Add --yes where nobody can be asked."
_NOTHING_CHANGED = "Nothing was brought in."


@verb("import", "Bring in what rituals export wrote, or another program's file.")
@click.argument("file", metavar="FILE")
@click.option("--format", "chosen", metavar="FORMAT", default="", help="What the file is: rituals help formats.")
@click.option("--by", metavar="NAME", help="Whose the days are where the file doesn't say it.")
@click.option("--together", is_flag=True, help="All its days are both of yours.")
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="THEIRS=OURS",
    help="What one of them is here; with nothing after “=” it is left out, without “=” it is picked.",
)
@click.option("--merge", is_flag=True, help="Have the people in an export here as well, though others live here.")
@click.option("--dry-run", is_flag=True, help="Print what would come in, and leave it at that.")
@yes_option
@json_option("exchange.documents:ImportDocument")
@click.pass_obj
def import_verb(
    context: CliContext,
    file: str,
    chosen: str,
    by: str | None,
    together: bool,
    maps: Sequence[str],
    merge: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> Output:
    from rituals.cli.exchange.proposals import proposal_for  # only for those who bring something in
    from rituals.core.model import TOGETHER

    if by is not None and together:
        raise UsageError("--by and --together say different things. Leave out one of them.")
    is_asked = not (yes or dry_run) and sys.stdin is not None and sys.stdin.isatty()
    whose = TOGETHER if together else by
    proposal = proposal_for(context, Path(file), chosen, whose=whose, maps=maps, merge=merge, is_asked=is_asked)
    if dry_run or not proposal.is_new:
        return _preview(proposal, as_json)
    if not yes:
        _preview(proposal, as_json).put_out(has_colour=context.has_colour)
        if not is_asked:
            raise UsageError(NOT_YET)
        if not click.confirm("Bring this in?", err=True):
            return Output(lines(_NOTHING_CHANGED))
    unnamed = unnamed_rituals(context)
    brought, sentences = proposal.carry_out()
    sentences = (*sentences, *unnamed_words(context, unnamed))
    return brought.document(sentences).output() if as_json else Output(lines(*sentences))


def _preview(proposal: ImportProposal, as_json: bool) -> Output:
    return proposal.document().output() if as_json else Output(lines(*proposal.preview()))

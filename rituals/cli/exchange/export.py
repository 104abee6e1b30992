"""The `export` command: what is a person's to see, as a file of one kind or another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.documents import escaped
from rituals.cli.shared.lookup import person as meant
from rituals.cli.shared.opening import open_at_prompt
from rituals.cli.shared.options import Decorated, floating_option, for_option, force_option, quotas_option
from rituals.cli.shared.output import Output, encoding, lines
from rituals.errors import UsageError

_STDOUT = "-"
_JSON = ".json"
_OPTIONS = {
    ".csv": "The days that were kept, and their notes, as a table; FILE can stand right behind it.",
    ".md": "A year of them by its months, to read; as --csv.",
    ".ics": "What is planned, for a calendar to take in; as --csv.",
}
"""The options that choose another format than JSON, by the suffix of its files."""
_COMES_BACK = {_JSON: ("rituals import brings it back.",), ".csv": ("rituals import brings them back.",)}


def _format_options(command: Decorated) -> Decorated:
    for suffix, purpose in reversed(_OPTIONS.items()):
        option = click.option(f"--{suffix[1:]}", metavar="FILE", is_flag=False, flag_value="", help=purpose)
        command = option(command)
    return command


@verb("export", "Write what is yours to see as JSON, a table, a page or a calendar.")
@click.option("--to", metavar="FILE", help="Where to put it; “-” prints it.")
@_format_options
@click.option("--year", type=click.IntRange(1, 9999), metavar="2026", help="The year for --md, this one unless said.")
@floating_option
@quotas_option
@for_option
@force_option
@click.pass_obj
def export_verb(
    context: CliContext,
    /,
    to: str | None,
    year: int | None,
    floating: bool,
    quotas: bool,
    whose: str | None,
    force: bool,
    **by_format: str | None,
) -> Output:
    from rituals.bootstrap import export_formats, file_writer  # only for those who take their data out

    suffix, path = _where(to, by_format)
    if year is not None and suffix != ".md":
        raise UsageError("--year goes with --md; the other files hold all years.")
    if (floating or quotas) and suffix != ".ics":
        raise UsageError("--floating and --quotas go with --ics; the other files hold no plans.")
    service = context.service
    person = service.seated if whose is None else meant(whose, service)
    in_format = export_formats(context.session.places, is_floating=floating, with_quotas=quotas)[suffix]
    if in_format.has_private:
        open_at_prompt(context, person)
    year = year or service.today().year
    text = in_format.write(service, person, year)
    if path == _STDOUT:
        printed = text.removesuffix("\n")
        return Output(escaped(printed, encoding()) if suffix == _JSON else printed)
    file_writer()(Path(path), text, force=force)
    return Output(lines(in_format.words(person, year, path), *_COMES_BACK.get(suffix, ())))


def _where(to: str | None, by_format: dict[str, Any]) -> tuple[str, str]:
    """The suffix of the format that is chosen, by an option or else by the file's name, and the file."""
    chosen = {f".{name}": path for name, path in by_format.items() if path is not None}
    if len(chosen) > 1:
        raise UsageError(f"One file has one format: choose {' or '.join(f'--{suffix[1:]}' for suffix in chosen)}.")
    paths = [path for path in (to, *chosen.values()) if path]
    if not paths:
        raise UsageError("Say where to put it: --to FILE, or “--to -” to print it.")
    if len(paths) > 1:
        raise UsageError("Say only once where to put it.")
    suffix = Path(paths[0]).suffix.casefold()
    return next(iter(chosen), suffix if suffix in _OPTIONS else _JSON), paths[0]

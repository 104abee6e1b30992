"""The `show` command: a ritual's cadence, the days ahead, its streak, and the catalogue's texts on it."""

from __future__ import annotations

from collections.abc import Mapping

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import any_ritual
from rituals.cli.shared.options import day_option, json_option, ritual_argument
from rituals.cli.shared.output import Output, fitted_lines, lines
from rituals.cli.shared.remedies import in_shell, silence_of
from rituals.core.text import printable
from rituals.service.about_ritual import about_ritual

_LABEL = 10
_READABLE = 100


@verb("show", "One ritual: when, with whom, how it goes, and why.")
@ritual_argument
@day_option("--on", "As things stood on that day.")
@json_option("rituals.kept_documents:ShowDocument")
@click.pass_obj
def show_verb(context: CliContext, ritual_text: str, on: str | None, as_json: bool) -> Output:
    service = context.service
    ritual = any_ritual(service.state, ritual_text)
    day = context.past_day(on, today=service.today_of(ritual))
    silent = silence_of(context, ritual)
    silent_words = "" if silent is None else silent.what if as_json else in_shell(silent)
    session = context.session
    about = about_ritual(service, ritual, lambda: session.catalogue, session.histories, day, silent=silent_words)
    if as_json:
        from rituals.cli.rituals.kept_documents import show_document  # only for --json

        return show_document(about).output()
    facts = about.facts(service.everyone)
    return Output(lines(printable(ritual.name), *_fact_lines(facts, min(context.room or _READABLE, _READABLE))))


def _fact_lines(facts: Mapping[str, str], room: int) -> list[str]:
    fact_lines: list[str] = []
    for label, fact in facts.items():
        if fact:
            first, *more = fitted_lines(printable(fact), max(20, room - _LABEL - 2))
            fact_lines += [f"  {label:<{_LABEL}}{first}", *(" " * (_LABEL + 2) + line for line in more)]
    return fact_lines

"""The `show` command: a ritual's cadence, the days ahead, its streak, and the catalogue's texts on it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import any_ritual
from rituals.cli.shared.options import any_argument, day_option, json_option
from rituals.cli.shared.output import Output, lines
from rituals.core.cadence.words import words
from rituals.core.model import Person, Ritual
from rituals.core.occurrences.planned import next_occurrence_days
from rituals.core.phrases import day_words, minutes_words, who_words
from rituals.core.rhythm.streak import RitualNumbers, Streak, days_kept, streak
from rituals.core.text import printable

_LABEL = 10
_READABLE = 100


@verb("show", "One ritual: when, with whom, how it goes, and why.")
@any_argument
@day_option("--on", "As things stood on that day.")
@json_option
@click.pass_obj
def show_verb(context: CliContext, ritual_text: str, on: str | None, as_json: bool) -> Output:
    service = context.service
    ritual = any_ritual(service.state, ritual_text)
    today = service.today_of(ritual)
    day = context.day(on, today=today) or today
    state = service.state if day >= today else service.state.as_of(day)
    next_days = next_occurrence_days(ritual, day, state.household.week_starts_on)
    is_shown = ritual.is_open_to(service.seated.id)
    numbers = RitualNumbers(streak(state, ritual, day), days_kept(state, ritual)) if is_shown else None
    texts = _texts(context, ritual)
    if as_json:
        from rituals.cli.rituals.documents import show_document
        from rituals.cli.shared.documents import json_output  # only for --json

        return json_output(show_document(ritual, day=day, next_days=next_days, numbers=numbers, texts=texts))
    facts = _facts(ritual, service.everyone) | _course(ritual, day, next_days, numbers) | _reasons(texts)
    return Output(lines(printable(ritual.name), *_fact_lines(facts, min(context.room or _READABLE, _READABLE))))


def _facts(ritual: Ritual, people: Sequence[Person]) -> dict[str, str]:
    reminders = ritual.remind
    nudged = "never" if reminders == () else ", ".join(f"{minutes} min before" for minutes in reminders or ())
    return {
        "when": words(ritual.cadence),
        "who": who_words(ritual.who, people),
        "length": minutes_words(ritual.minutes),
        "cue": ritual.cue,
        "nudge": nudged,
        "id": ritual.id,
    }


def _course(ritual: Ritual, day: date, next_days: Sequence[date], numbers: RitualNumbers | None) -> dict[str, str]:
    """Next days and numbers by label; the numbers are empty where they are not shown or not counted."""
    ritual_streak, days = numbers if numbers is not None and ritual.streak else (Streak(0, 0), 0)
    days_text = "1 day" if days == 1 else f"{days} days"
    in_a_row = (
        f"{ritual_streak.current} now" if ritual_streak.current else "",
        f"{ritual_streak.best} at best" if ritual_streak.best else "",
    )
    return {
        "next": ", ".join(day_words(next_day, day) for next_day in next_days),
        "put away": day_words(ritual.archived_on, day) if ritual.archived_on else "",
        "in a row": ", ".join(part for part in in_a_row if part),
        "in all": f"{days_text} kept" if days else "",
    }


def _reasons(texts: Mapping[str, str]) -> dict[str, str]:
    return {"why": texts["why"], "tiny": texts["tiny"], "apart": texts["apart"], "source": texts["source"]}


def _texts(context: CliContext, ritual: Ritual) -> dict[str, str]:
    """The catalogue's texts on a ritual by key, each empty where there is none; the source as a citation."""
    no_texts = dict.fromkeys(("why", "tiny", "apart", "source"), "")
    if not ritual.catalogue:
        return no_texts
    catalogue = context.session.catalogue
    entry = next((candidate for candidate in catalogue.ritual if candidate.id == ritual.catalogue), None)
    if entry is None:
        return no_texts
    cite = next((source.cite for source in catalogue.source if source.id == entry.source), entry.source)
    return {"why": entry.why, "tiny": entry.tiny, "apart": entry.apart, "source": cite}


def _fact_lines(facts: Mapping[str, str], room: int) -> list[str]:
    fact_lines: list[str] = []
    for label, fact in facts.items():
        if fact:
            first, *more = textwrap.wrap(printable(fact), max(20, room - _LABEL - 2)) or [""]
            fact_lines += [f"  {label:<{_LABEL}}{first}", *(" " * (_LABEL + 2) + line for line in more)]
    return fact_lines

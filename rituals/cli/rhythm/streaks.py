"""The `streaks` command: how each ritual goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from rituals.cli.rhythm.shown import own_or_shared
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import day_option, json_option, maybe_ritual_argument
from rituals.cli.shared.output import Output, Shade, Shaded, lines, table
from rituals.core.phrases import day_words
from rituals.core.rhythm.history import run_all
from rituals.core.rhythm.milestones import worded
from rituals.core.rhythm.summary import RitualSummary, rhythm, ritual_summary
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.words import (
    days_words,
    line_words,
    milestone_words,
    mood,
    mood_words,
    streak_words,
    strength_words,
    together_words,
    weeks_words,
)
from rituals.core.rituals.past import ritual_as_of, rituals_as_of
from rituals.core.text import titled
from rituals.errors import RuleError

_NOTHING_COUNTED = "The first tick begins it: rituals tick NAME."


@verb("streaks", "How it goes: weeks in a row, and each ritual's own streak.")
@maybe_ritual_argument
@day_option("--on", "As things stood on that day.")
@click.option("--line", "in_line", is_flag=True, help="One short line, for a prompt or a status bar.")
@json_option("rhythm.documents:StreaksDocument")
@click.pass_obj
def streaks_verb(context: CliContext, ritual_text: str | None, on: str | None, in_line: bool, as_json: bool) -> Output:
    today = context.past_day(on) or context.service.today()
    everything = _histories(context, ritual_text, today)
    weeks = Rhythm() if ritual_text else rhythm(everything, today, context.service.state.household.week_starts_on)
    histories = _shown(context, everything)
    counted = [
        history
        for history in histories
        if history.ritual.is_counted and (ritual_text or not history.ritual.is_archived)
    ]
    if in_line:
        return Output(lines(line_words(weeks, histories)))
    if as_json:
        from rituals.cli.rhythm.documents import streaks_document  # only for --json

        return streaks_document(
            today, None if ritual_text else weeks, counted, context.service.state.household.met_on
        ).output()
    if ritual_text and not counted:
        raise RuleError(f"{titled(histories[0].ritual.name)} is kept without counting.")
    ends = _milestone_lines(context, counted[0], today) if ritual_text else [_mood(everything, weeks, today)]
    together = "" if ritual_text else together_words(context.service.state.household.met_on, today)
    above = [words for words in (weeks_words(weeks), together) if words]
    return Output(lines(*_apart(above, _table(context, counted), ends) or [_NOTHING_COUNTED]))


def _table(context: CliContext, histories: Sequence[RitualSummary]) -> list[str]:
    rows = [_row(history) for history in histories if history.days_kept]
    return table(rows, room=context.room, right=(2, 3))


def _row(history: RitualSummary) -> tuple[str, ...]:
    strength_name = strength_words(history.strength)
    strength_text = f"strength {strength_name}" if strength_name else ""
    strength_cell = Shaded(strength_text, Shade.QUIET)
    return history.ritual.name, streak_words(history.streak), days_words(history.days_kept), strength_cell


def _milestone_lines(context: CliContext, history: RitualSummary, today: date) -> list[str]:
    milestones = worded(context.service.state, history.milestones)
    return [f"{milestone_words(reached)}, {day_words(reached.reached_on, today)}" for reached in milestones]


def _mood(histories: Sequence[RitualSummary], weeks: Rhythm, today: date) -> str:
    state = mood(histories, weeks, today)
    if state is None:
        return ""
    from rituals.content.loader import catalogue  # parsing it costs more than most verbs

    return mood_words([words.text for words in catalogue().rhythm_message if words.state == state], today)


def _histories(context: CliContext, name: str | None, day: date) -> list[RitualSummary]:
    """The histories of all rituals, or of the one that `name` means, as things stood on a day."""
    service = context.service
    named = own_or_shared(context, name) if name else None
    if day == service.today():
        rituals = [named] if named else service.state.rituals.values()
        look = context.session.histories.summary
        return [run_all(look(service.state, ritual, service.today_of(ritual))) for ritual in rituals]
    state = service.state.as_of(day)
    past = [ritual_as_of(named, day)] if named else rituals_as_of(state.rituals.values(), day)
    return [ritual_summary(state, ritual, day) for ritual in past]


def _shown(context: CliContext, histories: Sequence[RitualSummary]) -> list[RitualSummary]:
    """The histories that show to the person who sits here."""
    seated = context.service.seated.id
    return [history for history in histories if history.ritual.is_open_to(seated)]


def _apart(*blocks: Sequence[str]) -> list[str]:
    """Blocks of lines with an empty line between them, without the empty blocks."""
    spaced = [line for block in blocks if any(block) for line in ("", *block)]
    return spaced[1:]

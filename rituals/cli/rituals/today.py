"""The `today` and `list` commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import day_option, json_option
from rituals.cli.shared.output import Output, Shade, Shaded, coloured, heading, lines, table
from rituals.cli.shared.remedies import SHELL_REMEDIES
from rituals.cli.shared.signs import printed_signs
from rituals.core.calendar import WEEKDAYS
from rituals.core.evenings.ahead import Ahead, in_days_words, letters_words
from rituals.core.evenings.memory import long_ago
from rituals.core.evenings.someday import for_today_words, idea_words
from rituals.core.model import Pause, Ritual
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import date_words, minutes_words, names_words, put_away_day_words, who_words
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Board, Group, Part, Row
from rituals.core.rituals.words import phone_words, row_words
from rituals.core.talk.trials import ended_trials, ritual_trials
from rituals.core.text import printable
from rituals.errors import Remedy, RitualsError, Telling, UsageError
from rituals.problems import arriving_words, couples_folder_problems, gone
from rituals.service.evenings import NO_EVENING, Evening, evening_of

if TYPE_CHECKING:
    from rituals.service.couple import CoupleService
    from rituals.session import Session

_NOTHING_YET = (
    "This is where your rituals will live. rituals add “Date night” takes one up;",
    "rituals list --catalogue shows what else there is.",
)
_NOTHING_TODAY = "Nothing is planned. A quiet day is a good day too."
_TODAYS = {
    Group.TODAY: "Today",
    Group.THIS_WEEK: "This week",
    Group.THIS_MONTH: "This month",
    Group.TOMORROW: "Looking forward to",
}
_ANOTHER_DAYS = {
    Group.TODAY: "That day",
    Group.THIS_WEEK: "That week",
    Group.THIS_MONTH: "That month",
    Group.TOMORROW: "The day after",
}


@verb("today", "What is due, what is done and by whom.")
@day_option("--on", "Another day: a past one as its evening left it.")
@json_option("rituals.documents:TodayDocument")
@click.pass_obj
def today_verb(context: CliContext, on: str | None, as_json: bool) -> Output:
    service = context.service
    day = context.day(on)
    is_today = day is None or day == service.today()
    board = service.board() if day is None else service.board_on(day)
    audience = service.audience(board.day)
    evening = evening_of(service, board.rows, context.session.draws_ideas) if is_today else NO_EVENING
    if as_json:
        from rituals.cli.rituals.documents import today_document  # only for --json

        return today_document(board, audience, evening).output()
    page = [f"{date_words(board.day, service.today())} · {names_words(audience.people)}", ""]
    beside: list[str] = []
    if is_today:
        page += [*_coming_back(context), *_letters(evening, audience), *_from_list(evening)]
        beside = [*_memory(evening, board.day), *_after_trials(context), *beside_words(context)]
    if not board.rows:
        page += [_NOTHING_TODAY] if service.state.rituals else nothing_yet(context)
    page += _groups(context, board, audience, evening, service.local() if is_today else None)
    page += ["", *_week_strip(board, printed_signs(context))] if board.rows else []
    return Output(lines(*page, *beside))


def _coming_back(context: CliContext) -> Sequence[str]:
    """When somebody comes back today to a talk that was paused."""
    if context.service.device_state.comes_back_at is None:
        return []
    from rituals.service.coming_back import coming_back_today  # only where somebody paused a talk

    words = coming_back_today(context.service)
    return [words, ""] if words else []


def _letters(evening: Evening, audience: Audience) -> Sequence[str]:
    words = letters_words(evening.letters, audience.people)
    them = "it" if len(evening.letters) == 1 else "them"
    return [f"{words}; rituals jar list shows {them}.", ""] if words else []


def _from_list(evening: Evening) -> Sequence[str]:
    words = for_today_words(evening.from_list)
    return [f"{words}; rituals someday shows the list.", ""] if words else []


def _memory(evening: Evening, today: date) -> Sequence[str]:
    """What the day brings back, in one sentence."""
    if evening.memory is None:
        return []
    told = evening.memory
    words = f" “{printable(told.text)}”" if told.text else ""
    return ["", f"{long_ago(told.day, today)}: {printable(told.what)}{words}"]


def _after_trials(context: CliContext) -> Sequence[str]:
    """The question after a ritual that came out of a talk and was for two weeks; of what is private nothing."""
    service = context.service
    ended = ended_trials(service.state, service.today(), service.device_state.trials_asked)
    if not ended:
        return []  # without the catalogue, which costs more than Today
    trials = ritual_trials(ended, context.session.catalogue.flow, seated=service.seated.id)
    return ["", *(f"{trial.asks} rituals history {trial.ritual} shows its days." for trial in trials[:1])]


def beside_words(context: CliContext) -> Sequence[str]:
    """What another machine, the folder between or a phone needs somebody for, and how far it is with what comes."""
    quiet = [p.what for p in couples_folder_problems(context.session) if p.telling is Telling.QUIETLY]
    told = [f"{quiet[0]} {SHELL_REMEDIES[Remedy.DIAGNOSE]}"] if quiet else []
    words = [*filter(None, [arriving_words(context.session), _from_phone(context.session)]), *told]
    return ["", *words] if words else []


def _from_phone(session: Session) -> str:
    """That something a phone wrote was not understood; nothing is looked at where nothing is taken in."""
    if session.inbox is None or not session.settings.inbox.on:
        return ""
    from rituals.core.inbox.words import not_understood_words  # only for who takes something in

    with suppress(RitualsError):  # the doctor tells it
        unread = session.inbox(session.settings.inbox).report.unread
        return not_understood_words(unread, "rituals inbox")
    return ""


def nothing_yet(context: CliContext) -> Sequence[str]:
    """What is said where there is no ritual: how to begin, or that all is gone and what brings it back."""
    for problem in () if context.service.has_begun else gone(context.session):
        return problem.what, problem.help_words(SHELL_REMEDIES)
    return _NOTHING_YET


def _groups(
    context: CliContext, board: Board, audience: Audience, evening: Evening, local: datetime | None
) -> list[str]:
    """The rows under their headings, one table throughout so that the columns stay in line."""
    signs = printed_signs(context)
    cells = [_cells(row, signs, audience, board.day, local) for row in board.rows]
    cells += [_cells_ahead(ahead, signs, board.day) for ahead in evening.ahead]
    table_rows = iter(table(cells, room=context.room, name=2, right=(3,), indent=2))
    titles = _TODAYS if local is not None else _ANOTHER_DAYS
    below: dict[Group, list[str]] = {group: [] for group in Group}
    for row in board.rows:
        idea = evening.offered.get(row.ritual.id)
        ideas = [f"     {idea_words(idea)}"] if idea is not None else []
        below[row.group] += [next(table_rows), *(f"     “{printable(note)}”" for note in row.notes), *ideas]
    below[Group.TOMORROW] += table_rows
    blocks = [[heading(titles[group]), *rows] for group, rows in below.items() if rows]
    return [line for block in blocks for line in ("", *block)][1:]


def _cells_ahead(ahead: Ahead, signs: Mapping[Sign, str], today: date) -> tuple[str, ...]:
    return signs[Sign.COMING], Sign.COMING.value, ahead.what, "", in_days_words(ahead.day, today)


def _cells(
    row: Row, signs: Mapping[Sign, str], audience: Audience, day: date, local: datetime | None
) -> tuple[str, ...]:
    sign, words = signs[row.sign], row_words(row, audience, day, local=local)
    if by_phone := phone_words(row, audience):
        words = f"{words} · {by_phone}"
    if local is not None and row.group is Group.TOMORROW and row.sign is Sign.COMING:
        words = " ".join(filter(None, ("tomorrow", words)))
    if local is not None and row.part is Part.NOW:
        words = Shaded(words, Shade.NOW)
        sign = Shaded(sign, Shade.NOW) if row.sign is Sign.OPEN else sign
    return sign, row.sign.value, row.ritual.name, minutes_words(row.ritual.minutes), words


def _week_strip(board: Board, signs: Mapping[Sign, str]) -> list[str]:
    """The week's strip of signs, and a line that names those in use."""
    days = [("  ", f"{WEEKDAYS[day.day.weekday()][:2].title()} ", signs[day.sign]) for day in board.week]
    signs_used = dict.fromkeys(day.sign for day in board.week)
    legend = [("  ", signs[sign], f" {_OF_A_DAY.get(sign, sign.value)}") for sign in signs_used]
    return [coloured(*islice(chain.from_iterable(parts), 1, None)) for parts in (days, legend)]


_OF_A_DAY = {Sign.HALF: "in part", Sign.COMING: "nothing yet"}


@verb("list", "The rituals you keep, or those you can pick.")
@click.option("--all", "also_away", is_flag=True, help="Those that are put away too.")
@click.option("--catalogue", "picks", is_flag=True, help="What can be picked, instead of what you keep.")
@day_option("--on", "As things stood on that day.")
@json_option("rituals.kept_documents:ListDocument")
@click.pass_obj
def list_verb(context: CliContext, also_away: bool, picks: bool, on: str | None, as_json: bool) -> Output:
    if picks and on is not None:
        raise UsageError("The catalogue is the same on every day. Leave out --on, or --catalogue.")
    if picks:
        return _catalogue(context, as_json=as_json)
    service = context.service
    day = context.past_day(on) or service.today()
    pauses_of, there_then = service.state.pauses_of, list(service.state.rituals.values())
    if day != service.today():
        from rituals.core.rituals.past import rituals_as_of  # only for those who look back

        pauses_of = service.state.as_of(day, with_later_pauses=False).pauses_of
        there_then = rituals_as_of(there_then, day)
    rituals = [ritual for ritual in there_then if also_away or not ritual.is_archived]
    from rituals.core.occurrences.coming import running_pause  # Today does without

    pauses = [running_pause(pauses_of(ritual.id), day) for ritual in rituals]
    if as_json:
        from rituals.cli.rituals.kept_documents import list_document  # only for --json

        return list_document(zip(rituals, pauses, strict=True), day).output()
    if not rituals and there_then:
        return Output(lines(f"{len(there_then)} put away; add --all to see them."))
    if not rituals:
        return Output(lines(*(["You kept no ritual yet then."] if service.state.rituals else nothing_yet(context))))
    rows = list(_ritual_rows(zip(rituals, pauses, strict=True), service, day))
    return Output(lines(*table(rows, room=context.room, right=(3,))))


def _ritual_rows(
    rituals: Iterable[tuple[Ritual, Pause | None]], service: CoupleService, day: date
) -> Iterable[tuple[str, ...]]:
    from rituals.core.cadence.words import words_to_type  # Today does without
    from rituals.core.rituals.pause_words import pause_words

    today = service.today()
    for ritual, pause in rituals:
        absence = f"put away {put_away_day_words(ritual.archived_on, today)}" if ritual.archived_on else ""
        if pause is not None and not absence:
            absence = pause_words(pause, day)
        yield (
            ritual.name,
            words_to_type(ritual.cadence, day),
            who_words(ritual.who, service.everyone),
            minutes_words(ritual.minutes),
            Shaded(ritual.id, Shade.QUIET),
            Shaded(absence, Shade.QUIET),
        )


def _catalogue(context: CliContext, *, as_json: bool) -> Output:
    from rituals.core.cadence.words import words  # Today does without

    entries = context.session.offered()
    if as_json:
        from rituals.cli.rituals.kept_documents import catalogue_document  # only for --json

        return catalogue_document(entries).output()
    rows = [
        (
            entry.name,
            words(entry.cadence),
            who_words(entry.who, context.service.couple),
            minutes_words(entry.minutes),
            Shaded(entry.id, Shade.QUIET),
        )
        for entry in entries
    ]
    ends = "rituals add NAME takes one up; --every WORDS makes one of your own."
    return Output(lines(*table(rows, room=context.room, right=(3,)), "", ends))

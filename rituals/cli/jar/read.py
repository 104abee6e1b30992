"""The `jar` commands that read: list, show, search, draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, groupby, islice
from operator import attrgetter

import click

from rituals.cli.jar.notes import note_argument, note_lines, note_marks, note_meant, summary_lines
from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import person, short_ids
from rituals.cli.shared.options import day_option, json_option
from rituals.cli.shared.output import GAP, Output, SafeText, aligned, cut, heading, lines, widths_of
from rituals.core.cadence.vocabulary import MONTH_NAMED
from rituals.core.calendar import MONTHS, WEEKDAYS, Period, month_name, month_of
from rituals.core.jar.words import reply_words
from rituals.core.model import Appreciation
from rituals.core.phrases import from_to_words
from rituals.core.text import casefolded, quoted
from rituals.errors import UsageError
from rituals.service.couple import CoupleService

NOTHING_YET = "The jar is empty so far. rituals jar add puts a first note in, from your editor or a pipe."
_INDENT, _READABLE = 2, 100
_LEAST_WORDS = 20


@verb("list", "The notes in the jar, by month.")
@click.option("--month", metavar="2026-11", help="Only the notes about that month.")
@day_option("--on", "Only the notes about that day.")
@click.option("--by", metavar="NAME", help="Only the notes from one of you.")
@click.option("--favourites", is_flag=True, help="Only your favourites.")
@json_option("jar.documents:NotesDocument")
@click.pass_obj
def jar_list_verb(
    context: CliContext, month: str | None, on: str | None, by: str | None, favourites: bool, as_json: bool
) -> Output:
    service = context.service
    day, within = context.day(on), _month(month, service.today())
    writer = person(by, service, also_left=True).id if by is not None else None
    notes = service.state.jar.worded(
        head
        for head in service.state.jar.heads
        if (day is None or head.day == day)
        and (within is None or within.first <= head.day <= within.last)
        and (writer is None or head.by == writer)
        and (head.favourite or not favourites)
    )
    if as_json:
        return _document(notes, service)
    if not notes:
        return Output(lines("No note in the jar is like that." if len(service.state.jar) else NOTHING_YET))
    return Output(_note_listing(notes, service, context.room))


@verb("show", "One note in full.")
@note_argument
@json_option("jar.documents:NoteDocument")
@click.pass_obj
def jar_show_verb(context: CliContext, id_text: str, as_json: bool) -> Output:
    jar = context.service.state.jar
    note = jar[note_meant(id_text, jar.ids)]
    return _note_output(note, context.service, as_json=as_json)


@verb("search", "The notes that have all these words in them.")
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@json_option("jar.documents:NotesDocument")
@click.pass_obj
def jar_search_verb(context: CliContext, words: tuple[str, ...], as_json: bool) -> Output:
    service, query = context.service, " ".join(words)
    if not query.strip():
        raise UsageError("Say which words to look for, as in rituals jar search river.")
    matches = service.state.jar.search(query, service.today())
    if as_json:
        return _document(matches, service)
    if not matches:
        return Output(lines(f"No open note has {quoted(query)} in it."))
    return Output(_note_listing(matches, service, context.room, having=casefolded(query).split()))


@verb("draw", "One note at random, rarely one that came up lately.")
@json_option("jar.documents:NoteDocument")
@click.pass_obj
def jar_draw_verb(context: CliContext, as_json: bool) -> Output:
    return _note_output(context.service.jar.draw(_at_random), context.service, as_json=as_json)


def _at_random(weights: Sequence[int]) -> int:
    import random  # only for those who draw

    return random.choices(range(len(weights)), weights)[0]


def _note_output(note: Appreciation, service: CoupleService, *, as_json: bool) -> Output:
    if as_json:
        from rituals.cli.jar.documents import NoteDocument, note_entries  # only for --json

        (entry,) = note_entries([note], service.state, service.today())
        return NoteDocument(note=entry).output()
    return Output(lines(*note_lines(note, service)))


def _document(notes: Sequence[Appreciation], service: CoupleService) -> Output:
    from rituals.cli.jar.documents import NotesDocument, note_entries  # only for --json

    return NotesDocument(notes=note_entries(notes, service.state, service.today())).output()


def _month(text: str | None, today: date) -> Period | None:
    """The month of a text such as "2026-11", or the latest one of that name up to today; `UsageError` for no month."""
    if text is None:
        return None
    month_text = text.strip().casefold()
    if month_text in MONTH_NAMED:
        return month_of(date(today.year - (MONTH_NAMED[month_text] > today.month), MONTH_NAMED[month_text], 1))
    try:
        return month_of(date.fromisoformat(f"{month_text}-01"))
    except ValueError:
        raise UsageError(f"{quoted(text)} is no month. Try “{today:%Y-%m}” or “{MONTHS[today.month - 1]}”.") from None


def _note_listing(
    notes: Sequence[Appreciation], service: CoupleService, room: int | None, *, having: Sequence[str] = ()
) -> str:
    """Notes a line each under their months: day, short id, from whom to whom, and the line that stands for the note."""
    jar, today = service.state.jar, service.today()
    per_day = Counter(map(attrgetter("day"), notes))
    heads = _heads(notes, per_day, service)
    taken = _INDENT + sum(max(widths_of(column)) + GAP for column in heads)
    beside = (room or _READABLE) - taken
    room_for_words = beside if beside >= _LEAST_WORDS else (room or _READABLE) - 4
    words = summary_lines(notes, jar, today, having=having)
    cut_words = [
        line if width <= room_for_words else cut(line, room_for_words)
        for line, width in zip(words, widths_of(words), strict=True)
    ]
    rows = aligned([*heads, cut_words], room=room, name=3, quiet=(1,), indent=_INDENT)
    margin = " " * ((room or _READABLE) - room_for_words)
    for place, note in enumerate(notes):
        if note.reply is not None and not jar.is_sealed(note, today):
            under = cut(reply_words(note, service.state.people), room_for_words)
            rows[place] = SafeText(f"{rows[place]}\n{margin}{under}")
    listing, unlisted = list[str](), iter(rows)
    for (year, month), days in groupby(per_day, key=lambda day: (day.year, day.month)):
        of_month = islice(unlisted, sum(per_day[day] for day in days))
        listing += ["", heading(f"{month_name(month)} {year}"), *of_month]
    return lines(*listing[1:])


def _heads(
    notes: Sequence[Appreciation], per_day: Mapping[date, int], service: CoupleService
) -> Sequence[Sequence[str]]:
    """The columns before the words, of so many notes on each day."""
    ids, people = short_ids(service.state.jar.ids), service.state.people
    days = [[f"{WEEKDAYS[day.weekday()][:3].title()} {day.day:>2}"] * count for day, count in per_day.items()]
    kinds = [*map(attrgetter("by", "to", "favourite", "by_phone"), notes)]
    from_to = {
        kind: " · ".join([from_to_words(note.by, note.to, people), *note_marks(note)])
        for kind, note in dict(zip(kinds, notes, strict=True)).items()
    }
    return (
        [*chain.from_iterable(days)],
        [ids[note.id] for note in notes],
        [from_to[kind] for kind in kinds],
    )

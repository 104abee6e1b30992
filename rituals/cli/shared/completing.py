"""What each word of a command can be, for a shell that completes it: one table, by what the command's help calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from typing import TYPE_CHECKING, NamedTuple

import click
from click.shell_completion import CompletionItem

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import short_ids, word_for
from rituals.core.calendar import WEEKDAYS, WEEKDAYS_SHORT, add_days
from rituals.core.model import MYSELF, Ritual
from rituals.core.text import capital, casefolded, printable
from rituals.errors import RitualsError, StorageError
from rituals.files import is_folder
from rituals.waiting import Patience, waiting_with

if TYPE_CHECKING:
    from rituals.core.catalogue.model import Entry
    from rituals.session import Session

_DAYS_AROUND = 7
_AT_TIMES = ("07:30", "18:00", "19:30")
_ON_DAYS = ("day", "weekday", *WEEKDAYS_SHORT, "2 weeks on sat", "month on the 1st sat", "month on the last day")
_CADENCES = (*(f"every {day}" for day in _ON_DAYS), "once a week", "twice a week", "3 times a week", "twice a month")


class OfferedWord(NamedTuple):
    """A word that may stand there, what it is, and what else it may be begun with."""

    word: str
    says: str = ""
    name: str = ""
    kind: str = "plain"


Offering = Callable[[click.Context, str], Iterable[OfferedWord]]
"""What is offered where a command stands, to whoever has typed this much."""


def open_if_there(home: str | None) -> Session:
    """The couple's data, of which a shell that completes makes no file; `StorageError` where there is none yet."""
    from rituals.bootstrap import open_session  # as late as every session
    from rituals.config import places

    if not is_folder(places(home).data):
        raise StorageError("Nothing is here yet.")
    return open_session(home)


def offering(parameters: Sequence[click.Parameter], context: click.Context) -> list[click.Parameter]:
    """The parameters of a command, for this one completion, with what the table offers for them."""
    rows = [(parameter, _offers(parameter, context)) for parameter in parameters]
    return [_offered(parameter, offers) if offers else parameter for parameter, offers in rows]


def fitting(offers: Callable[[], Iterable[OfferedWord]], begun: str) -> list[CompletionItem]:
    """Those offers that go on from what was begun, as far as they can be read: an error would end up in the line that
    is being typed."""
    items: list[CompletionItem] = []
    with waiting_with(Patience(given_up_after=1)), suppress(RitualsError, OSError):
        items.extend(item for offer in offers() if (item := _item(offer, casefolded(begun))))
    return items


class _Offered(click.types.StringParamType):
    """A word that is one of some."""

    def __init__(self, offers: Offering) -> None:
        self._offers = offers

    def shell_complete(self, ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return fitting(lambda: self._offers(ctx, incomplete), incomplete)


def _item(offer: OfferedWord, begun: str) -> CompletionItem | None:
    if offer.kind != "plain":
        return CompletionItem(offer.word, type=offer.kind)
    texts = filter(None, map(printable, (offer.word, offer.name)))
    fit = next((text for text in texts if casefolded(text).startswith(begun)), None)
    return CompletionItem(fit, help=printable(offer.says) or None) if fit is not None else None


def _offered(parameter: click.Parameter, offers: Offering) -> click.Parameter:
    parameter = copy(parameter)
    parameter.type = _Offered(offers)
    return parameter


def _offers(parameter: click.Parameter, context: click.Context) -> Offering | None:
    """The row for a parameter: by its command, by its option, as a whole, or by the parts of what it is called."""
    called = (parameter.metavar or (parameter.name or "").upper()).strip("[].")
    for key in (f"{_command(context)} {called}", parameter.opts[0], called):
        if key in OFFERS:
            return OFFERS[key]
    parts = dict.fromkeys(part.strip("[].") for part in re.split(r"[|\s]+", called) if parameter.metavar)
    rows = [OFFERS[part] for part in parts if part in OFFERS]
    literal = [part for part in parts if part.isalpha() and part.islower()]
    rows += [_words(*literal)] if literal else []
    return (lambda ctx, begun: (offer for row in rows for offer in row(ctx, begun))) if rows else None


def _command(context: click.Context) -> str:
    """The words that call a command, after “rituals”; click's own way asks for the parameters."""
    if context.parent is None:
        return ""
    return f"{_command(context.parent)} {context.info_name}".strip()


def _cli(context: click.Context) -> CliContext:
    return context.ensure_object(CliContext)


def _words(*words: str) -> Offering:
    return lambda _context, _begun: map(OfferedWord, words)


def _rituals(is_offered: Callable[[Ritual], bool]) -> Offering:
    def offers(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
        rituals = _cli(context).service.state.rituals.values()
        stands_already = context.params.get("ritual_texts") or ()
        for ritual in filter(is_offered, rituals):
            word = word_for(ritual, rituals)
            if word not in stands_already:
                yield OfferedWord(word, ritual.name, ritual.name)

    return offers


def _people(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    yield from (OfferedWord(person.name) for person in _cli(context).service.couple)
    yield OfferedWord(MYSELF)


def _who_left(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    return (OfferedWord(person.name) for person in _cli(context).session.people.who_left)


def _formats(_context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    from rituals.bootstrap import import_formats  # both only for who brings something in
    from rituals.config import places

    return (OfferedWord(form.id, form.name) for form in import_formats(places(None)))


def _entries(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    """What the catalogue offers now, and is not kept already."""
    from rituals.content.loader import catalogue  # only for who takes something up

    entries: Iterable[Entry] = catalogue().offered()
    kept: Collection[str] = ()
    with suppress(StorageError):  # who has nothing here yet begins with one of these
        session = _cli(context).session
        entries = session.offered()
        kept = {ritual.id for ritual in session.service.state.rituals.values() if not ritual.is_archived}
    for entry in entries:
        if entry.id not in kept:
            yield OfferedWord(entry.id, entry.name, entry.name)


def _talks(_context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    from rituals.content.loader import catalogue  # only for talks, and nothing of what was written

    yield from (OfferedWord(flow.id, flow.title, flow.title) for flow in catalogue().flow)
    yield OfferedWord("support")


def _notes(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    """Notes by id and day, and never by a word of theirs; one that is sealed gives no hint at all."""
    service = _cli(context).service
    jar, today = service.state.jar, service.today()
    ids = short_ids(jar.ids)
    for note in reversed(jar.heads):
        yield OfferedWord(ids[note.id], "" if jar.is_sealed(note, today) else note.day.isoformat())


def _note_dates(letters: int) -> Offering:
    """The years or months of the notes, as the first letters of their days, the latest first."""

    def offers(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
        days = {note.day.isoformat()[:letters] for note in _cli(context).service.state.jar.heads}
        return map(OfferedWord, sorted(days, reverse=True))

    return offers


def _to_ask(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    """What to ask about by id and day, where that is open to who sits here."""
    service = _cli(context).service
    private = service.private(service.seated.id)
    notes = [] if private.is_locked else private.now.to_ask
    ids = short_ids([note.entry for note in notes])
    return (OfferedWord(ids[note.entry], note.day.isoformat()) for note in notes)


def _ideas(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    """What is on the list for someday, by its id and its words."""
    ideas = _cli(context).service.state.someday.value
    ids = short_ids(ideas)
    return (OfferedWord(ids[idea.id], idea.text, idea.text) for idea in ideas.values())


def _backups(context: click.Context, begun: str) -> Iterator[OfferedWord]:
    from rituals.bootstrap import backups_of  # only for backups

    names = [backup.path.name for backup in backups_of(_cli(context).session.places).listed()]
    offered = [name for name in reversed(names) if name.startswith(begun)]
    return map(OfferedWord, offered) if offered else iter((OfferedWord(begun, kind="file"),))


def _devices(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    from rituals.core.exchange.known_device import device_words  # only for machines

    session = _cli(context).session
    folder = session.couples_folder()
    devices = session.pairing().devices if session.pairing and folder and folder.here else ()
    for device in devices:
        begins, _, wrote = device_words(devices, device, session.service.state.people).partition(", ")
        yield OfferedWord(begins, wrote)


def _days(context: click.Context, _begun: str) -> Iterator[OfferedWord]:
    yield from map(OfferedWord, ("today", "yesterday", "tomorrow", *WEEKDAYS_SHORT))
    today = _cli(context).service.today()
    for away in range(-_DAYS_AROUND, _DAYS_AROUND + 1):
        day = add_days(today, away)
        yield OfferedWord(day.isoformat(), capital(WEEKDAYS[day.weekday()]))


def _cadences(_context: click.Context, begun: str) -> Iterator[OfferedWord]:
    """Cadences in words; once one is there, a time of day as well."""
    yield from map(OfferedWord, _CADENCES)
    for words in _CADENCES:
        if words.startswith("every") and casefolded(begun).startswith(f"{words} "):
            yield from (OfferedWord(f"{words} at {time}") for time in _AT_TIMES)


def _paths(kind: str) -> Offering:
    return lambda _context, begun: (OfferedWord(begun, kind=kind),)


OFFERS: Mapping[str, Offering] = {
    "RITUAL": _rituals(lambda ritual: not ritual.is_archived),
    **dict.fromkeys(("show RITUAL", "erase RITUAL"), _rituals(lambda _: True)),
    "restore RITUAL": _rituals(lambda ritual: ritual.is_archived),
    "add NAME": _entries,
    "NAME": _people,
    "people add NAME": _who_left,
    "talk NAME": _talks,
    "DAY": _days,
    "WORDS": _cadences,
    "ID": _notes,
    "2026": _note_dates(4),
    "2026-11": _note_dates(7),
    "ID|WORDS": _to_ask,
    "IDEA": _ideas,
    "ARCHIVE": _backups,
    "DEVICE": _devices,
    "FORMAT": _formats,
    "FOR": _words("15m", "30m", "1h", "2h", "evening"),
    "1-4": _words("1", "2", "3", "4"),
    "--minutes": _words("10", "15", "30", "45", "60", "90", "120"),
    "--remind": _words("usual", "none", "0", "15", "30", "60", "120"),
    "--name": _words(),
    "jar search WORDS": _words(),
    "FILE": _paths("file"),
    "FILE.ics": _paths("ics"),
    **dict.fromkeys(("PATH", "FOLDER"), _paths("dir")),
}
"""What a word can be, by what the help calls it; a command, or an option, may have a row of its own. Of several parts,
such as “NAME|both”, each has a row or is a word itself."""

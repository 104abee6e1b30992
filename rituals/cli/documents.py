"""What --json prints: documents that stay the same, so that other programs can rely on them.

Each is an object with `"format": 1`. Within that number keys are only ever added. Days are ISO dates, local times
"HH:MM"; what is not so is null or an empty list. Letters are not escaped where stdout can carry them, control
characters always are.

today       day, people, rows, week
  person    id, name
  row       ritual {id, name}, group ("today", "this week", "this month", "tomorrow"), sign (its word), day,
            at, due, minutes, occurrence {day, last, outcome, done, needed} or null, by (ids of those whose ticks
            stand on `day`), tiny, notes, words
  week      seven of {day, sign}, from the couple's first day of the week
list        rituals: id, name, cadence, who ("together", "each" or a person's id), minutes, remind (null: as usual),
            cue, section, private, counted (whether it has a streak), catalogue (its id there, or ""),
            added_on, archived_on
  cadence   words, kind ("rule", "quota", "once"), at, and of a rule rrule and start, of a quota times and per,
            of a one-off day and days
catalogue   catalogue: id, name, section, cadence, who, minutes, why, tiny, apart
show        ritual: as in list, with day, next_days, streak {current, best}, days_kept, why, tiny, apart, source
people      people: id, name, joined, here (who is at the keyboard)
doctor      well, places {data, settings, cache}, problems [{what, mend}]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, TypeAlias

from rituals.cli.output import Answer, encoding, escaped
from rituals.core.board import Board, Row
from rituals.core.model import Cadence, Once, Person, PersonId, Quota, Ritual
from rituals.core.streak import Streak
from rituals.core.telling import row_words
from rituals.core.words import words

if TYPE_CHECKING:
    from rituals.content.catalogue import Entry

Document: TypeAlias = Mapping[str, object]

FORMAT = 1


def answer(document: Document, exit_code: int = 0) -> Answer:
    """The document as JSON text with its format."""
    import json  # only for --json

    text = json.dumps({"format": FORMAT, **document}, ensure_ascii=False, indent=2)
    return Answer(escaped(text, encoding()), exit_code)


def today_document(board: Board, people: Sequence[Person]) -> Document:
    """A day at a glance."""
    return {
        "day": board.day.isoformat(),
        "people": [{"id": person.id, "name": person.name} for person in people],
        "rows": [_row(row, people, board.day) for row in board.rows],
        "week": [{"day": one.day.isoformat(), "sign": one.sign.value} for one in board.week],
    }


def list_document(rituals: Iterable[Ritual]) -> Document:
    """The rituals there are."""
    return {"rituals": [_ritual(ritual) for ritual in rituals]}


def catalogue_document(entries: Iterable[Entry]) -> Document:
    """What can be picked."""
    return {
        "catalogue": [
            {
                "id": entry.id,
                "name": entry.name,
                "section": entry.section,
                "cadence": _cadence(entry.cadence),
                "who": entry.who,
                "minutes": entry.minutes,
                "why": entry.why,
                "tiny": entry.tiny,
                "apart": entry.apart,
            }
            for entry in entries
        ]
    }


def show_document(
    ritual: Ritual, *, day: date, next_days: Sequence[date], streak: Streak, days_kept: int, texts: Mapping[str, str]
) -> Document:
    """One ritual and how it goes, as things stand on a day."""
    return {
        "ritual": {
            **_ritual(ritual),
            "day": day.isoformat(),
            "next_days": [each.isoformat() for each in next_days],
            "streak": streak._asdict(),
            "days_kept": days_kept,
            **texts,
        }
    }


def people_document(people: Iterable[Person], here: PersonId) -> Document:
    """Who is in the couple."""
    return {
        "people": [
            {"id": one.id, "name": one.name, "joined": one.joined.isoformat(), "here": one.id == here} for one in people
        ]
    }


def _row(row: Row, people: Sequence[Person], today: date) -> Document:
    everyone = [person.id for person in people]
    meant = [row.ritual.who] if row.ritual.who in everyone else everyone
    return {
        "ritual": {"id": row.ritual.id, "name": row.ritual.name},
        "group": row.group.value,
        "sign": row.sign.value,
        "day": row.day.isoformat(),
        "at": _clock(row.at),
        "due": row.is_due,
        "minutes": row.ritual.minutes,
        "occurrence": _occurrence(row),
        "by": meant if None in row.ticked_by else [person for person in everyone if person in row.ticked_by],
        "tiny": row.tiny,
        "notes": list(row.notes),
        "words": row_words(row, people, today),
    }


def _occurrence(row: Row) -> Document | None:
    if row.lived is None:
        return None
    return {
        "day": row.lived.occurrence.day.isoformat(),
        "last": row.lived.occurrence.last.isoformat(),
        "outcome": row.lived.outcome.value,
        "done": row.lived.done,
        "needed": row.lived.needed,
    }


def _ritual(ritual: Ritual) -> Document:
    return {
        "id": ritual.id,
        "name": ritual.name,
        "cadence": _cadence(ritual.cadence),
        "who": ritual.who,
        "minutes": ritual.minutes,
        "remind": None if ritual.remind is None else list(ritual.remind),
        "cue": ritual.cue,
        "section": ritual.section,
        "private": ritual.private,
        "counted": ritual.streak,
        "catalogue": ritual.catalogue,
        "added_on": ritual.added_on.isoformat(),
        "archived_on": _day(ritual.archived_on),
    }


def _cadence(cadence: Cadence) -> Document:
    said = {"words": words(cadence), "at": _clock(cadence.at)}
    match cadence:
        case Quota(times, per):
            return {**said, "kind": "quota", "times": times, "per": per}
        case Once(day, days):
            return {**said, "kind": "once", "day": day.isoformat(), "days": days}
        case _:
            return {**said, "kind": "rule", "rrule": cadence.rrule, "start": _day(cadence.start)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _clock(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at is not None else None

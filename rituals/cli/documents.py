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
week        first, last, people, days: seven of {day, minutes (spoken for), planned}, any_day (periods of quotas)
  planned   ritual {id, name}, day, at, minutes, who, sign (its word), occurrence as in today, moved_from, words
list        rituals: id, name, cadence, who ("together", "each" or a person's id), minutes, remind (null: as usual),
            cue, section, private, counted (whether it has a streak), catalogue (its id there, or ""),
            added_on, archived_on
  cadence   words, kind ("rule", "quota", "once"), at, and of a rule rrule and start, of a quota times and per,
            of a one-off day and days
catalogue   catalogue: id, name, section, cadence, who, minutes, why, tiny, apart
show        ritual: as in list, with day, next_days, streak {current, best}, days_kept, why, tiny, apart, source
streaks     day, rhythm {weeks, best, this_week} or null for one ritual, rituals: id, name, streak {current, best},
            days_kept, strength (0 to 1); only what is counted
history     from, to, days: day, rituals; days with nothing to tell are left out
  rituals   id, name, mark ("kept", "in part", "rested", "paused"), tiny, notes
people      people: id, name, joined, here (who is at the keyboard)
jar         notes (how many), next_opening
jar list    notes; also of jar search
  note      id, day, by {id, name}, to {id, name} or null, text (null while sealed), sealed,
            seal {until (null: the next opening)} or null, favourite, read (at an opening)
jar draw    note; also of jar show
backup list folder, backups: name, size (in bytes), made_at (UTC), events; the last two null where it can't be read
doctor      well, places {data, settings, cache}, mended (sentences, with --repair), problems [{what, mend}]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, TypeAlias

from rituals.cli.output import Answer, encoding, escaped
from rituals.core.board import Board, Row
from rituals.core.model import Appreciation, Cadence, Once, Person, PersonId, Quota, Ritual
from rituals.core.occurrences import Lived
from rituals.core.state import State
from rituals.core.streak import Streak
from rituals.core.telling import row_words
from rituals.core.week_ahead import Planned, Week
from rituals.core.week_words import planned_words
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


def week_document(week: Week, people: Sequence[Person]) -> Document:
    """Seven days and what is planned on them."""
    return {
        "first": week.first.isoformat(),
        "last": week.last.isoformat(),
        "people": [{"id": person.id, "name": person.name} for person in people],
        "days": [
            {
                "day": one.day.isoformat(),
                "minutes": one.minutes,
                "planned": [_planned(planned, people, week.today) for planned in one.planned],
            }
            for one in week.days
        ],
        "any_day": [_planned(planned, people, week.today) for planned in week.any_day],
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


def jar_document(notes: int, next_opening: date | None) -> Document:
    """How full the jar is."""
    return {"notes": notes, "next_opening": _day(next_opening)}


def notes_document(notes: Iterable[Appreciation], state: State, today: date) -> Document:
    """Notes of the jar."""
    return {"notes": [note_document(note, state, today) for note in notes]}


def note_document(note: Appreciation, state: State, today: date) -> Document:
    """One note, without its words while they are sealed."""
    is_sealed = state.jar.is_sealed(note, today)
    return {
        "id": note.id,
        "day": note.day.isoformat(),
        "by": _named(note.by, state),
        "to": _named(note.to, state) if note.to else None,
        "text": None if is_sealed else note.text,
        "sealed": is_sealed,
        "seal": {"until": _day(note.seal.until)} if note.seal else None,
        "favourite": note.favourite,
        "read": note.id in state.jar.read,
    }


def _named(person: PersonId, state: State) -> Document:
    return {"id": person, "name": next((one.name for one in state.people if one.id == person), "")}


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
        "occurrence": _occurrence(row.lived),
        "by": meant if None in row.ticked_by else [person for person in everyone if person in row.ticked_by],
        "tiny": row.tiny,
        "notes": list(row.notes),
        "words": row_words(row, people, today),
    }


def _planned(planned: Planned, people: Sequence[Person], today: date) -> Document:
    return {
        "ritual": {"id": planned.ritual.id, "name": planned.ritual.name},
        "day": planned.day.isoformat(),
        "at": _clock(planned.at),
        "minutes": planned.ritual.minutes,
        "who": planned.ritual.who,
        "sign": planned.sign.value,
        "occurrence": _occurrence(planned.lived),
        "moved_from": _day(planned.moved_from),
        "words": planned_words(planned, people, today),
    }


def _occurrence(lived: Lived | None) -> Document | None:
    if lived is None:
        return None
    return {
        "day": lived.occurrence.day.isoformat(),
        "last": lived.occurrence.last.isoformat(),
        "outcome": lived.outcome.value,
        "done": lived.done,
        "needed": lived.needed,
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

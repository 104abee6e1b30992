"""Today, the week, the list and a single ritual as JSON documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import TYPE_CHECKING

from rituals.cli.shared.documents import Document, iso_day
from rituals.core.cadence.words import words
from rituals.core.model import Cadence, Once, Quota, Ritual
from rituals.core.occurrences.matching import OccurrenceResult
from rituals.core.phrases import doers
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.board import Board, Row
from rituals.core.rituals.week import Planned, WeekAhead
from rituals.core.rituals.week_words import planned_words
from rituals.core.rituals.words import row_words, tells_who

if TYPE_CHECKING:
    from rituals.core.catalogue.model import Entry
    from rituals.service.about_ritual import AboutRitual


def today_document(board: Board, audience: Audience) -> Document:
    """Everyone's rows for a day, and the week around it."""
    return {
        "day": board.day.isoformat(),
        "people": [{"id": person.id, "name": person.name} for person in audience.people],
        "rows": [_row(row, audience, board.day) for row in board.rows],
        "week": [{"day": day.day.isoformat(), "sign": day.sign.value} for day in board.week],
    }


def week_document(week: WeekAhead, audience: Audience) -> Document:
    """Seven days and what is planned on them."""
    return {
        "first": week.first.isoformat(),
        "last": week.last.isoformat(),
        "people": [{"id": person.id, "name": person.name} for person in audience.people],
        "days": [
            {
                "day": day.day.isoformat(),
                "minutes": day.minutes,
                "planned": [_planned(planned, audience, week.today) for planned in day.planned],
            }
            for day in week.days
        ],
        "any_day": [_planned(planned, audience, week.today) for planned in week.any_day],
    }


def list_document(rituals: Iterable[Ritual]) -> Document:
    """All these rituals."""
    return {"rituals": [_ritual(ritual) for ritual in rituals]}


def catalogue_document(entries: Iterable[Entry]) -> Document:
    """The catalogue's entries that can be picked."""
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


def show_document(about: AboutRitual) -> Document:
    """One ritual with its next days, texts and, for whom it may show them, its numbers, as of a day."""
    numbers = about.numbers
    return {
        "ritual": {
            **_ritual(about.ritual),
            "day": about.day.isoformat(),
            "next_days": [next_day.isoformat() for next_day in about.next_days],
            "streak": numbers.streak._asdict() if numbers is not None else None,
            "days_kept": numbers.days_kept if numbers is not None else None,
            **about.texts,
        }
    }


def _row(row: Row, audience: Audience, today: date) -> Document:
    doing = doers(row.ticked_by, audience.people, row.ritual.who) if tells_who(row, audience) else None
    return {
        "ritual": {"id": row.ritual.id, "name": row.ritual.name},
        "group": row.group.value,
        "sign": row.sign.value,
        "day": row.day.isoformat(),
        "at": _clock(row.at),
        "due": row.is_due,
        "minutes": row.ritual.minutes,
        "occurrence": _occurrence(row.result),
        "by": None if doing is None else [person.id for person in doing],
        "tiny": row.tiny,
        "notes": list(row.notes),
        "words": row_words(row, audience, today),
    }


def _planned(planned: Planned, audience: Audience, today: date) -> Document:
    return {
        "ritual": {"id": planned.ritual.id, "name": planned.ritual.name},
        "day": planned.day.isoformat(),
        "at": _clock(planned.at),
        "minutes": planned.ritual.minutes,
        "who": planned.ritual.who,
        "sign": planned.sign.value,
        "occurrence": _occurrence(planned.result),
        "moved_from": iso_day(planned.moved_from),
        "words": planned_words(planned, audience, today),
    }


def _occurrence(result: OccurrenceResult | None) -> Document | None:
    if result is None:
        return None
    return {
        "day": result.occurrence.day.isoformat(),
        "last": result.occurrence.last.isoformat(),
        "outcome": result.outcome.value,
        "done": result.done,
        "needed": result.needed,
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
        "discreet": ritual.discreet,
        "counted": ritual.streak,
        "catalogue": ritual.catalogue,
        "added_on": ritual.added_on.isoformat(),
        "archived_on": iso_day(ritual.archived_on),
    }


def _cadence(cadence: Cadence) -> Document:
    common = {"words": words(cadence), "at": _clock(cadence.at)}
    match cadence:
        case Quota(times, per):
            return {**common, "kind": "quota", "times": times, "per": per}
        case Once(day, days):
            return {**common, "kind": "once", "day": day.isoformat(), "days": days}
        case _:
            return {**common, "kind": "rule", "rrule": cadence.rrule, "start": iso_day(cadence.start)}


def _clock(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at is not None else None

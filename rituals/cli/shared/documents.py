"""What --json prints: documents that stay the same, so that other programs can rely on them.

Each is an object with `"format": 1`. Within that number keys are only ever added. Days are ISO dates, local times
"HH:MM"; what is not so is null or an empty list. Letters are not escaped where stdout can carry them, control
characters always are.

today       day, people, rows, week
  person    id, name
  row       ritual {id, name}, group ("today", "this week", "this month", "tomorrow"), sign (its word), day,
            at, due, minutes, occurrence {day, last, outcome, done, needed} or null, by (ids of those whose ticks
            stand on `day`; null where that is not told, as on any day but today), tiny, notes, words
  week      seven of {day, sign}, from the couple's first day of the week
week        first, last, people, days: seven of {day, minutes (planned), planned}, any_day (periods of quotas)
  planned   ritual {id, name}, day, at, minutes, who, sign (its word), occurrence as in today, moved_from, words
list        rituals: id, name, cadence, who ("together", "each" or a person's id), minutes, remind (null: as usual),
            cue, section, private, discreet (whether nudges leave its name out; null: nobody has chosen), counted
            (whether it has a streak), catalogue (its id there, or ""), added_on, archived_on
  cadence   words, kind ("rule", "quota", "once"), at, and of a rule rrule and start, of a quota times and per,
            of a one-off day and days
catalogue   catalogue: id, name, section, cadence, who, minutes, why, tiny, apart
show        ritual: as in list, with day, next_days, streak {current, best}, days_kept (both null for what is somebody
            else's alone), why, tiny, apart, source
streaks     day, rhythm {weeks, best, this_week} or null for one ritual, rituals: id, name, streak {current, best},
            days_kept, strength (0 to 1); only what is counted
history     from, to, days: day, rituals; days with nothing to tell are left out
  rituals   id, name, mark ("kept", "in part", "rested", "paused"), tiny, notes
people      people: id, name, joined, here (who is at the keyboard), lives_here (whom nudges on this machine speak to),
            left: id, name, left (those who left, and on which day)
jar         notes (how many), next_opening
jar list    notes; also of jar search
  note      id, day, by {id, name}, to {id, name} or null, text (null while sealed), sealed,
            seal {until (null: the next opening)} or null, favourite, read (at an opening)
jar draw    note; also of jar show
backup list folder, backups: name, size (in bytes), made_at (UTC), events; the last two null where it can't be read
doctor      well, places {data, settings, cache}, mended (sentences, with --repair), problems [{what, mend}]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeAlias

from rituals.cli.shared.output import Output, encoding, escaped
from rituals.core.model import Person

Document: TypeAlias = Mapping[str, object]

FORMAT = 1


def json_output(document: Document, exit_code: int = 0) -> Output:
    """The document as JSON text with its format."""
    import json  # only for --json

    text = json.dumps({"format": FORMAT, **document}, ensure_ascii=False, indent=2)
    return Output(escaped(text, encoding()), exit_code)


def people_document(
    people: Iterable[Person], who_left: Iterable[Person], seated: Person, residents: Collection[Person]
) -> Document:
    """Who is in the couple, and who was."""
    return {
        "people": [
            {
                "id": person.id,
                "name": person.name,
                "joined": person.joined.isoformat(),
                "here": person.id == seated.id,
                "lives_here": person in residents,
            }
            for person in people
        ],
        "left": [{"id": person.id, "name": person.name, "left": iso_day(person.left)} for person in who_left],
    }


def iso_day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None

"""All there is to say about a ritual: when, with whom, how it goes, and why; both faces show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rituals.core.cadence.words import words
from rituals.core.catalogue.model import Catalogue
from rituals.core.model import Person, Ritual
from rituals.core.occurrences.coming import Coming, coming
from rituals.core.phrases import minutes_words, put_away_day_words
from rituals.core.rhythm.history import run_all
from rituals.core.rhythm.history_cache import HistoryCache
from rituals.core.rhythm.streak import NO_STREAK
from rituals.core.rhythm.summary import RitualSummary, ritual_summary
from rituals.core.rituals.coming_words import next_days_words, whom_words
from rituals.core.rituals.past import ritual_as_of
from rituals.core.rituals.since import since_words
from rituals.service.couple import CoupleService

ID = "id"


class AboutRitual(NamedTuple):
    """A ritual as of a day, for who sits here."""

    ritual: Ritual
    day: date
    coming: Coming
    numbers: RitualSummary | None
    """None where they do not show to who sits here."""
    texts: Mapping[str, str]
    """The catalogue's texts on it by key, each empty where there is none; the source as a citation."""
    silent: str
    """Why no nudge of it goes out that is meant to, else empty."""

    def facts(self, people: Sequence[Person]) -> dict[str, str]:
        """What is shown of it, by labels; a fact is empty where there is nothing to say."""
        return _facts(self.ritual, people, self.day, self.silent) | self._course() | self._reasons()

    def _course(self) -> dict[str, str]:
        """Next days and numbers; the numbers are empty where they are not shown or not counted."""
        numbers = self.numbers if self.ritual.streak else None
        ritual_streak, days = (numbers.streak, numbers.days_kept) if numbers is not None else (NO_STREAK, 0)
        days_text = "1 day" if days == 1 else f"{days} days"
        in_a_row = f"{ritual_streak.current} now" if ritual_streak.current else ""
        archived_on = self.ritual.archived_on
        return {
            "next": next_days_words(self.coming, self.day),
            "put away": put_away_day_words(archived_on, self.day) if archived_on else "",
            "in a row": f"{in_a_row}, its longest yet" if ritual_streak.is_longest_yet else in_a_row,
            "in all": f"{days_text} kept" if days else "",
        }

    def _reasons(self) -> dict[str, str]:
        return {key: self.texts[key] for key in _TEXTS}


_TEXTS = ("why", "tiny", "apart", "source")


def about_ritual(
    service: CoupleService,
    ritual: Ritual,
    find_catalogue: Callable[[], Catalogue],
    histories: HistoryCache,
    on: date | None = None,
    *,
    silent: str = "",
) -> AboutRitual:
    """All about a ritual, today or as things stood on a day before; the catalogue is read only where the ritual is from
    it. `silent` is why no nudge of it goes out now, which is told of no day before."""
    today = service.today_of(ritual)
    day, state = on or today, service.state
    if day < today:
        state, ritual, silent = state.as_of(day, with_later_pauses=False), ritual_as_of(ritual, day), ""
    numbers = None
    if ritual.is_open_to(service.seated.id):
        is_today = day == today
        numbers = run_all(histories.summary(state, ritual, day)) if is_today else ritual_summary(state, ritual, day)
    return AboutRitual(ritual, day, coming(state, ritual, day), numbers, _texts(ritual, find_catalogue), silent)


def _facts(ritual: Ritual, people: Sequence[Person], day: date, silent: str) -> dict[str, str]:
    reminders = ritual.remind
    nudged = "never" if reminders == () else ", ".join(f"{minutes} min before" for minutes in reminders or ())
    return {
        "when": ", ".join(part for part in (words(ritual.cadence, day), since_words(ritual, day)) if part),
        "who": whom_words(ritual, people, day),
        "length": minutes_words(ritual.minutes),
        "cue": ritual.cue,
        "nudge": silent or nudged,
        ID: ritual.id,
    }


def _texts(ritual: Ritual, find_catalogue: Callable[[], Catalogue]) -> dict[str, str]:
    catalogue = find_catalogue() if ritual.catalogue else None
    entry = catalogue.entry(ritual.catalogue) if catalogue is not None and ritual.catalogue else None
    if catalogue is None or entry is None:
        return dict.fromkeys(_TEXTS, "")
    source = catalogue.source_of(entry)
    return {
        "why": entry.why,
        "tiny": entry.tiny,
        "apart": entry.apart,
        "source": source.cite if source is not None else entry.source,
    }

"""Small builders, so that a test reads like what a couple did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.calendar import add_days
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.model import TOGETHER, Cadence, Once, PersonId, Quota, Ritual, RitualId, Rule, Who
from rituals.core.occurrences.matching import OccurrenceResult, Outcome, results_between
from rituals.core.rhythm.history import RitualHistory, ritual_history
from rituals.core.rhythm.streak import Streak
from rituals.core.rhythm.summary import ritual_summary
from rituals.core.rituals.board import Board, Row, board
from rituals.core.state.couple_state import State

ANA, BEN = "ana", "ben"
WALK = "walk"
BEGUN = date(2026, 3, 1)
A_MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)

DAILY = Rule("FREQ=DAILY")
EVERY_FRIDAY = Rule("FREQ=WEEKLY;BYDAY=FR")
TUESDAY_AND_SUNDAY = Rule("FREQ=WEEKLY;BYDAY=TU,SU")
THREE_A_WEEK = Quota(3, "week")


def march(day: int) -> date:
    """A day of March 2026, which begins on a Sunday; 0 and less go back into February."""
    return date(2026, 3, 1) + timedelta(days=day - 1)


def april(day: int) -> date:
    """A day of April 2026, which begins on a Wednesday."""
    return date(2026, 4, day)


def on_march(*days: int) -> tuple[date, ...]:
    return tuple(march(day) for day in days)


def record(event: AnyEvent, *, lamport: int, number: int, device: str = "laptop") -> Recorded:
    """An event as a device would have written it."""
    return Recorded(f"{device}-{number:04}", device, lamport, A_MOMENT, event)


class Couple:
    """Two people (or those named) and what they put down, each fact later than the one before."""

    def __init__(self, *people: PersonId, joined: date = BEGUN, device: str = "laptop") -> None:
        self.records: list[Recorded] = []
        self.device = device
        self.state = State()
        for person in people or (ANA, BEN):
            self.say(e.PersonJoined(person, person.title(), joined))

    def say(self, event: AnyEvent) -> str:
        """Record an event and give its id."""
        new = record(event, lamport=self.state.lamport + 1, number=len(self.records), device=self.device)
        self.hear([new])
        return new.id

    def hear(self, records: Iterable[Recorded]) -> None:
        """Take in what was written elsewhere."""
        records = list(records)
        self.records += records
        self.state.add(records)

    def keep(self, cadence: Cadence, *, since: date = BEGUN, who: Who = TOGETHER, name: RitualId = WALK) -> str:
        """Take up a ritual under its name as its id."""
        return self.say(e.RitualAdded(name, since, name.title(), activated(cadence, on=since), who))

    def change(self, cadence: Cadence, *, since: date) -> str:
        return self.say(e.CadenceChanged(WALK, since, activated(cadence, on=since)))

    def tick(self, *days: date, by: PersonId | None = None, note: str = "", tiny: bool = False) -> list[str]:
        return [self.say(e.RitualTicked(WALK, day, by, tiny, note)) for day in days]

    def untick(self, *of: str) -> str:
        return self.say(e.RitualUnticked(WALK, of))

    def rest(self, day: date, *, by: PersonId | None = None, rested: bool = True) -> str:
        return self.say(e.OccurrenceRested(WALK, day, by, rested))

    def move(self, day: date, to: date, at: time | None = None) -> str:
        return self.say(e.OccurrenceMoved(WALK, day, to, at))

    def pause(self, since: date, until: date | None = None, *, ritual: RitualId | None = WALK, name: str = "p") -> str:
        return self.say(e.PauseBegan(name, since, until, "", ritual))

    def archive(self, on: date) -> str:
        return self.say(e.RitualArchived(WALK, on))

    def restore(self, on: date) -> str:
        return self.say(e.RitualRestored(WALK, on))

    def undo(self, *of: str) -> str:
        return self.say(e.Undone(of))

    @property
    def ritual(self) -> Ritual:
        return self.state.rituals[WALK]

    def results(self, since: date, until: date, today: date | None = None) -> list[OccurrenceResult]:
        """What became of the ritual's occurrences, by default when all of them are closed."""
        return results_between(self.state, self.ritual, since, until, today or add_days(until, 40))

    def outcomes(self, since: date, until: date, today: date | None = None) -> dict[date, Outcome]:
        """How each occurrence went, by the day or period it is on now."""
        return {one.occurrence.day: one.outcome for one in self.results(since, until, today)}

    def outcome(self, day: date, today: date | None = None) -> Outcome:
        return self.outcomes(day, day, today)[day]

    def kept_on(self, since: date, until: date) -> dict[date, tuple[date, ...]]:
        """Which occurrences are kept, and by the ticks of which days."""
        return {one.occurrence.day: one.ticked_on for one in self.results(since, until) if one.outcome is Outcome.KEPT}

    def streak(self, today: date) -> Streak:
        return streak(self.state, self.ritual, today)

    def board(self, local: str) -> Board:
        return board(self.state, datetime.fromisoformat(local))

    def row(self, local: str) -> Row | None:
        """The ritual's row on Today at a local time, if it has one."""
        return next((row for row in self.board(local).rows if row.ritual.id == WALK), None)


def snapshot(state: State, days: Iterable[date] = ()) -> dict[str, object]:
    """Everything that can be seen of a state, for comparing two of them."""
    return {
        "lamport": state.lamport,
        "people": state.people,
        "household": state.household,
        "rituals": list(state.rituals.items()),
        "ticks": {name: dict(state.ticks(name)) for name in (WALK, "unknown", *state.rituals)},
        "rests": {name: state.rests(name) for name in (WALK, *state.rituals)},
        "pauses": state.pauses,
        "boards": [board(state, datetime.combine(day, time(20))) for day in days],
        "streaks": [streak(state, ritual, day) for ritual in state.rituals.values() for day in days],
    }


ONCE_FOR_THREE_DAYS = Once(march(10), 3)


def streak(state: State, ritual: Ritual, today: date) -> Streak:
    """A ritual's streak, as every page and verb tells it."""
    return ritual_summary(state, ritual, today).streak


def all_results(state: State, ritual: Ritual, today: date) -> tuple[OccurrenceResult, ...]:
    """The results of every occurrence of a ritual, to the end of the week."""
    return ritual_history(state, ritual, today).results


def extend_history(state: State, history: RitualHistory, until: date) -> RitualHistory:
    """A history extended to a later day by the occurrences planned until then, for a calendar."""
    if until <= history.until:
        return history
    ahead = results_between(state, history.ritual, add_days(history.until, 1), until, history.today)
    within = [result for result in history.results if result.occurrence.last <= history.until]
    return replace(history, results=(*within, *ahead), until=until)

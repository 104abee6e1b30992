"""Hypothesis strategies: what two people on two machines may have put down about one ritual in some three months."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded, imported_id
from rituals.core.model import EACH, TOGETHER, Cadence, Once, Quota, Rule
from tests.kit.histories import ANA, BEN, WALK, record

FIRST = date(2026, 1, 5)
IMPORT = "00c0ffee00c0ffee"
LENGTH = 90
SHORT = settings(max_examples=100)
SHORTER = settings(max_examples=50)

days = st.integers(0, LENGTH).map(lambda n: FIRST + timedelta(days=n))
people = st.sampled_from([None, ANA, BEN])
rules = st.sampled_from(
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=2",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=DAILY;INTERVAL=4",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "FREQ=WEEKLY;BYDAY=TU,SU",
        "FREQ=WEEKLY;BYDAY=SA,SU",
        "FREQ=WEEKLY;BYDAY=FR",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
    ]
).map(Rule)
quotas = st.builds(Quota, st.integers(1, 4), st.sampled_from(["week", "month"]))
one_offs = st.builds(Once, days, st.integers(1, 4))
cadences: st.SearchStrategy[Cadence] = st.one_of(rules, rules, quotas, one_offs)


@st.composite
def spans_begun(draw: st.DrawFn, cadence: st.SearchStrategy[Cadence] = cadences) -> tuple[date, Cadence]:
    """A day, and a cadence that is taken up on it."""
    day = draw(days)
    return day, activated(draw(cadence), on=day)


def _tick(day: date, by: str | None, note: str, by_phone: bool = False) -> AnyEvent:
    return e.RitualTicked(WALK, day, by, False, note, by_phone)


ticks = st.builds(_tick, days, people, st.sampled_from(["", "by the river"]), st.booleans())
times = st.sampled_from([None, time(1)])
moves = st.builds(lambda day, to, at: e.OccurrenceMoved(WALK, day, to, at), days, days, times)
short_moves = st.builds(
    lambda day, by: e.OccurrenceMoved(WALK, day, day + timedelta(days=by)), days, st.integers(-4, 4)
)
rests = st.builds(
    lambda day, by, rested, by_phone: e.OccurrenceRested(WALK, day, by, rested, by_phone=by_phone),
    days,
    people,
    st.booleans(),
    st.booleans(),
)
pauses = st.builds(
    lambda day, length, name: e.PauseBegan(name, day, day + timedelta(days=length)),
    days,
    st.integers(0, 12),
    st.sampled_from(["p", "q"]),
)
pause_ends = st.builds(lambda day, name: e.PauseEnded(name, day), days, st.sampled_from(["p", "q"]))
changes = spans_begun().map(lambda begun: e.CadenceChanged(WALK, *begun))
archives = st.builds(lambda day: e.RitualArchived(WALK, day), days)
restores = st.builds(lambda day: e.RitualRestored(WALK, day), days)
edits = st.builds(
    lambda name, who, since, who_from: e.RitualEdited(WALK, name=name, who=who, since=since, who_from=who_from),
    st.sampled_from(["Walk", "Stroll"]),
    st.sampled_from([TOGETHER, EACH, ANA]),
    st.one_of(st.just(UNSET), days.map(lambda day: day - timedelta(days=20))),
    st.one_of(st.just(UNSET), days),
)
gifts = st.builds(
    lambda who, since, who_from: e.RitualEdited(WALK, who=who, since=since, who_from=who_from),
    st.sampled_from([TOGETHER, EACH]),
    st.one_of(st.just(UNSET), days.map(lambda day: day - timedelta(days=20))),
    days,
)
goings = st.sampled_from(
    [
        e.PersonJoined("cy", "Cy", FIRST + timedelta(days=30)),
        e.PersonRenamed(BEN, "Benjamin"),
        e.PersonLeft(BEN, FIRST + timedelta(days=50)),
        e.PersonJoined(BEN, "Ben", FIRST + timedelta(days=60)),
        e.PersonRemoved("cy"),
        e.HouseholdEdited(week_starts_on=6),
        e.HouseholdEdited(day_starts_at=time(3)),
        e.Unknown("from_later"),
    ]
)
facts: st.SearchStrategy[AnyEvent] = st.one_of(
    ticks, moves, short_moves, rests, pauses, pause_ends, changes, archives, restores, edits, goings
)
happenings: st.SearchStrategy[AnyEvent] = st.one_of(
    short_moves, short_moves, moves, rests, pauses, changes, archives, gifts
)


@st.composite
def beginnings(draw: st.DrawFn) -> list[AnyEvent]:
    """Two people, and a ritual they take up on the first day."""
    added = e.RitualAdded(
        WALK, FIRST, "Walk", activated(draw(cadences), on=FIRST), draw(st.sampled_from([TOGETHER, EACH]))
    )
    return [e.PersonJoined(ANA, "Ana", FIRST), e.PersonJoined(BEN, "Ben", FIRST), added]


@st.composite
def lives(draw: st.DrawFn) -> list[Recorded]:
    """A ritual with its moves, rests and pauses, ticked more or less faithfully."""
    said = draw(beginnings()) + draw(st.lists(happenings, max_size=8))
    ticked = draw(st.one_of(st.lists(days, max_size=40), habits()))
    turns: list[list[str | None]] = [[None], [ANA, BEN], [None, ANA, BEN]]
    by = draw(st.sampled_from(turns))
    said += [_tick(day, by[place % len(by)], "") for place, day in enumerate(ticked)]
    return [record(event, lamport=place, number=place) for place, event in enumerate(said)]


@st.composite
def habits(draw: st.DrawFn) -> list[date]:
    """Ticks at a steady pace, which is where matching carries furthest."""
    pace, off = draw(st.integers(1, 4)), draw(st.integers(0, 3))
    missed = draw(st.sets(st.integers(0, LENGTH), max_size=3))
    return [FIRST + timedelta(days=n) for n in range(off, LENGTH, pace) if n not in missed]


@st.composite
def logs(draw: st.DrawFn) -> list[Recorded]:
    """What two machines wrote side by side, some of it brought in from a file, unticks and undos included, lamports
    colliding as they may."""
    records = [record(event, lamport=1, number=n) for n, event in enumerate(draw(beginnings()))]
    for event in draw(st.lists(facts, max_size=25)):
        records.append(_stamped(draw, event, len(records)))
    for _ in range(draw(st.integers(0, 4))):
        of = tuple(draw(st.lists(st.sampled_from([one.id for one in records]), max_size=3)))
        ways: list[AnyEvent] = [e.Undone(of), e.ImportTakenBack(IMPORT), e.RitualUnticked(WALK, of), e.WordsErased(of)]
        taking_back = draw(st.sampled_from(ways))
        records.append(_stamped(draw, taking_back, len(records)))
    return records


def _stamped(draw: st.DrawFn, event: AnyEvent, number: int) -> Recorded:
    device = draw(st.sampled_from(["laptop", "phone"]))
    stamped = record(event, lamport=draw(st.integers(1, 20)), number=number, device=device)
    return replace(stamped, id=imported_id(IMPORT, number)) if draw(st.booleans()) else stamped

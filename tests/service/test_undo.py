"""Two people at one keyboard and at two: what each of them can take back, and what an undo leaves and says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.model import EACH, TOGETHER, PersonId, Rule
from rituals.errors import Remedy, RitualsError, RuleError
from rituals.service.couple import CoupleService
from rituals.service.ledger import Retraction
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals

SUNDAY = date(2026, 11, 22)
DAILY = Rule("FREQ=DAILY", SUNDAY)
FORM = catalogue().form


class Home:
    """Ana and Sam, Ana sitting at their laptop; `relaunch` begins another run, `phone` is another device of theirs."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self._log, self._local = MemoryLog(), MemoryLog()
        self.laptop = self._opened()
        self.sam = self.laptop.join("Sam").id
        self.ana = self.laptop.couple[0].id
        self.laptop.seat(self.sam)
        self.laptop.seat(self.ana)
        self.phone = make_rituals(self.clock, MemoryLog("phone", self._log.records), MemoryLog())
        self.phone.seat(self.sam)
        self.for_the_other: dict[str, set[date]] = {"laptop": set(), "phone": set()}
        """By device: the days of ticks that whoever sits there made for the other since they sat down."""

    def _opened(self) -> CoupleService:
        names = (f"{len(self._log.records)}-{number}" for number in range(10_000))
        service = make_rituals(self.clock, MemoryLog(records=self._log.records), MemoryLog(records=self._local.records))
        service.new_id = lambda: f"laptop-{next(names)}"
        return service

    def relaunch(self) -> CoupleService:
        self.laptop = self._opened()
        self.for_the_other["laptop"].clear()
        return self.laptop

    def keep(self, name: str = "tea", who: str = TOGETHER) -> None:
        self.laptop.add(e.RitualAdded(name, SUNDAY - timedelta(60), name.title(), DAILY, who))

    def undo(self) -> Retraction:
        self.laptop.refresh()
        return self.laptop.undo()

    def refused(self) -> RuleError:
        with pytest.raises(RuleError) as refusal:
            self.undo()
        return refusal.value


@pytest.fixture
def home() -> Home:
    return Home()


def test_what_the_other_took_out_of_sight_stays_out_of_sight(home: Home) -> None:
    home.keep()
    home.laptop.seat(home.sam)
    entry = home.laptop.checkin.take(FORM, {"c1": 1}, by=home.sam)
    home.laptop.checkin.share(entry, by=home.sam)
    home.laptop.checkin.take_back(entry, by=home.sam)
    home.laptop.seat(home.ana)

    taken_back = home.undo()

    assert [type(event) for event in taken_back.events] == [e.RitualAdded]
    assert taken_back.passed_over == ()
    assert not home.laptop.state.shared_checkins


def test_words_that_the_other_took_out_of_a_note_do_not_come_back(home: Home) -> None:
    home.laptop.seat(home.sam)
    (note, *_) = home.laptop.jar.put_in("what I would rather not have said")
    assert isinstance(note, e.AppreciationAdded)
    home.laptop.jar.edit(e.AppreciationEdited(note.appreciation, text="thank you"))
    home.laptop.seat(home.ana)

    refusal = home.refused()

    assert home.laptop.state.jar[note.appreciation].text == "thank you"
    assert str(refusal) == "What is left to undo on this machine is Sam's."
    assert refusal.remedy is None


def test_what_the_other_wrote_is_theirs_to_take_back_when_they_sit_down_again(home: Home) -> None:
    home.laptop.seat(home.sam)
    home.laptop.jar.put_in("thank you")
    home.laptop.seat(home.ana)
    home.laptop.seat(home.sam)

    taken_back = home.undo()

    assert isinstance(taken_back.events[0], e.AppreciationAdded)


def test_the_others_twenty_ticks_do_not_go_along_with_a_ritual(home: Home) -> None:
    home.keep(who=EACH)
    home.laptop.seat(home.sam)
    for day in range(20):
        home.laptop.tick("tea", SUNDAY - timedelta(day))
    home.laptop.seat(home.ana)

    refusal = home.refused()

    assert len(home.laptop.state.ticks("tea")) == 20
    assert str(refusal) == "Left as it is: Tea, just taken up; Sam has ticked it since."
    assert refusal.remedy is Remedy.PUT_AWAY


def test_ticks_from_another_device_do_not_go_along_with_a_ritual(home: Home) -> None:
    home.keep()
    home.phone.refresh()
    home.phone.tick("tea")

    refusal = home.refused()

    assert SUNDAY in home.laptop.state.ticks("tea")
    assert str(refusal) == "Left as it is: Tea, just taken up; it has been ticked since."


def test_ticks_that_name_nobody_are_taken_back_one_by_one_before_the_ritual(home: Home) -> None:
    home.keep()
    home.laptop.seat(home.sam)
    home.laptop.tick("tea")
    home.laptop.tick("tea", SUNDAY - timedelta(1))
    home.laptop.seat(home.ana)

    kinds = [type(home.undo().events[0]) for _ in range(3)]

    assert kinds == [e.RitualTicked, e.RitualTicked, e.RitualAdded]


def test_what_is_passed_over_is_told_beside_what_is_taken_back_instead(home: Home) -> None:
    home.keep("walk")
    home.keep("tea")
    home.phone.refresh()
    home.phone.tick("tea")

    taken_back = home.undo()

    assert [event.ritual for event in taken_back.events if isinstance(event, e.RitualAdded)] == ["walk"]
    assert [str(left) for left in taken_back.passed_over] == [
        "Left as it is: Tea, just taken up; it has been ticked since."
    ]


def test_whoever_never_switches_seats_takes_back_what_they_just_ticked_for_the_other(home: Home) -> None:
    home.keep(who=EACH)
    home.laptop.tick("tea", by=[home.sam])

    taken_back = home.undo()

    assert taken_back.events == (e.RitualTicked("tea", SUNDAY, home.sam),)


def test_once_they_sat_down_again_or_began_anew_the_others_tick_is_the_others(home: Home) -> None:
    home.keep(who=EACH)
    home.laptop.tick("tea", by=[home.sam])
    home.laptop.seat(home.sam)
    home.laptop.seat(home.ana)

    after_sitting_down = str(home.refused())
    home.relaunch()

    assert after_sitting_down == str(home.refused()) == "Left as it is: Tea, just taken up; Sam has ticked it since."
    assert SUNDAY in home.laptop.state.ticks("tea")


def test_who_sat_down_in_another_window_counts_as_well(home: Home) -> None:
    home.keep(who=EACH)
    home.laptop.tick("tea", by=[home.sam])
    other_window = home.laptop
    home.relaunch().seat(home.sam)
    home.laptop.seat(home.ana)
    other_window.refresh()

    with pytest.raises(RuleError, match="Sam has ticked it since"):
        other_window.undo()


def test_whoever_sits_here_because_the_other_is_gone_did_not_do_what_the_other_did(home: Home) -> None:
    home.keep(who=EACH)
    home.laptop.seat(home.sam)
    home.laptop.tick("tea")
    home.phone.refresh()
    home.phone.record(lambda _: [e.PersonLeft(home.sam, SUNDAY)])

    refusal = home.refused()

    assert home.laptop.seated.id == home.ana
    assert "Sam has ticked it since" in str(refusal)


def test_both_ticks_at_once_are_for_either_to_take_back(home: Home) -> None:
    home.keep(who=EACH)
    home.laptop.tick("tea", by=[home.ana, home.sam])
    home.relaunch().seat(home.sam)

    assert len(home.undo().records) == 2


def test_a_tick_that_the_other_took_back_for_themselves_does_not_return(home: Home) -> None:
    home.keep(who=EACH)
    home.laptop.tick("tea", by=[home.sam])
    home.laptop.seat(home.sam)
    home.laptop.untick("tea")
    home.laptop.seat(home.ana)

    taken_back = home.undo()

    assert not home.laptop.state.ticks("tea")
    assert isinstance(taken_back.events[0], e.RitualAdded)


def test_the_others_own_ritual_and_name_are_theirs(home: Home) -> None:
    home.laptop.seat(home.sam)
    home.keep("run", who=home.sam)
    home.laptop.edit("run", e.RitualEdited("run", name="Long run"))
    home.laptop.tick("run")
    home.laptop.rename(home.sam, "Samuel")
    home.laptop.seat(home.ana)

    refusal = home.refused()

    assert home.laptop.state.rituals["run"].name == "Long run"
    assert str(refusal) == "What is left to undo on this machine is Samuel's."


def test_two_commands_that_share_the_highest_lamport_are_taken_back_one_by_one(home: Home) -> None:
    from rituals.core.events.recorded import Recorded
    from rituals.core.model import HIGHEST_LAMPORT

    log = home.laptop.logs.shared
    assert isinstance(log, MemoryLog)
    log.records.append(Recorded("far", "tablet", HIGHEST_LAMPORT, home.clock.now(), e.Unknown("later")))
    home.laptop.refresh()
    home.clock.pass_time(seconds=1)
    home.keep("walk")
    home.clock.pass_time(seconds=1)
    home.keep("tea")

    home.undo()

    assert list(home.laptop.state.rituals) == ["walk"]


def test_an_undo_that_may_not_is_not_recorded(home: Home) -> None:
    home.keep()
    home.phone.refresh()
    home.phone.tick("tea")
    home.laptop.refresh()
    lamport = home.laptop.state.lamport

    home.refused()

    assert home.laptop.state.lamport == lamport


# the law

RITUALS = {"tea": TOGETHER, "hug": EACH}
Act = Callable[[Home, CoupleService, int], object]


def _day(number: int) -> date:
    return SUNDAY - timedelta(number % 3)


def _notes(service: CoupleService, number: int) -> str:
    mine = [note.id for note in service.state.jar.notes if note.by == service.seated.id]
    return mine[number % len(mine)] if mine else "none"


def _checkins(service: CoupleService, by: PersonId) -> Iterator[str]:
    yield from (shared.entry for shared in service.state.shared_checkins if shared.by == by)


def _share(_: Home, service: CoupleService, number: int) -> None:
    me = service.seated.id
    if number % 2 and (entry := next(_checkins(service, me), "")):
        service.checkin.take_back(entry, by=me)
    else:
        service.checkin.share(service.checkin.take(FORM, {"c1": 1}, by=me), by=me)


def _other(home: Home, service: CoupleService) -> PersonId:
    return home.sam if service.seated.id == home.ana else home.ana


def _tick_for_the_other(home: Home, service: CoupleService, number: int) -> None:
    if service.tick("hug", _day(number), by=[_other(home, service)]):
        home.for_the_other[service.logs.shared.device].add(_day(number))


def _sit(home: Home, service: CoupleService, _: int) -> None:
    service.seat(_other(home, service))
    home.for_the_other[service.logs.shared.device].clear()


def _name(number: int) -> str:
    return ["tea", "hug"][number % 2]


ACTS: dict[str, Act] = {
    "add": lambda _, s, n: s.add(e.RitualAdded(_name(n), SUNDAY - timedelta(9), _name(n), DAILY, RITUALS[_name(n)])),
    "add own": lambda _, s, __: s.add(e.RitualAdded(f"own-{s.seated.id}", SUNDAY, s.seated.id, DAILY, s.seated.id)),
    "tick own": lambda _, s, __: s.tick(f"own-{s.seated.id}", SUNDAY),
    "tick": lambda _, s, n: s.tick(_name(n), _day(n)),
    "tick again": lambda _, s, n: s.tick(_name(n), _day(n), note=f"note {n}"),
    "tick for the other": _tick_for_the_other,
    "untick": lambda _, s, n: s.untick(_name(n), _day(n)),
    "rest": lambda _, s, n: s.rest(_name(n)),
    "move": lambda _, s, n: s.move(_name(n), SUNDAY + timedelta(1 + n % 2)),
    "pause": lambda _, s, n: s.pause(_name(n)),
    "resume": lambda _, s, n: s.resume(_name(n)),
    "edit": lambda _, s, n: s.edit(_name(n), e.RitualEdited(_name(n), cue=f"cue {n}")),
    "change": lambda _, s, n: s.edit(_name(n), e.RitualEdited(_name(n)), cadence=Rule(f"FREQ=DAILY;INTERVAL={n + 1}")),
    "put away": lambda _, s, n: s.archive(_name(n)),
    "bring back": lambda _, s, n: s.restore(_name(n)),
    "thank": lambda _, s, n: s.jar.put_in(f"words {n}"),
    "other words": lambda _, s, n: s.jar.edit(e.AppreciationEdited(_notes(s, n), text=f"other words {n}")),
    "favour": lambda _, s, n: s.jar.favour(s.state.jar.notes[0].id if s.state.jar.notes else "none", favourite=n < 2),
    "open": lambda _, s, __: s.jar.open([note.id for note in s.state.jar.notes]),
    "rename": lambda _, s, n: s.rename(s.seated.id, f"Name {s.seated.id[-1]}{n}"),
    "share": _share,
    "sit": _sit,
    "relaunch": lambda h, _, __: h.relaunch(),
    "undo": lambda h, s, _: undo_by_the_law(h, s),
}


def alone(service: CoupleService, person: PersonId) -> tuple[object, ...]:
    """What is one person's alone: their name, notes, check-ins and rituals, with the days those were done."""
    state = service.state
    own = {name: ritual for name, ritual in state.rituals.items() if ritual.who == person}
    return (
        [member.name for member in state.people if member.id == person],
        {note.id: (note.text, note.to, note.day, note.seal) for note in state.jar.notes if note.by == person},
        [shared for shared in state.shared_checkins if shared.by == person],
        own,
        {name: set(state.ticks(name)) for name in own},
    )


def done_days(service: CoupleService, by: PersonId) -> set[tuple[str, date]]:
    """The days on which somebody is seen to have done something by themselves."""
    return {
        (name, day)
        for name in service.state.rituals
        for day, ticks in service.state.ticks(name).items()
        if any(tick.by == by for tick in ticks)
    }


def undo_by_the_law(home: Home, service: CoupleService) -> None:
    """Undo, and check that what is the other's is as it was."""
    service.refresh()
    other = _other(home, service)
    before, days = alone(service, other), done_days(service, other)
    on_this_device = {record.id for record in service.logs.shared.newest_first()}
    elsewhere = {
        (name, tick.id)
        for name in service.state.rituals
        for ticks in service.state.ticks(name).values()
        for tick in ticks
        if tick.id not in on_this_device
    }

    service.undo()

    assert alone(service, other) == before
    gone = {day for _, day in days - done_days(service, other)}
    assert gone <= home.for_the_other[service.logs.shared.device]
    ticks_now = {
        (name, tick.id)
        for name in service.state.rituals
        for ticks in service.state.ticks(name).values()
        for tick in ticks
    }
    assert elsewhere <= ticks_now


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.booleans(), st.one_of(st.sampled_from(sorted(ACTS)), st.just("undo")), st.integers(0, 3)),
        max_size=40,
    )
)
def test_whatever_two_people_do_an_undo_leaves_what_is_the_others(acts: list[tuple[bool, str, int]]) -> None:
    home = Home()
    for on_phone, act, number in acts:
        service = home.phone if on_phone and act != "relaunch" else home.laptop
        home.clock.pass_time(seconds=1)
        service.refresh()
        try:
            ACTS[act](home, service, number)
        except RitualsError:
            continue


def test_what_one_took_back_is_offered_to_nobody_else_who_sits_down() -> None:
    home = Home()
    home.keep()
    home.laptop.tick("tea", note="by the window")
    home.laptop.undo()
    was_offered = home.laptop.erasing.taken_back()

    home.laptop.seat(home.sam)

    assert was_offered
    assert not home.laptop.erasing.taken_back()


# two of one name


@pytest.mark.parametrize("frees", ["put away", "renamed"])
def test_no_undo_leaves_two_rituals_with_one_name(frees: str) -> None:
    home = Home()
    home.keep("tea", EACH)
    if frees == "put away":
        home.laptop.archive("tea")
    else:
        home.laptop.edit("tea", e.RitualEdited("tea", name="Chai"))
    home.laptop.add(e.RitualAdded("new", SUNDAY, "TEA", DAILY, EACH))
    home.laptop.tick("new", by=[home.sam])
    home.relaunch()

    refusal = home.refused()
    named = [ritual.name for ritual in home.laptop.state.rituals.values() if not ritual.is_archived]

    assert len({name.casefold() for name in named}) == len(named)
    assert refusal


def test_no_undo_leaves_two_people_with_one_name() -> None:
    home = Home()
    home.laptop.rename(home.sam, "Sami")
    sam = home.laptop.join("Sam")
    home.keep("tea", EACH)
    home.laptop.tick("tea", by=[sam.id])
    home.relaunch()
    home.laptop.seat(home.sam)
    home.laptop.archive("tea")
    home.undo()

    home.refused()

    assert [person.name for person in home.laptop.couple] == ["ana", "Sami", "Sam"]

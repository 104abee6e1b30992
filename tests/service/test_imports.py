"""What comes from another program's file is one import: recorded and taken back as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import import_of, imported_id
from rituals.core.model import EACH, TOGETHER, Rule
from rituals.core.rituals.undo_words import undone_words
from rituals.errors import Remedy, RuleError
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals

SUNDAY = date(2026, 11, 22)
LONG_AGO = SUNDAY - timedelta(365)
DAILY = Rule("FREQ=DAILY", SUNDAY)


class TwoMachines:
    """Ana at the laptop and Sam at the phone, which both have all records."""

    def __init__(self) -> None:
        self.log = MemoryLog()
        self.laptop = make_rituals(FakeClock(), self.log, MemoryLog())
        self.sam = self.laptop.join("Sam").id
        self.ana = self.laptop.couple[0].id
        self.laptop.seat(self.sam)
        self.laptop.seat(self.ana)
        self.phone = make_rituals(FakeClock(), MemoryLog("phone", self.log.records), MemoryLog())
        self.phone.seat(self.sam)

    def bring_in(self, *events: AnyEvent, at: CoupleService | None = None) -> Sequence[AnyEvent]:
        return (at or self.laptop).record_import(lambda _: events)


def days_of(ritual: str, count: int, since: date = LONG_AGO) -> list[e.RitualTicked]:
    return [e.RitualTicked(ritual, since + timedelta(day)) for day in range(count)]


def adding(ritual: str = "run") -> e.RitualAdded:
    return e.RitualAdded(ritual, LONG_AGO, ritual.title(), Rule("FREQ=DAILY", LONG_AGO), EACH)


@pytest.fixture
def home() -> TwoMachines:
    return TwoMachines()


def test_all_that_one_file_brings_in_is_one_import_by_its_ids(home: TwoMachines) -> None:
    home.bring_in(adding(), *days_of("run", 3))
    home.bring_in(adding("read"))

    imports = [import_of(record.id) for record in home.log.records]
    first, second = imports[-5], imports[-1]

    assert imports[-5:] == [*[first] * 4, second]
    assert [record.id for record in home.log.records[-5:]] == [
        *(imported_id(first or "", number) for number in range(4)),
        imported_id(second or "", 0),
    ]
    assert first != second
    assert not any(imports[:-5])


def test_one_undo_takes_an_import_back_with_one_small_record(home: TwoMachines) -> None:
    home.laptop.add(e.RitualAdded("tea", SUNDAY, "Tea", DAILY, TOGETHER))
    home.laptop.tick("tea")
    lived = e.LivedBefore("tea", LONG_AGO, Rule("FREQ=DAILY", LONG_AGO))
    rest = e.OccurrenceRested("run", LONG_AGO + timedelta(9))
    home.bring_in(adding(), *days_of("run", 9), rest, lived, *days_of("tea", 4))

    taken_back = home.laptop.undo()

    undoing = home.log.records[-1].event
    assert isinstance(undoing, e.ImportTakenBack)
    assert list(home.laptop.state.rituals) == ["tea"]
    assert home.laptop.state.rituals["tea"].added_on == SUNDAY
    assert list(home.laptop.state.ticks("tea")) == [SUNDAY]
    assert not home.laptop.state.rests("run")
    words = undone_words(taken_back.records, home.laptop.state, today=SUNDAY)

    assert words == "Took back: 1 ritual, 13 days and 1 rest, brought in from a file."


def test_an_undo_of_an_import_counts_as_days_only_those_that_are_ticked_no_more(home: TwoMachines) -> None:
    home.laptop.add(e.RitualAdded("tea", SUNDAY, "Tea", DAILY, TOGETHER))
    home.bring_in(*days_of("tea", 4))
    home.bring_in(e.RitualTicked("tea", LONG_AGO, note="with cake"))

    words = [undone_words(home.laptop.undo().records, home.laptop.state, today=SUNDAY) for _ in range(2)]

    assert words == ["Took back: 1 note, brought in from a file.", "Took back: 4 days, brought in from a file."]


def test_what_was_taken_back_can_be_brought_in_again(home: TwoMachines) -> None:
    home.bring_in(adding(), *days_of("run", 9))
    home.laptop.undo()

    home.bring_in(adding(), *days_of("run", 5))

    assert len(home.laptop.state.ticks("run")) == 5


def test_the_undo_after_that_of_an_import_takes_back_what_came_before_it(home: TwoMachines) -> None:
    home.laptop.add(e.RitualAdded("tea", SUNDAY, "Tea", DAILY, TOGETHER))
    home.bring_in(adding(), *days_of("run", 9))
    home.laptop.undo()

    taken_back = home.laptop.undo()

    assert [type(event) for event in taken_back.events] == [e.RitualAdded]


def test_an_import_that_is_refused_records_nothing(home: TwoMachines) -> None:
    before = len(home.log.records)

    def refuse(_: object) -> Sequence[AnyEvent]:
        raise RuleError("no")

    with pytest.raises(RuleError):
        home.laptop.record_import(refuse)

    assert len(home.log.records) == before


def test_the_others_tick_of_a_ritual_that_came_with_an_import_keeps_it(home: TwoMachines) -> None:
    home.bring_in(adding(), *days_of("run", 9))
    home.phone.refresh()
    home.phone.tick("run", by=[home.sam])
    home.laptop.refresh()

    with pytest.raises(RuleError) as refusal:
        home.laptop.undo()

    assert str(refusal.value) == "Left as it is: what was brought in of Run from a file; Sam has ticked it since."
    assert refusal.value.remedy is Remedy.PUT_AWAY
    assert len(home.laptop.state.ticks("run")) == 10


def test_a_day_that_the_other_unticked_keeps_an_import(home: TwoMachines) -> None:
    home.laptop.add(e.RitualAdded("tea", SUNDAY, "Tea", DAILY, TOGETHER))
    home.bring_in(*days_of("tea", 9))
    home.phone.refresh()
    home.phone.untick("tea", LONG_AGO)
    home.laptop.refresh()

    with pytest.raises(RuleError, match="what was brought in of Tea from a file; it has been unticked since"):
        home.laptop.undo()


def test_an_import_goes_though_the_other_did_much_that_does_not_rest_on_it(home: TwoMachines) -> None:
    home.laptop.add(e.RitualAdded("tea", SUNDAY, "Tea", DAILY, TOGETHER))
    lived = e.LivedBefore("tea", LONG_AGO, Rule("FREQ=DAILY", LONG_AGO))
    home.bring_in(lived, *days_of("tea", 9))
    home.phone.refresh()
    home.phone.tick("tea", by=[home.sam])
    home.phone.add(e.RitualAdded("bath", SUNDAY, "Bath", DAILY, TOGETHER))
    home.laptop.refresh()

    home.laptop.undo()

    assert list(home.laptop.state.ticks("tea")) == [SUNDAY]


def test_what_the_other_ticked_in_the_years_that_were_brought_in_keeps_them(home: TwoMachines) -> None:
    home.laptop.add(e.RitualAdded("tea", SUNDAY, "Tea", DAILY, EACH))
    lived = e.LivedBefore("tea", LONG_AGO, Rule("FREQ=DAILY", LONG_AGO))
    home.bring_in(lived, *days_of("tea", 9))
    home.phone.refresh()
    home.phone.tick("tea", LONG_AGO + timedelta(30), by=[home.sam])
    home.laptop.refresh()

    with pytest.raises(RuleError, match="Sam has ticked it since"):
        home.laptop.undo()


def test_both_bring_in_the_same_file_and_one_takes_theirs_back(home: TwoMachines) -> None:
    events: list[AnyEvent] = [adding(), *days_of("run", 9), e.OccurrenceRested("run", LONG_AGO + timedelta(9))]
    home.bring_in(*events)
    home.bring_in(*events, at=home.phone)
    home.laptop.refresh()

    home.laptop.undo()

    assert list(home.laptop.state.rituals) == ["run"]
    assert [len(ticks) for ticks in home.laptop.state.ticks("run").values()] == [1] * 9
    assert len(home.laptop.state.rests("run")) == 1


def test_earlier_years_that_both_bring_in_stay_when_one_takes_theirs_back(home: TwoMachines) -> None:
    home.laptop.add(e.RitualAdded("tea", SUNDAY, "Tea", DAILY, TOGETHER))
    years: list[AnyEvent] = [e.LivedBefore("tea", LONG_AGO, Rule("FREQ=DAILY", LONG_AGO)), *days_of("tea", 9)]
    home.bring_in(*years)
    home.bring_in(*years, at=home.phone)
    home.laptop.refresh()

    home.laptop.undo()

    assert home.laptop.state.rituals["tea"].added_on == LONG_AGO
    assert len(home.laptop.state.ticks("tea")) == 9


def test_a_ritual_that_the_other_put_away_keeps_the_import_it_came_with(home: TwoMachines) -> None:
    home.bring_in(adding(), *days_of("run", 9))
    home.phone.refresh()
    home.phone.archive("run")
    home.laptop.refresh()

    with pytest.raises(RuleError, match="what was brought in of Run from a file; it has been put away since"):
        home.laptop.undo()


def test_the_words_of_an_import_that_was_taken_back_can_be_taken_off_the_disk(home: TwoMachines) -> None:
    noted = e.RitualTicked("run", LONG_AGO, note="secret")
    home.bring_in(adding(), noted, *days_of("run", 9, LONG_AGO + timedelta(1)))
    home.laptop.undo()
    home.laptop.erasing.forget()
    home.laptop.erasing.recall()

    assert home.laptop.erasing.erase_taken_back()

    assert b"secret" not in b"".join(home.log.documents())
    assert b"Run" not in b"".join(home.log.documents())

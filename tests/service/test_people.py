"""Who belongs to the couple: leaving, coming back, and being removed."""

from __future__ import annotations

from datetime import tzinfo

import pytest

from rituals.core.events import ConsentSaid, DraftKept, RitualAdded
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, Person, Quota, Rule, Who
from rituals.core.occurrences.matching import Outcome
from rituals.core.phrases import who_words
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.words import row_words
from rituals.errors import Remedy, RuleError, UsageError
from rituals.service.couple import CoupleService
from rituals.service.people import PeopleService
from tests.kit.fakes import FakeClock, make_rituals

DAILY = Rule("FREQ=DAILY")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def rituals(clock: FakeClock) -> CoupleService:
    """Ana and Sam."""
    service = make_rituals(clock, login="Ana")
    service.join("Sam")
    return service


def keep(rituals: CoupleService, name: str, who: Who) -> None:
    seated = rituals.seated.id
    rituals.seat(who if who != EACH else seated)  # what is for one person alone they take up themselves
    rituals.add(RitualAdded(name, rituals.today(), name, DAILY, who=who))
    rituals.seat(seated)


def two(rituals: CoupleService) -> tuple[Person, Person]:
    ana, sam = rituals.couple
    return ana, sam


def test_two_looks_at_the_clock_tell_for_whom_a_text_is(
    rituals: CoupleService, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone = clock.zone()
    looks: list[tzinfo] = []

    def look() -> tzinfo:
        looks.append(zone)
        return zone

    monkeypatch.setattr(clock, "zone", look)
    audience = rituals.audience()
    monkeypatch.undo()

    assert len(looks) == 2
    assert audience == Audience(two(rituals), rituals.seated.id, rituals.today())


# leaving


def test_what_they_ticked_alone_on_that_day_is_nobody_elses(rituals: CoupleService) -> None:
    _, sam = two(rituals)
    rituals.join("Kim")
    keep(rituals, "Run", sam.id)
    rituals.tick("Run")

    PeopleService(rituals).leave(sam.id)

    row = rituals.board().rows[0]
    assert row.is_done
    assert row_words(row, rituals.audience(), rituals.today()) == ""


def test_the_rituals_of_somebody_who_left_name_that_one(rituals: CoupleService) -> None:
    ana, sam = two(rituals)
    PeopleService(rituals).leave(sam.id)

    assert [person.name for person in rituals.everyone] == ["Ana", "Sam"]
    assert who_words(sam.id, rituals.everyone) == "Sam, who left"
    assert who_words(ana.id, rituals.everyone) == ""


def test_what_each_keeps_waits_for_nobody_who_left(rituals: CoupleService, clock: FakeClock) -> None:
    ana, sam = two(rituals)
    keep(rituals, "Thanks", EACH)
    rituals.tick("Thanks", by=[ana.id])
    clock.pass_time(days=1)

    PeopleService(rituals).leave(sam.id)
    rituals.tick("Thanks", by=[ana.id])

    days = rituals.state.ticks("Thanks")
    assert [row.sign for row in rituals.board().rows] == ["kept"]
    assert len(days) == 2
    assert rituals.board_on(min(days)).rows[0].sign == "one of two"


def test_rituals_of_theirs_alone_are_put_away_and_undo_brings_all_of_it_back(rituals: CoupleService) -> None:
    _, sam = two(rituals)
    keep(rituals, "Run", sam.id)
    keep(rituals, "Thanks", EACH)

    PeopleService(rituals).leave(sam.id)
    put_away = {ritual.name for ritual in rituals.state.rituals.values() if ritual.is_archived}
    rituals.undo()

    assert put_away == {"Run"}
    assert [person.name for person in rituals.couple] == ["Ana", "Sam"]
    assert not any(ritual.is_archived for ritual in rituals.state.rituals.values())


def test_somebody_else_sits_here_and_stays_there_when_they_come_back(rituals: CoupleService) -> None:
    ana, sam = two(rituals)

    PeopleService(rituals).leave(ana.id)
    alone = rituals.seated
    rituals.join("ana")

    assert alone == rituals.seated == sam
    assert {person.name for person in rituals.couple} == {"Ana", "Sam"}


def test_who_comes_back_is_the_same_person_and_was_not_waited_for_meanwhile(
    rituals: CoupleService, clock: FakeClock
) -> None:
    ana, sam = two(rituals)
    keep(rituals, "Thanks", EACH)
    left_on = rituals.today()
    PeopleService(rituals).leave(sam.id)
    rituals.tick("Thanks", by=[ana.id])
    clock.pass_time(days=3)

    back = rituals.join("SAM")

    assert (back.id, back.name) == (sam.id, "Sam")
    assert PeopleService(rituals).who_left == []
    assert rituals.state.couple(left_on) == (ana,)
    assert rituals.board_on(left_on).rows[0].sign == "kept"
    assert len(rituals.state.couple(rituals.today())) == 2


def test_a_quota_that_each_keeps_waits_for_nobody_who_left_in_its_course(
    rituals: CoupleService, clock: FakeClock
) -> None:
    ana, sam = two(rituals)
    rituals.add(RitualAdded("Tea", rituals.today(), "Tea", Quota(1, "month"), who=EACH))
    clock.pass_time(days=1)
    rituals.tick("Tea", by=[ana.id])

    PeopleService(rituals).leave(sam.id)

    result = rituals.board().rows[0].result
    assert result is not None
    assert result.outcome is Outcome.KEPT


def test_the_last_one_neither_leaves_nor_is_removed() -> None:
    alone = make_rituals(login="Ana")

    for step in (PeopleService(alone).leave, PeopleService(alone).remove):
        with pytest.raises(RuleError, match="the only one here"):
            step(alone.couple[0].id)
        alone.welcome_somebody()


def test_nobody_leaves_twice(rituals: CoupleService) -> None:
    _, sam = two(rituals)
    PeopleService(rituals).leave(sam.id)

    with pytest.raises(UsageError, match="isn't one of you any more"):
        PeopleService(rituals).leave(sam.id)


# being removed


def test_who_was_added_by_mistake_is_gone_as_if_they_had_never_been_here(rituals: CoupleService) -> None:
    ana, _ = two(rituals)
    kim = rituals.join("Kim")
    keep(rituals, "Thanks", EACH)
    rituals.rename(kim.id, "Kimberly")

    PeopleService(rituals).remove(kim.id)

    assert [person.name for person in rituals.state.people] == ["Ana", "Sam"]
    assert PeopleService(rituals).who_left == []
    assert rituals.join("Kim").id != kim.id
    assert rituals.seated == ana


def test_undo_brings_back_who_was_removed(rituals: CoupleService) -> None:
    _, sam = two(rituals)

    PeopleService(rituals).remove(sam.id)
    rituals.undo()

    assert [person.name for person in rituals.couple] == ["Ana", "Sam"]


@pytest.mark.parametrize("deed", ["tick", "rest", "ritual", "note by", "note to", "draft", "private"])
def test_who_did_anything_is_not_removed_but_may_leave(rituals: CoupleService, deed: str) -> None:
    ana, sam = two(rituals)
    keep(rituals, "Thanks", EACH)
    match deed:
        case "tick":
            rituals.tick("Thanks", by=[sam.id])
        case "rest":
            rituals.rest("Thanks", by=sam.id)
        case "ritual":
            keep(rituals, "Run", sam.id)
        case "note by":
            rituals.jar.put_in("Thank you.", by=sam.id, to=ana.id)
        case "note to":
            rituals.jar.put_in("Thank you.", by=ana.id, to=sam.id)
        case "draft":
            draft = DraftKept(sam.id, "Thank")
            rituals.logs.drafts.append([Recorded("d", "laptop", 1, rituals.now(), draft)])
        case _:
            rituals.private(sam.id).keep(lambda _: [ConsentSaid("x", True)])

    with pytest.raises(RuleError, match="something of Sam here") as refusal:
        PeopleService(rituals).remove(sam.id)

    assert refusal.value.remedy is Remedy.LEAVE
    PeopleService(rituals).leave(sam.id)
    assert rituals.couple == (ana,)


def test_what_was_taken_back_keeps_nobody_from_being_removed(rituals: CoupleService) -> None:
    ana, sam = two(rituals)
    keep(rituals, "Thanks", EACH)
    rituals.tick("Thanks", by=[sam.id])
    rituals.untick("Thanks", by=[sam.id])
    rituals.tick("Thanks", by=[sam.id])
    rituals.undo()

    PeopleService(rituals).remove(sam.id)

    assert rituals.couple == (ana,)


# the login's name


def test_who_goes_by_the_login_is_known_until_they_have_a_name_of_their_own() -> None:
    service = make_rituals(login="ana")
    service.join("Sam")

    first = PeopleService(service).login_named
    assert first is not None
    service.rename(first.id, "Anamaria")

    assert PeopleService(service).login_named is None

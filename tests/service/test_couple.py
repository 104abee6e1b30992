"""The one way in: intents become events, whole and in order, and undo takes them back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.events.recorded import Recorded, from_json, to_document
from rituals.core.model import HIGHEST_LAMPORT, Once, Quota, Rule
from rituals.core.state.couple_state import State
from rituals.errors import Remedy, RuleError, StorageError, UsageError
from rituals.ports import Fresh
from rituals.service.couple import CoupleService
from rituals.service.ledger import NOBODY_YET
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals

SUNDAY = date(2026, 11, 22)
WALK = next(entry for entry in catalogue().ritual if entry.id == "walk-and-talk")
DAILY = Rule("FREQ=DAILY")


def taken_up(service: CoupleService, name: str = "walk", *, who: str = "together", at: time | None = None) -> str:
    return service.add(e.RitualAdded(name, service.today(), name.title(), Rule("FREQ=DAILY", at=at), who))


def a_couple(clock: FakeClock | None = None, shared: MemoryLog | None = None) -> tuple[CoupleService, str, str]:
    """The service with Ana and Ben in it."""
    service = make_rituals(clock, shared)
    ben = service.join("Ben")
    return service, service.couple[0].id, ben.id


# writing


def test_an_intent_is_one_commit_whose_events_share_a_stamp() -> None:
    log = MemoryLog()
    service, ana, ben = a_couple(shared=log)
    taken_up(service, who="each")
    before = len(log.records)

    service.tick("walk", by=[ana, ben])

    written = log.records[before:]
    assert [type(one.event) for one in written] == [e.RitualTicked, e.RitualTicked]
    assert len({(one.lamport, one.at) for one in written}) == 1
    assert len({one.id for one in log.records}) == len(log.records)
    assert written[0].lamport == max(one.lamport for one in log.records[:before]) + 1


def test_a_stamp_is_later_than_everything_seen_even_from_a_later_version() -> None:
    log = MemoryLog()
    service, _, _ = a_couple(shared=log)
    log.records.append(Recorded("phone-1", "phone", 500, datetime(2020, 1, 1, tzinfo=UTC), e.Unknown("later")))

    taken_up(service)

    assert log.records[-1].lamport == 501


def test_a_stamp_stays_one_that_can_be_read_after_the_highest_there_is() -> None:
    log = MemoryLog()
    service, _, _ = a_couple(shared=log)
    highest = Recorded("phone-1", "phone", HIGHEST_LAMPORT, datetime(2020, 1, 1, tzinfo=UTC), e.Unknown("later"))
    log.records.append(highest)

    taken_up(service)

    assert from_json(msgspec.json.encode(to_document(log.records[-1]))) == log.records[-1]


def test_what_the_disk_refused_is_not_shown() -> None:
    log = MemoryLog()
    service, _, _ = a_couple(shared=log)
    taken_up(service)
    log.refuses = "The disk is full. Make room and try again."

    with pytest.raises(StorageError, match="disk is full"):
        service.tick("walk")

    log.refuses = ""
    service.refresh()
    assert service.state.ticks("walk") == {}
    assert service.tick("walk")


def test_the_decision_is_made_on_what_the_other_process_just_wrote() -> None:
    log = MemoryLog()
    service, _, _ = a_couple(shared=log)
    taken_up(service)
    log.records.append(
        Recorded(
            "shell-1",
            "laptop",
            service.state.lamport + 1,
            datetime(2026, 11, 22, tzinfo=UTC),
            e.RitualTicked("walk", SUNDAY),
        )
    )

    assert service.tick("walk") is False
    assert len(service.state.ticks("walk")[SUNDAY]) == 1


def test_subscribers_hear_of_each_change_once_whoever_made_it() -> None:
    log = MemoryLog()
    service, _, _ = a_couple(shared=log)
    taken_up(service)
    heard: list[int] = []
    service.subscribe(lambda: heard.append(len(service.state.ticks("walk"))))

    service.tick("walk")
    log.records.append(
        Recorded(
            "phone-1", "phone", 50, datetime(2026, 11, 22, tzinfo=UTC), e.RitualTicked("walk", SUNDAY - timedelta(1))
        )
    )
    service.refresh()
    service.refresh()

    assert heard == [1, 2]


class ErasedLog(MemoryLog):
    """A log of which everything was erased since it was last read."""

    erased = False

    def fresh(self) -> Fresh:
        if self.erased:
            self.erased = False
            return Fresh([], rewritten=True)
        return super().fresh()


def test_a_local_log_that_was_erased_is_forgotten_and_told() -> None:
    local = ErasedLog()
    service = make_rituals(local=local)
    ben = service.join("Ben")
    service.seat(ben.id)
    heard: list[bool] = []
    service.subscribe(lambda: heard.append(True))

    local.erased = True

    assert service.refresh()
    assert service.device_state.seated is None
    assert heard == [True]


# first use


def test_without_a_welcome_there_is_one_person_named_after_the_login() -> None:
    service = make_rituals(login="ana")
    shown_before = service.couple[0]

    taken_up(service)

    assert (shown_before.id, shown_before.name) == (NOBODY_YET, "ana")
    assert [person.name for person in service.couple] == ["ana"]
    assert len(service.state.people) == 1


def test_nothing_is_written_by_looking() -> None:
    log = MemoryLog()
    service = make_rituals(shared=log)

    service.board()
    service.board_on(date(2026, 1, 1))
    service.couple, service.seated, service.refresh()

    assert log.records == []


def test_the_welcome_can_be_had_later() -> None:
    service = make_rituals(login="ana")
    taken_up(service)
    service.tick("walk")

    service.rename(service.couple[0].id, "Ana-Maria")
    ben = service.join("Ben")

    assert [person.name for person in service.couple] == ["Ana-Maria", "Ben"]
    assert ben.joined == SUNDAY
    assert service.seated.name == "Ana-Maria"


def test_the_first_welcome_names_the_one_person_there_is() -> None:
    service = make_rituals(login="root")

    service.rename(NOBODY_YET, "Ana")

    assert [person.name for person in service.couple] == ["Ana"]


# who and when


def test_each_is_ticked_for_the_person_at_the_keyboard() -> None:
    service, _, ben = a_couple()
    taken_up(service, who="each")
    service.seat(ben)

    service.tick("walk")

    assert [tick.by for tick in service.state.ticks("walk")[SUNDAY]] == [ben]


def test_whoever_left_is_not_at_the_keyboard_any_more() -> None:
    log = MemoryLog()
    service, ana, ben = a_couple(shared=log)
    service.seat(ben)

    log.records.append(Recorded("x", "phone", 90, datetime(2026, 11, 22, tzinfo=UTC), e.PersonLeft(ben, SUNDAY)))
    service.refresh()

    assert service.seated.id == ana


@pytest.mark.parametrize(
    ("local", "at", "day"),
    [
        ("2026-11-23 01:30", None, SUNDAY),
        ("2026-11-23 04:00", None, SUNDAY + timedelta(1)),
        ("2026-11-23 01:30", time(0, 30), SUNDAY + timedelta(1)),
        ("2026-11-22 23:59", time(0, 30), SUNDAY),
    ],
)
def test_a_tick_belongs_to_the_couples_day(local: str, at: time | None, day: date) -> None:
    clock = FakeClock()
    service, _, _ = a_couple(clock)
    taken_up(service, at=at)
    clock.set(local)

    service.tick("walk")

    assert list(service.state.ticks("walk")) == [day]


def test_a_day_is_settled_once_and_stays_when_the_day_start_changes() -> None:
    clock, log = FakeClock("2026-11-23 01:30"), MemoryLog()
    service, _, _ = a_couple(clock, log)
    taken_up(service)
    service.tick("walk")

    edit = e.HouseholdEdited(day_starts_at=time(0))
    log.records.append(Recorded("x", "phone", 90, datetime(2026, 11, 23, tzinfo=UTC), edit))
    service.refresh()

    assert service.today() == SUNDAY + timedelta(1)
    assert list(service.state.ticks("walk")) == [SUNDAY]


def test_the_day_is_the_one_where_the_machine_is() -> None:
    at_home, travelling = FakeClock("2026-11-22 19:00"), FakeClock("2026-11-23 07:00", zone="Pacific/Auckland")

    assert at_home.now() == travelling.now()
    assert make_rituals(at_home).today() == SUNDAY
    assert make_rituals(travelling).today() == SUNDAY + timedelta(1)


@pytest.mark.parametrize("local", ["1970-01-01 00:00", "2106-02-07 06:28", "2026-11-21 12:00"])
def test_a_clock_that_jumped_loses_no_day(local: str) -> None:
    clock = FakeClock()
    service, _, _ = a_couple(clock)
    taken_up(service)
    service.tick("walk")

    clock.set(local)
    service.board()
    service.tick("walk")
    clock.set("2026-11-22 20:00")

    assert SUNDAY in service.state.ticks("walk")
    assert service.board().rows[0].is_done


# undo


def test_undo_takes_back_the_latest_intent_whole_and_says_what_it_was() -> None:
    service, ana, ben = a_couple()
    taken_up(service, who="each")
    service.tick("walk", by=[ana, ben])

    taken_back = service.undo()

    assert taken_back.events == (e.RitualTicked("walk", SUNDAY, ana), e.RitualTicked("walk", SUNDAY, ben))
    assert service.state.ticks("walk") == {}


def test_undo_goes_on_to_the_intent_before_until_only_the_first_person_is_left() -> None:
    service, _, _ = a_couple()
    taken_up(service)
    service.tick("walk")
    service.untick("walk")
    service.edit("walk", e.RitualEdited("walk", name="Stroll"))

    kinds = [type(service.undo().events[0]) for _ in range(5)]

    assert kinds == [e.RitualEdited, e.RitualUnticked, e.RitualTicked, e.RitualAdded, e.PersonJoined]
    assert [person.name for person in service.couple] == ["ana"]
    with pytest.raises(RuleError, match="nothing to undo"):
        service.undo()


def test_undoing_an_untick_brings_the_notes_back() -> None:
    service, _, _ = a_couple()
    taken_up(service)
    service.tick("walk", note="rain")
    service.untick("walk")

    service.undo()

    assert service.state.ticks("walk")[SUNDAY][0].note == "rain"


def test_undo_works_across_launches() -> None:
    log = MemoryLog()
    service, _, _ = a_couple(shared=log)
    taken_up(service)
    service.tick("walk")

    relaunched = make_rituals(shared=MemoryLog(records=log.records))

    assert isinstance(relaunched.undo().events[0], e.RitualTicked)


def test_undo_leaves_the_other_devices_intents_alone() -> None:
    log = MemoryLog()
    service, _, _ = a_couple(shared=log)
    taken_up(service)
    phone = make_rituals(shared=MemoryLog("phone", log.records))
    phone.tick("walk")

    taken_back = service.undo()

    assert not isinstance(taken_back.events[0], e.RitualTicked | e.RitualAdded)
    assert SUNDAY in service.state.ticks("walk")
    assert [str(left) for left in taken_back.passed_over] == [
        "Left as it is: Walk, just taken up; it has been ticked since."
    ]


def test_undo_of_a_joint_edit_gives_back_each_field_and_the_cadence() -> None:
    service, _, _ = a_couple()
    taken_up(service)
    service.edit("walk", e.RitualEdited("walk", name="Stroll", minutes=30), cadence=Quota(3, "week"))

    service.undo()

    walk = service.state.rituals["walk"]
    assert (walk.name, walk.minutes, walk.cadence) == ("Walk", 0, Rule("FREQ=DAILY", SUNDAY))


def test_undo_reaches_rests_moves_pauses_and_putting_away() -> None:
    service, _, _ = a_couple()
    service.add(e.RitualAdded("dinner", SUNDAY, "Dinner", Rule("FREQ=WEEKLY;BYDAY=SU")))
    before = _visible(service)

    acts: list[Callable[[], object]] = [
        lambda: service.rest("dinner"),
        lambda: service.move("dinner", SUNDAY + timedelta(1)),
        lambda: service.pause("dinner"),
        lambda: service.pause(until=SUNDAY),
        lambda: service.archive("dinner"),
    ]

    for act in acts:
        act()
        changed = _visible(service)
        service.undo()

        assert changed != before
        assert _visible(service) == before


def _visible(service: CoupleService) -> tuple[object, ...]:
    state: State = service.state
    return dict(state.rituals), state.rests("dinner"), state.pauses, service.board()


def test_sitting_down_is_not_undone() -> None:
    service, _, ben = a_couple()
    taken_up(service)
    service.seat(ben)

    assert isinstance(service.undo().events[0], e.RitualAdded)
    assert service.seated.id == ben


# two devices


def test_an_untick_takes_back_what_it_sees_and_not_what_arrives_later() -> None:
    ours, theirs = MemoryLog("laptop"), MemoryLog("phone")
    service, _, _ = a_couple(shared=ours)
    taken_up(service)
    theirs.records.extend(ours.records)
    phone = make_rituals(shared=theirs)
    phone.tick("walk", note="from the phone")
    service.tick("walk")
    service.untick("walk")

    ours.records.extend(one for one in theirs.records if one.device == "phone")
    service.refresh()

    assert [tick.note for tick in service.state.ticks("walk")[SUNDAY]] == ["from the phone"]


# asking for what isn't there


def test_a_ritual_that_is_not_there_is_said_kindly() -> None:
    service, _, _ = a_couple()

    for ask in (service.tick, service.untick, service.rest, service.archive, service.restore):
        with pytest.raises(UsageError, match="isn't there any more"):
            ask("nowhere")


def test_an_id_holds_none_of_a_rituals_words_and_is_another_each_time() -> None:
    service = make_rituals()

    first, second = service.new_ritual_id(), service.new_ritual_id()

    assert first != second
    assert all(name.startswith("ritual-") for name in (first, second))


# locks


class LockNoticingLog(MemoryLog):
    """Notes when it is locked."""

    def __init__(self, name: str, locked: list[str]) -> None:
        super().__init__()
        self._name, self._locked = name, locked

    def exclusive(self) -> AbstractContextManager[None]:
        self._locked.append(self._name)
        return super().exclusive()


def test_whoever_locks_both_logs_takes_the_shared_one_first_so_that_no_two_copies_wait_for_each_other() -> None:
    locked: list[str] = []
    shared, local = LockNoticingLog("shared", locked), LockNoticingLog("local", locked)
    service = make_rituals(shared=shared, local=local)
    locked.clear()

    service.record_locally(lambda *_: [])  # which reads on in both, as putting down does

    assert locked == ["shared", "local"]


# the past


def test_a_day_gone_by_is_shown_as_its_evening_left_it() -> None:
    clock = FakeClock("2026-11-20 19:00")
    service, _, _ = a_couple(clock)
    service.add(e.RitualAdded("walk", service.today(), "Walk", Once(date(2026, 11, 20))))
    clock.set("2026-11-22 19:00")
    service.tick("walk")

    then, now = service.board_on(date(2026, 11, 20)), service.board()

    assert [row.is_done for row in then.rows] == [False]
    assert [row.is_done for row in now.rows] == [True]


def test_what_was_put_away_since_is_still_there_in_the_past() -> None:
    clock = FakeClock("2026-11-20 19:00")
    service, _, _ = a_couple(clock)
    taken_up(service)
    clock.set("2026-11-22 19:00")
    service.archive("walk")

    assert service.board().rows == ()
    assert [row.ritual.id for row in service.board_on(date(2026, 11, 21)).rows] == ["walk"]


def test_a_day_on_which_it_was_put_away_stays_without_what_was_brought_back_since() -> None:
    clock = FakeClock("2026-11-20 19:00")
    service, _, _ = a_couple(clock)
    taken_up(service)
    clock.set("2026-11-21 19:00")
    service.archive("walk")
    clock.set("2026-11-24 19:00")
    service.restore("walk")

    shown = [day for day in range(20, 25) if service.board_on(date(2026, 11, day)).rows]
    assert shown == [20, 24]


def test_a_machine_forgets_the_nudges_of_long_ago_and_nothing_else() -> None:
    local = MemoryLog()
    service = make_rituals(FakeClock("2026-11-25 12:00"), local=local)
    long_ago, lately = date(2026, 3, 1), date(2026, 11, 24)
    told = [e.NudgeTold(f"walk@{n}", long_ago) for n in range(600)] + [
        e.NudgeTold(f"walk@now-{n}", lately) for n in range(100)
    ]
    service.record_locally(lambda *_: [*told, e.QuestionShown("tea", long_ago)])

    service.compact_local()
    service.refresh()

    assert set(service.device_state.told) == {f"walk@now-{n}" for n in range(100)}
    assert [shown.question for shown in service.device_state.questions_shown] == ["tea"]
    assert len(local.records) == 101


def test_a_machine_forgets_nothing_while_its_log_is_damaged() -> None:
    local = DamagedLog()
    service = make_rituals(FakeClock("2026-11-25 12:00"), local=local)
    service.record_locally(lambda *_: [e.NudgeTold(f"walk@{n}", date(2026, 3, 1)) for n in range(600)])

    service.compact_local()

    assert len(local.records) == 600


# taking up what the catalogue has


def test_what_another_device_put_away_meanwhile_comes_back() -> None:
    log = MemoryLog("phone")
    phone, laptop = make_rituals(shared=log), make_rituals(shared=MemoryLog("laptop", log.records))
    phone.take_up(WALK)
    laptop.refresh()
    phone.archive(WALK.id)

    events = laptop.take_up(WALK)

    assert events == [e.RitualRestored(WALK.id, SUNDAY)]
    assert laptop.state.kept_as(WALK.id) == laptop.state.rituals[WALK.id]


def test_what_another_device_took_up_meanwhile_is_said_to_be_kept() -> None:
    log = MemoryLog("phone")
    phone, laptop = make_rituals(shared=log), make_rituals(shared=MemoryLog("laptop", log.records))
    laptop.refresh()
    phone.take_up(WALK)

    with pytest.raises(RuleError, match="You keep Walk and talk already"):
        laptop.take_up(WALK)


def test_a_name_that_the_other_process_just_took_is_refused() -> None:
    log = MemoryLog("phone")
    phone, laptop = make_rituals(shared=log), make_rituals(shared=MemoryLog("laptop", log.records))
    tea, walk = taken_up(phone, "tea"), taken_up(phone, "walk")
    laptop.refresh()
    phone.edit(tea, e.RitualEdited(tea, name="Chai"))

    with pytest.raises(RuleError, match="You keep Chai already"):
        laptop.edit(walk, e.RitualEdited(walk, name="chai"))
    with pytest.raises(RuleError, match="You keep Chai already"):
        taken_up(laptop, "chai")
    assert laptop.edit(walk, e.RitualEdited(walk, name="Tea"))


def test_two_devices_may_meet_with_one_name_and_go_on() -> None:
    first, second = MemoryLog("phone"), MemoryLog("laptop")
    phone, laptop = make_rituals(shared=first), make_rituals(shared=second)
    taken_up(phone, "tea")
    laptop.add(e.RitualAdded("tea-2", laptop.today(), "Tea", DAILY))

    first.records += second.records
    phone.refresh()

    assert [ritual.name for ritual in phone.state.rituals.values()] == ["Tea", "Tea"]
    assert phone.tick("tea")
    assert phone.tick("tea-2")
    phone.archive("tea")
    with pytest.raises(RuleError, match="You keep Tea already"):
        phone.restore("tea")


def test_what_is_new_is_taken_up_at_its_own_cadence_or_at_the_one_that_is_said() -> None:
    as_it_is, at_another_time = make_rituals(), make_rituals()

    (taken_up_event,) = as_it_is.take_up(WALK)
    at_another_time.take_up(WALK, Rule("FREQ=DAILY", at=time(7)))

    assert isinstance(taken_up_event, e.RitualAdded)
    assert (taken_up_event.ritual, taken_up_event.catalogue) == (WALK.id, WALK.id)
    assert as_it_is.state.rituals[WALK.id].cadence.at == WALK.cadence.at
    assert at_another_time.state.rituals[WALK.id].cadence == Rule("FREQ=DAILY", SUNDAY, time(7))
    assert len(at_another_time.undo().records) == 1
    assert not at_another_time.state.rituals


def test_what_comes_back_has_its_last_cadence_unless_another_one_is_said() -> None:
    service = make_rituals()
    service.take_up(WALK, Quota(2, "week"))
    service.archive(WALK.id)

    service.take_up(WALK)
    as_before = service.state.rituals[WALK.id].cadence
    service.archive(WALK.id)
    service.take_up(WALK, Quota(3, "week"))

    assert as_before == Quota(2, "week")
    assert service.state.rituals[WALK.id].cadence == Quota(3, "week")


class DamagedLog(MemoryLog):
    """One of whose damage nobody would be told any more once something is erased from it."""

    def problems(self) -> list[str]:
        return ["1 line of laptop.jsonl could not be read; the rest is in order."]


# for one person alone


def test_what_is_for_one_person_alone_is_taken_up_by_that_one() -> None:
    service, ana, ben = a_couple()

    with pytest.raises(RuleError, match="What is for Ben alone is taken up by Ben") as refusal:
        taken_up(service, who=ben)
    assert refusal.value.remedy is Remedy.TAKE_SEAT
    assert not service.state.rituals

    taken_up(service, who=ana)
    service.seat(ben)
    taken_up(service, "run", who=ben)
    assert {ritual.who for ritual in service.state.rituals.values()} == {ana, ben}


def test_only_that_one_makes_it_anothers_and_takes_it_up_again() -> None:
    service, ana, ben = a_couple()
    service.seat(ben)
    taken_up(service, who=ben)
    service.take_up(WALK)
    service.edit(WALK.id, e.RitualEdited(WALK.id, who=ben))
    service.archive(WALK.id)
    service.seat(ana)

    for who in ("each", ana):
        with pytest.raises(RuleError, match="Walk is for Ben alone, and only Ben changes that"):
            service.edit("walk", e.RitualEdited("walk", who=who))
    with pytest.raises(RuleError, match="taken up by Ben"):
        service.restore(WALK.id)
    with pytest.raises(RuleError, match="taken up by Ben"):
        service.take_up(WALK)
    assert service.edit("walk", e.RitualEdited("walk", who=ben, minutes=20))

    service.seat(ben)
    service.restore(WALK.id)
    assert service.edit("walk", e.RitualEdited("walk", who="each"))


def test_only_that_one_puts_it_away() -> None:
    service, ana, ben = a_couple()
    service.seat(ben)
    taken_up(service, who=ben)
    service.seat(ana)

    with pytest.raises(RuleError, match="Walk is for Ben alone, and only Ben puts it away") as refusal:
        service.archive("walk")
    assert refusal.value.remedy is Remedy.TAKE_SEAT

    service.seat(ben)
    service.archive("walk")
    assert service.state.rituals["walk"].is_archived


def test_what_is_put_away_of_anothers_alone_is_not_said_to_come_back_by_adding_it() -> None:
    service, ana, ben = a_couple()
    service.seat(ben)
    service.take_up(WALK)
    service.edit(WALK.id, e.RitualEdited(WALK.id, who=ben))
    service.archive(WALK.id)
    service.seat(ana)

    with pytest.raises(RuleError, match="What is for Ben alone is taken up by Ben"):
        service.add(WALK.adopted(service.today()))


def bens_walk_after_he_left() -> tuple[CoupleService, str]:
    """Ben's walk, which nobody put away, as another machine of before may leave it; Ana is there by herself."""
    log = MemoryLog()
    service, ana, ben = a_couple(shared=log)
    service.seat(ben)
    taken_up(service, who=ben)
    service.seat(ana)
    log.records.append(Recorded("left", "phone", 500, service.now(), e.PersonLeft(ben, service.today())))
    service.refresh()
    return service, ana


def test_what_somebody_who_left_had_alone_can_be_changed_by_whoever_is_here() -> None:
    service, ana = bens_walk_after_he_left()

    assert service.edit("walk", e.RitualEdited("walk", who=ana))


def test_what_somebody_who_left_had_alone_is_put_away_by_anyone_and_brought_back_by_nobody_else() -> None:
    service, _ = bens_walk_after_he_left()
    service.archive("walk")

    with pytest.raises(RuleError, match="Ben, who isn't here now; another one can go by its name") as refusal:
        service.restore("walk")
    assert refusal.value.remedy is None

"""The one way in: intents become events, whole and in order, and undo takes them back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest

from rituals.core import events as e
from rituals.core.events.recorded import Recorded, from_json, to_document
from rituals.core.model import HIGHEST_LAMPORT, Once, Quota, Rule
from rituals.core.state.couple_state import State
from rituals.errors import RuleError, StorageError, UsageError
from rituals.ports import Fresh
from rituals.service.couple import CoupleService
from rituals.service.ledger import NOBODY_YET
from tests.fakes import FakeClock, MemoryLog, make_rituals

SUNDAY = date(2026, 11, 22)
DAILY = Rule("FREQ=DAILY")


def taken_up(rituals: CoupleService, name: str = "walk", *, who: str = "together", at: time | None = None) -> str:
    return rituals.add(e.RitualAdded(name, rituals.today(), name.title(), Rule("FREQ=DAILY", at=at), who))


def a_couple(clock: FakeClock | None = None, shared: MemoryLog | None = None) -> tuple[CoupleService, str, str]:
    """The service with Ana and Ben in it."""
    rituals = make_rituals(clock, shared)
    ben = rituals.join("Ben")
    return rituals, rituals.couple[0].id, ben.id


# writing


def test_an_intent_is_one_commit_whose_events_share_a_stamp() -> None:
    log = MemoryLog()
    rituals, ana, ben = a_couple(shared=log)
    taken_up(rituals, who="each")
    before = len(log.records)

    rituals.tick("walk", by=[ana, ben])

    written = log.records[before:]
    assert [type(one.event) for one in written] == [e.RitualTicked, e.RitualTicked]
    assert len({(one.lamport, one.at) for one in written}) == 1
    assert len({one.id for one in log.records}) == len(log.records)
    assert written[0].lamport == max(one.lamport for one in log.records[:before]) + 1


def test_a_stamp_is_later_than_everything_seen_even_from_a_later_version() -> None:
    log = MemoryLog()
    rituals, _, _ = a_couple(shared=log)
    log.records.append(Recorded("phone-1", "phone", 500, datetime(2020, 1, 1, tzinfo=UTC), e.Unknown("later")))

    taken_up(rituals)

    assert log.records[-1].lamport == 501


def test_a_stamp_stays_one_that_can_be_read_after_the_highest_there_is() -> None:
    log = MemoryLog()
    rituals, _, _ = a_couple(shared=log)
    highest = Recorded("phone-1", "phone", HIGHEST_LAMPORT, datetime(2020, 1, 1, tzinfo=UTC), e.Unknown("later"))
    log.records.append(highest)

    taken_up(rituals)

    assert from_json(msgspec.json.encode(to_document(log.records[-1]))) == log.records[-1]


def test_what_the_disk_refused_is_not_shown() -> None:
    log = MemoryLog()
    rituals, _, _ = a_couple(shared=log)
    taken_up(rituals)
    log.refuses = "The disk is full. Make room and try again."

    with pytest.raises(StorageError, match="disk is full"):
        rituals.tick("walk")

    log.refuses = ""
    rituals.refresh()
    assert rituals.state.ticks("walk") == {}
    assert rituals.tick("walk")


def test_the_decision_is_made_on_what_the_other_process_just_wrote() -> None:
    log = MemoryLog()
    rituals, _, _ = a_couple(shared=log)
    taken_up(rituals)
    log.records.append(
        Recorded(
            "shell-1",
            "laptop",
            rituals.state.lamport + 1,
            datetime(2026, 11, 22, tzinfo=UTC),
            e.RitualTicked("walk", SUNDAY),
        )
    )

    assert rituals.tick("walk") is False
    assert len(rituals.state.ticks("walk")[SUNDAY]) == 1


def test_subscribers_hear_of_each_change_once_whoever_made_it() -> None:
    log = MemoryLog()
    rituals, _, _ = a_couple(shared=log)
    taken_up(rituals)
    heard: list[int] = []
    rituals.subscribe(lambda: heard.append(len(rituals.state.ticks("walk"))))

    rituals.tick("walk")
    log.records.append(
        Recorded(
            "phone-1", "phone", 50, datetime(2026, 11, 22, tzinfo=UTC), e.RitualTicked("walk", SUNDAY - timedelta(1))
        )
    )
    rituals.refresh()
    rituals.refresh()

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
    rituals = make_rituals(local=local)
    ben = rituals.join("Ben")
    rituals.seat(ben.id)
    heard: list[bool] = []
    rituals.subscribe(lambda: heard.append(True))

    local.erased = True

    assert rituals.refresh()
    assert rituals.device_state.seated is None
    assert heard == [True]


# first use


def test_without_a_welcome_there_is_one_person_named_after_the_login() -> None:
    rituals = make_rituals(login="ana")
    shown_before = rituals.couple[0]

    taken_up(rituals)

    assert (shown_before.id, shown_before.name) == (NOBODY_YET, "ana")
    assert [person.name for person in rituals.couple] == ["ana"]
    assert len(rituals.state.people) == 1


def test_nothing_is_written_by_looking() -> None:
    log = MemoryLog()
    rituals = make_rituals(shared=log)

    rituals.board()
    rituals.board_on(date(2026, 1, 1))
    rituals.couple, rituals.seated, rituals.refresh()

    assert log.records == []


def test_the_welcome_can_be_had_later() -> None:
    rituals = make_rituals(login="ana")
    taken_up(rituals)
    rituals.tick("walk")

    rituals.rename(rituals.couple[0].id, "Ana-Maria")
    ben = rituals.join("Ben")

    assert [person.name for person in rituals.couple] == ["Ana-Maria", "Ben"]
    assert ben.joined == SUNDAY
    assert rituals.seated.name == "Ana-Maria"


def test_the_first_welcome_names_the_one_person_there_is() -> None:
    rituals = make_rituals(login="root")

    rituals.rename(NOBODY_YET, "Ana")

    assert [person.name for person in rituals.couple] == ["Ana"]


# who and when


def test_each_is_ticked_for_the_person_at_the_keyboard() -> None:
    rituals, _, ben = a_couple()
    taken_up(rituals, who="each")
    rituals.seat(ben)

    rituals.tick("walk")

    assert [tick.by for tick in rituals.state.ticks("walk")[SUNDAY]] == [ben]


def test_whoever_left_is_not_at_the_keyboard_any_more() -> None:
    log = MemoryLog()
    rituals, ana, ben = a_couple(shared=log)
    rituals.seat(ben)

    log.records.append(Recorded("x", "phone", 90, datetime(2026, 11, 22, tzinfo=UTC), e.PersonLeft(ben, SUNDAY)))
    rituals.refresh()

    assert rituals.seated.id == ana


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
    rituals, _, _ = a_couple(clock)
    taken_up(rituals, at=at)
    clock.set(local)

    rituals.tick("walk")

    assert list(rituals.state.ticks("walk")) == [day]


def test_a_day_is_settled_once_and_stays_when_the_day_start_changes() -> None:
    clock, log = FakeClock("2026-11-23 01:30"), MemoryLog()
    rituals, _, _ = a_couple(clock, log)
    taken_up(rituals)
    rituals.tick("walk")

    edit = e.HouseholdEdited(day_starts_at=time(0))
    log.records.append(Recorded("x", "phone", 90, datetime(2026, 11, 23, tzinfo=UTC), edit))
    rituals.refresh()

    assert rituals.today() == SUNDAY + timedelta(1)
    assert list(rituals.state.ticks("walk")) == [SUNDAY]


def test_the_day_is_the_one_where_the_machine_is() -> None:
    at_home, travelling = FakeClock("2026-11-22 19:00"), FakeClock("2026-11-23 07:00", zone="Pacific/Auckland")

    assert at_home.now() == travelling.now()
    assert make_rituals(at_home).today() == SUNDAY
    assert make_rituals(travelling).today() == SUNDAY + timedelta(1)


@pytest.mark.parametrize("local", ["1970-01-01 00:00", "2106-02-07 06:28", "2026-11-21 12:00"])
def test_a_clock_that_jumped_loses_no_day(local: str) -> None:
    clock = FakeClock()
    rituals, _, _ = a_couple(clock)
    taken_up(rituals)
    rituals.tick("walk")

    clock.set(local)
    rituals.board()
    rituals.tick("walk")
    clock.set("2026-11-22 20:00")

    assert SUNDAY in rituals.state.ticks("walk")
    assert rituals.board().rows[0].is_done


# undo


def test_undo_takes_back_the_latest_intent_whole_and_says_what_it_was() -> None:
    rituals, ana, ben = a_couple()
    taken_up(rituals, who="each")
    rituals.tick("walk", by=[ana, ben])

    taken_back = rituals.undo()

    assert taken_back == (e.RitualTicked("walk", SUNDAY, ana), e.RitualTicked("walk", SUNDAY, ben))
    assert rituals.state.ticks("walk") == {}


def test_undo_goes_on_to_the_intent_before_until_only_the_first_person_is_left() -> None:
    rituals, _, _ = a_couple()
    taken_up(rituals)
    rituals.tick("walk")
    rituals.untick("walk")
    rituals.edit("walk", e.RitualEdited("walk", name="Stroll"))

    kinds = [type(rituals.undo()[0]) for _ in range(5)]

    assert kinds == [e.RitualEdited, e.RitualUnticked, e.RitualTicked, e.RitualAdded, e.PersonJoined]
    assert [person.name for person in rituals.couple] == ["ana"]
    with pytest.raises(RuleError, match="nothing to undo"):
        rituals.undo()


def test_undoing_an_untick_brings_the_notes_back() -> None:
    rituals, _, _ = a_couple()
    taken_up(rituals)
    rituals.tick("walk", note="rain")
    rituals.untick("walk")

    rituals.undo()

    assert rituals.state.ticks("walk")[SUNDAY][0].note == "rain"


def test_undo_works_across_launches() -> None:
    log = MemoryLog()
    rituals, _, _ = a_couple(shared=log)
    taken_up(rituals)
    rituals.tick("walk")

    relaunched = make_rituals(shared=MemoryLog(records=log.records))

    assert isinstance(relaunched.undo()[0], e.RitualTicked)


def test_undo_leaves_the_other_devices_intents_alone() -> None:
    log = MemoryLog()
    rituals, _, _ = a_couple(shared=log)
    taken_up(rituals)
    phone = make_rituals(shared=MemoryLog("phone", log.records))
    phone.tick("walk")

    taken_back = rituals.undo()

    assert isinstance(taken_back[0], e.RitualAdded)
    assert SUNDAY in rituals.state.ticks("walk")


def test_undo_of_a_joint_edit_gives_back_each_field_and_the_cadence() -> None:
    rituals, _, _ = a_couple()
    taken_up(rituals)
    rituals.edit("walk", e.RitualEdited("walk", name="Stroll", minutes=30), cadence=Quota(3, "week"))

    rituals.undo()

    walk = rituals.state.rituals["walk"]
    assert (walk.name, walk.minutes, walk.cadence) == ("Walk", 0, Rule("FREQ=DAILY", SUNDAY))


def test_undo_reaches_rests_moves_pauses_and_putting_away() -> None:
    rituals, _, _ = a_couple()
    rituals.add(e.RitualAdded("dinner", SUNDAY, "Dinner", Rule("FREQ=WEEKLY;BYDAY=SU")))
    before = _visible(rituals)

    acts: list[Callable[[], None]] = [
        lambda: rituals.rest("dinner"),
        lambda: rituals.move("dinner", SUNDAY + timedelta(1)),
        lambda: rituals.pause("dinner"),
        lambda: rituals.pause(until=SUNDAY),
        lambda: rituals.archive("dinner"),
    ]

    for act in acts:
        act()
        changed = _visible(rituals)
        rituals.undo()

        assert changed != before
        assert _visible(rituals) == before


def _visible(rituals: CoupleService) -> tuple[object, ...]:
    state: State = rituals.state
    return dict(state.rituals), state.rests("dinner"), state.pauses, rituals.board()


def test_sitting_down_is_not_undone() -> None:
    rituals, _, ben = a_couple()
    taken_up(rituals)
    rituals.seat(ben)

    assert isinstance(rituals.undo()[0], e.RitualAdded)
    assert rituals.seated.id == ben


# two devices


def test_an_untick_takes_back_what_it_sees_and_not_what_arrives_later() -> None:
    ours, theirs = MemoryLog("laptop"), MemoryLog("phone")
    rituals, _, _ = a_couple(shared=ours)
    taken_up(rituals)
    theirs.records.extend(ours.records)
    phone = make_rituals(shared=theirs)
    phone.tick("walk", note="from the phone")
    rituals.tick("walk")
    rituals.untick("walk")

    ours.records.extend(one for one in theirs.records if one.device == "phone")
    rituals.refresh()

    assert [tick.note for tick in rituals.state.ticks("walk")[SUNDAY]] == ["from the phone"]


# asking for what isn't there


def test_a_ritual_that_is_not_there_is_said_kindly() -> None:
    rituals, _, _ = a_couple()

    for ask in (rituals.tick, rituals.untick, rituals.rest, rituals.archive, rituals.restore):
        with pytest.raises(UsageError, match="isn't there any more"):
            ask("nowhere")


def test_new_ids_are_readable_and_plain() -> None:
    rituals = make_rituals()

    assert rituals.new_ritual_id("Thé & [b]cake[/b]!").startswith("th-b-cake-b-")
    assert rituals.new_ritual_id("散歩").startswith("ritual-")


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
    rituals = make_rituals(shared=shared, local=local)
    locked.clear()

    rituals.record_locally(lambda *_: [])  # which reads on in both, as putting down does

    assert locked == ["shared", "local"]


# the past


def test_a_day_gone_by_is_shown_as_its_evening_left_it() -> None:
    clock = FakeClock("2026-11-20 19:00")
    rituals, _, _ = a_couple(clock)
    rituals.add(e.RitualAdded("walk", rituals.today(), "Walk", Once(date(2026, 11, 20))))
    clock.set("2026-11-22 19:00")
    rituals.tick("walk")

    then, now = rituals.board_on(date(2026, 11, 20)), rituals.board()

    assert [row.is_done for row in then.rows] == [False]
    assert [row.is_done for row in now.rows] == [True]


def test_what_was_put_away_since_is_still_there_in_the_past() -> None:
    clock = FakeClock("2026-11-20 19:00")
    rituals, _, _ = a_couple(clock)
    taken_up(rituals)
    clock.set("2026-11-22 19:00")
    rituals.archive("walk")

    assert rituals.board().rows == ()
    assert [row.ritual.id for row in rituals.board_on(date(2026, 11, 21)).rows] == ["walk"]


def test_a_machine_forgets_the_nudges_of_long_ago_and_nothing_else() -> None:
    local = MemoryLog()
    rituals = make_rituals(FakeClock("2026-11-25 12:00"), local=local)
    long_ago, lately = date(2026, 3, 1), date(2026, 11, 24)
    told = [e.NudgeTold(f"walk@{n}", long_ago) for n in range(600)] + [
        e.NudgeTold(f"walk@now-{n}", lately) for n in range(100)
    ]
    rituals.record_locally(lambda *_: [*told, e.QuestionShown("tea", long_ago)])

    rituals.compact_local()
    rituals.refresh()

    assert set(rituals.device_state.told) == {f"walk@now-{n}" for n in range(100)}
    assert [shown.question for shown in rituals.device_state.questions_shown] == ["tea"]
    assert len(local.records) == 101


def test_a_machine_forgets_nothing_while_its_log_is_damaged() -> None:
    local = DamagedLog()
    rituals = make_rituals(FakeClock("2026-11-25 12:00"), local=local)
    rituals.record_locally(lambda *_: [e.NudgeTold(f"walk@{n}", date(2026, 3, 1)) for n in range(600)])

    rituals.compact_local()

    assert len(local.records) == 600


class DamagedLog(MemoryLog):
    """One of whose damage nobody would be told any more once something is erased from it."""

    def problems(self) -> list[str]:
        return ["1 line of laptop.jsonl could not be read; the rest is in order."]

"""The loop, driven without sleeping: it marks before it sends, tells once however many run, and nothing ends it."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, suppress
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from rituals.adapters.notifications.sender_lock import FileSenderLock
from rituals.core.events import AskAboutAdded, NudgeTold, RitualAdded
from rituals.core.model import Once, Rule
from rituals.core.nudges.answers import Answerable
from rituals.core.nudges.delivery import Delivery
from rituals.core.nudges.settings import NudgeSettings
from rituals.errors import Remedy, StorageError
from rituals.service.nudges.scheduler import LONGEST_WAIT, Background, Scheduler
from tests.kit.fakes import FakeNotifier, MemoryLog, make_rituals
from tests.kit.nudge_desk import Desk, drive


class BreakingNotifier(FakeNotifier):
    """One that raises."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def notify(self, title: str, body: str, _answers: Answerable | None = None, /) -> Delivery:
        super().notify(title, body)
        raise self._error


class ListeningNotifier(FakeNotifier):
    """One that other threads can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = threading.Event()

    def notify(self, title: str, body: str, _answers: Answerable | None = None, /) -> Delivery:
        delivery = super().notify(title, body)
        self.sent.set()
        return delivery


class CountingLog(MemoryLog):
    """One that knows how often it was held alone, as it is for each decision."""

    held = 0

    def exclusive(self) -> AbstractContextManager[None]:
        self.held += 1
        return super().exclusive()


class BlockedLog(MemoryLog):
    """One whose lock cannot be had at times."""

    is_blocked = False

    def exclusive(self) -> AbstractContextManager[None]:
        if self.is_blocked:
            raise StorageError("The folder is read-only.")
        return super().exclusive()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# waits


def test_it_waits_at_most_twenty_seconds_and_wakes_when_something_is_due(desk: Desk) -> None:
    desk.keeps("Walk", "12:01")
    scheduler = desk.scheduler()

    waits = [scheduler.step()]
    desk.clock.pass_time(seconds=45)
    waits.append(scheduler.step())
    desk.clock.pass_time(seconds=waits[-1])
    scheduler.step()

    assert waits == [LONGEST_WAIT, 15.0]
    assert desk.notifier.shown == [("Walk", "For Walk.")]


def test_rules_are_walked_only_when_something_changed_or_came_due(desk: Desk) -> None:
    desk.keeps("Walk", "13:00")
    log = CountingLog(records=desk.local.records)
    scheduler = desk.scheduler(service=make_rituals(desk.clock, MemoryLog(records=desk.shared.records), log))
    scheduler.step()
    decided_first = log.held

    drive(desk, scheduler, "2026-11-22 12:59:30")
    decided_idle = log.held
    drive(desk, scheduler, "2026-11-22 13:01")

    assert decided_first > 0
    assert decided_idle == decided_first
    assert log.held == decided_first + 1


def test_run_ends_when_told_to_and_leaves_the_post(desk: Desk) -> None:
    scheduler = desk.scheduler()
    stop = threading.Event()
    stop.set()

    scheduler.run(stop)

    assert desk.scheduler("another").lock.try_acquire()


# what it sees before it speaks


def test_a_tick_made_elsewhere_silences_the_nudge(desk: Desk) -> None:
    desk.keeps("Walk", "12:01")
    scheduler = desk.scheduler()
    scheduler.step()

    desk.app.tick("Walk")
    drive(desk, scheduler, "2026-11-22 12:10")

    assert desk.told == []


def test_a_ritual_added_elsewhere_is_told_in_time(desk: Desk) -> None:
    scheduler = desk.scheduler()
    scheduler.step()

    desk.keeps("Walk", "12:05")
    drive(desk, scheduler, "2026-11-22 12:10")

    assert desk.told == ["Walk"]


def test_a_ritual_added_after_its_time_is_not_told_late(desk: Desk) -> None:
    scheduler = desk.scheduler()
    scheduler.step()

    desk.keeps("Walk", "11:30")
    drive(desk, scheduler, "2026-11-22 12:10")

    assert desk.told == []
    assert not desk.marks["Walk@2026-11-22T11:30-0"].shown


def test_a_journey_east_tells_what_its_clock_has_just_passed(desk: Desk) -> None:
    desk.keeps("Walk", "12:30")
    scheduler = desk.scheduler()
    scheduler.step()

    desk.clock.travel("Europe/Helsinki")
    scheduler.step()

    assert desk.told == ["Walk"]


def test_new_settings_hold_at_the_next_wake(desk: Desk) -> None:
    desk.keeps("Tea")
    scheduler = desk.scheduler()
    scheduler.step()

    desk.settings = NudgeSettings(digest_at=time(12, 5))
    drive(desk, scheduler, "2026-11-22 12:10")

    assert desk.told == ["Tea"]


def test_who_lives_here_from_now_on_is_asked_at_the_next_wake(desk: Desk) -> None:
    ana, sam = desk.app.seated, desk.app.join("Sam")
    desk.app.seat(sam.id)
    desk.app.add(RitualAdded("Run", desk.app.today(), "Run", Rule("FREQ=DAILY", at=time(12, 5)), who=sam.id))
    desk.app.add(RitualAdded("Swim", desk.app.today(), "Swim", Rule("FREQ=DAILY", at=time(12, 30)), who=sam.id))
    desk.app.seat(ana.id)
    desk.here = ("ana",)
    scheduler = desk.scheduler()
    drive(desk, scheduler, "2026-11-22 12:10")

    desk.here = ("ana", "Sam")
    drive(desk, scheduler, "2026-11-22 12:40")

    assert desk.told == ["Swim"]


def test_what_somebody_who_lives_elsewhere_put_down_to_ask_about_is_not_told_here(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "2026-11-22 18:30")
    sam = desk.app.join("Sam")
    desk.app.private(sam.id).keep(lambda _: [AskAboutAdded("d", date(2026, 11, 22), "the dentist")])
    desk.here = ("ana",)
    loop = desk.scheduler(service=desk.app)
    loop.step()

    desk.clock.set("2026-11-23 18:00")
    loop.step()

    assert desk.notifier.shown == []


def test_while_nudges_are_off_nothing_is_told_then_or_later(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    desk.keeps("Cook", "12:15")
    desk.settings = NudgeSettings(on=False)
    scheduler = desk.scheduler()

    drive(desk, scheduler, "2026-11-22 12:10")
    desk.settings = NudgeSettings()
    drive(desk, scheduler, "2026-11-22 12:20")

    assert desk.told == ["Cook"]


# the clock


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=1), timedelta(days=-365 * 56)])
def test_a_clock_that_jumps_and_comes_back_tells_nothing_twice(desk: Desk, jump: timedelta) -> None:
    desk.keeps("Walk", "12:05")
    scheduler = desk.scheduler()
    drive(desk, scheduler, "2026-11-22 12:06")
    before = len(desk.told)

    desk.clock.pass_time(seconds=jump.total_seconds())
    scheduler.step()
    desk.clock.pass_time(seconds=-jump.total_seconds())
    scheduler.step()
    drive(desk, scheduler, "2026-11-22 12:30")

    assert before == 1
    keys = [key for key, mark in desk.marks.items() if mark.shown]
    assert len(desk.told) == len(keys) == len(set(keys))
    assert sum(key == "Walk@2026-11-22T12:05-0" for key in keys) == 1


def test_a_first_start_under_a_clock_far_ahead_does_not_silence_what_follows(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    desk.local.records.clear()
    desk.clock.set("2040-01-01 09:00")
    first = desk.scheduler()
    first.step()
    first.lock.release()

    desk.clock.set("2026-11-22 12:00")
    drive(desk, desk.scheduler(), "2026-11-22 12:10")

    assert desk.told == ["Walk"]


def test_a_clock_set_back_two_days_tells_that_days_nudges(desk: Desk) -> None:
    desk.clock.set("2026-11-20 16:00")
    desk.keeps("Walk", "17:00")
    scheduler = desk.scheduler()
    desk.clock.set("2026-11-22 12:00")
    drive(desk, scheduler, "2026-11-22 17:10")

    desk.clock.set("2026-11-20 16:30")
    drive(desk, scheduler, "2026-11-20 17:10")

    assert desk.told == ["Walk", "Walk"]


def test_what_slept_into_the_night_is_told_in_the_morning_if_it_lies_ahead(desk: Desk) -> None:
    desk.app.add(RitualAdded("Trip", desk.app.today(), "Trip", Once(date(2026, 11, 23), at=time(21)), remind=(1440,)))
    scheduler = desk.scheduler()
    scheduler.step()

    desk.clock.set("2026-11-22 23:00")
    drive(desk, scheduler, "2026-11-23 08:01")

    assert desk.told == ["Trip"]


def test_after_sleep_there_is_one_merged_nudge(desk: Desk) -> None:
    desk.keeps("Walk", "17:00")
    desk.keeps("Tea")
    scheduler = desk.scheduler()
    scheduler.step()

    desk.clock.pass_time(hours=6, minutes=30)
    scheduler.step()

    assert desk.notifier.shown == [("rituals", "Walk and Tea, if you feel like it.")]


def test_a_month_of_wakes_tells_every_day_once(desk: Desk) -> None:
    desk.keeps("Walk", "17:00")

    drive(desk, desk.scheduler(), "2026-12-22 12:00")

    assert len(desk.told) == 30


# once each


def test_two_copies_on_one_log_tell_once(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    copies = [desk.scheduler("one"), desk.scheduler("two")]

    for _ in range(20):
        for copy in copies:
            copy.step()
        desk.clock.pass_time(seconds=20)

    assert desk.told == ["Walk"]


def test_even_two_that_both_believe_to_hold_the_post_tell_once(desk: Desk, tmp_path: Path) -> None:
    desk.keeps("Walk", "12:05")
    first, second = desk.scheduler("one"), desk.scheduler("two")
    (tmp_path / "elsewhere").mkdir()
    second.lock = FileSenderLock(tmp_path / "elsewhere", "two")

    for _ in range(20):
        first.step()
        second.step()
        desk.clock.pass_time(seconds=20)

    assert desk.told == ["Walk"]


def test_the_other_copy_takes_over_at_its_next_wake(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    first, second = desk.scheduler("one"), desk.scheduler("two")
    first.step()
    second.step()
    holder = second.lock.holder()

    first.lock.release()
    drive(desk, second, "2026-11-22 12:10")

    assert holder == "one"
    assert second.lock.is_held
    assert desk.told == ["Walk"]


def test_a_restart_tells_nothing_again(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    first = desk.scheduler()
    drive(desk, first, "2026-11-22 12:06")
    first.lock.release()

    drive(desk, desk.scheduler(), "2026-11-22 12:10")

    assert desk.told == ["Walk"]


class Killed(BaseException):
    """Stands for the end of the process."""


def test_a_crash_between_mark_and_send_loses_the_nudge_rather_than_doubling_it(desk: Desk) -> None:
    desk.notifier = BreakingNotifier(Killed())
    desk.keeps("Walk", "12:05")
    scheduler = desk.scheduler()
    scheduler.step()
    desk.clock.set("2026-11-22 12:05")

    with suppress(Killed):
        scheduler.step()
    scheduler.lock.release()
    desk.notifier = FakeNotifier()
    drive(desk, desk.scheduler("the next"), "2026-11-22 12:10")

    assert desk.marks["Walk@2026-11-22T12:05-0"].shown
    assert desk.told == []


# trouble


def test_a_full_disk_holds_the_nudge_back_until_there_is_room(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    log = MemoryLog(records=desk.local.records)
    scheduler = desk.scheduler(service=make_rituals(desk.clock, MemoryLog(records=desk.shared.records), log))
    scheduler.step()

    log.refuses = "The disk is full."
    drive(desk, scheduler, "2026-11-22 12:10")
    problem, told = str(scheduler.last_problem), list(desk.told)
    log.refuses = ""
    drive(desk, scheduler, "2026-11-22 12:11")

    assert problem == "The disk is full."
    assert told == []
    assert desk.told == ["Walk"]
    assert scheduler.last_problem is None


def test_a_change_that_was_seen_in_bad_times_is_not_forgotten(desk: Desk) -> None:
    log = BlockedLog(records=desk.local.records)
    scheduler = desk.scheduler(service=make_rituals(desk.clock, MemoryLog(records=desk.shared.records), log))
    scheduler.step()

    desk.keeps("Walk", "12:05")
    log.is_blocked = True
    scheduler.step()
    log.is_blocked = False
    drive(desk, scheduler, "2026-11-22 12:10")

    assert desk.told == ["Walk"]


def test_a_folder_that_went_away_is_a_problem_and_no_end(desk: Desk, tmp_path: Path) -> None:
    desk.folder = tmp_path / "gone"
    scheduler = desk.scheduler()

    wait = scheduler.step()

    assert wait == LONGEST_WAIT
    assert "gone" in str(scheduler.last_problem)


def test_what_cannot_be_delivered_is_left_to_the_app_and_told_of(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    desk.notifier.delivery = Delivery(False, "No service.")
    scheduler = desk.scheduler()

    drive(desk, scheduler, "2026-11-22 12:10")

    assert desk.undelivered == [("Walk", "For Walk.", "No service.")]
    assert str(scheduler.last_problem) == "No service."
    assert desk.marks == {"Walk@2026-11-22T12:05-0": NudgeTold("Walk@2026-11-22T12:05-0", date(2026, 11, 22), False)}


def test_one_of_several_ways_that_fails_is_told_of_and_the_nudge_counts_as_shown(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    desk.notifier.delivery = Delivery(True, "Shown.", "The program is gone.")
    scheduler = desk.scheduler()

    drive(desk, scheduler, "2026-11-22 12:10")

    assert desk.undelivered == []
    assert str(scheduler.last_problem) == "The program is gone."
    assert desk.marks["Walk@2026-11-22T12:05-0"].shown


def test_where_nobody_takes_it_and_nothing_is_wrong_it_is_left_to_the_app_and_nothing_is_told(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    desk.notifier.delivery = Delivery(False, "")
    scheduler = desk.scheduler()

    drive(desk, scheduler, "2026-11-22 12:10")

    assert desk.undelivered == [("Walk", "For Walk.", "")]
    assert scheduler.last_problem is None
    assert not desk.marks["Walk@2026-11-22T12:05-0"].shown


def test_a_delivery_that_works_again_clears_the_problem(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    desk.keeps("Cook", "12:15")
    scheduler = desk.scheduler()
    desk.notifier.delivery = Delivery(False, "No service.")
    drive(desk, scheduler, "2026-11-22 12:10")

    desk.notifier.delivery = Delivery(True, "Shown.")
    drive(desk, scheduler, "2026-11-22 12:20")

    assert desk.told == ["Walk", "Cook"]
    assert scheduler.last_problem is None


def test_a_notifier_that_raises_does_not_end_the_loop(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    desk.notifier = BreakingNotifier(RuntimeError("what somebody wrote"))
    scheduler = desk.scheduler()

    drive(desk, scheduler, "2026-11-22 12:10")

    assert scheduler.last_problem is not None
    assert "RuntimeError" in str(scheduler.last_problem)
    assert "somebody" not in str(scheduler.last_problem)
    assert scheduler.last_problem.remedy is Remedy.DIAGNOSE


# the thread


def test_in_the_background_it_starts_and_stops_promptly(desk: Desk) -> None:
    desk.keeps("Walk", "12:05")
    desk.clock.set("2026-11-22 12:05")
    desk.notifier = notifier = ListeningNotifier()
    background = Background(desk.scheduler)

    background.start()
    arrived = notifier.sent.wait(10)
    background.stop()

    assert background.join(10)
    assert arrived
    assert background.last_problem is None
    assert desk.scheduler().lock.try_acquire()


def test_a_house_that_cannot_be_opened_in_the_background_is_a_problem() -> None:
    def make() -> Scheduler:
        raise StorageError("A later version wrote this.")

    background = Background(make)

    background.start()

    assert background.join(10)
    assert str(background.last_problem) == "A later version wrote this."


# the post


def test_the_post_says_who_holds_it(tmp_path: Path) -> None:
    own, other = FileSenderLock(tmp_path, "the app"), FileSenderLock(tmp_path, "rituals nudge run")
    before = own.holder()

    own.try_acquire()
    while_held = (own.holder(), other.holder(), other.try_acquire())
    own.release()

    assert before is None
    assert while_held == ("the app", "the app", False)
    assert other.holder() is None
    assert other.try_acquire()


def test_a_holder_whose_name_is_lost_is_somebody(tmp_path: Path) -> None:
    own = FileSenderLock(tmp_path, "the app")
    own.try_acquire()

    (tmp_path / "nudge.holder").write_bytes(b"\xff")

    assert FileSenderLock(tmp_path, "").holder() == "another copy of rituals"


def test_what_is_put_down_to_ask_about_is_told_discreetly_on_the_evening_after(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "2026-11-22 18:30")
    loop = desk.scheduler(service=desk.app)
    loop.step()
    ana = desk.app.seated.id
    desk.app.private(ana).keep(lambda _: [AskAboutAdded("d", date(2026, 11, 22), "the dentist")])
    loop.step()

    desk.clock.set("2026-11-23 18:00")
    loop.step()

    assert [body for _, body in desk.notifier.shown] == ["A moment."]


def test_the_name_of_a_discreet_ritual_leaves_the_process_by_no_door(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "2026-11-22 17:59")
    therapy = RitualAdded("therapy-with-dr-berg", date(2026, 11, 22), "Dr Berg", Rule("FREQ=DAILY", at=time(18)))
    desk.app.add(replace(therapy, discreet=True))
    desk.notifier.delivery = Delivery(False, "No desktop.")
    loop = desk.scheduler()
    loop.step()

    desk.clock.set("2026-11-22 18:00")
    loop.step()

    problem = str(loop.last_problem)
    assert desk.notifier.shown == [("rituals", "A moment.")]
    assert desk.undelivered == [("rituals", "A moment.", "No desktop.")]
    assert "berg" not in problem.casefold()

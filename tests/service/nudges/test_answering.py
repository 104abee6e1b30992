"""Answers to a nudge, as a notifier brings them on a thread of its own."""

from __future__ import annotations

import threading
from datetime import time
from pathlib import Path

import pytest

from rituals.core.events import RitualAdded, RitualTicked
from rituals.core.model import EACH, Rule
from rituals.core.nudges.answers import Answerable, NudgeAnswer
from rituals.core.nudges.delivery import Delivery
from rituals.core.nudges.settings import NudgeSettings
from rituals.service.nudges.scheduler import Scheduler
from tests.kit.fakes import FakeNotifier, MemoryLog, make_rituals
from tests.kit.nudge_desk import Desk, drive

DONE, LATER, OPEN = NudgeAnswer


class EagerNotifier(FakeNotifier):
    """One whose person answers on its own thread, before the desktop has said that it took the nudge."""

    def __init__(self, answer: NudgeAnswer) -> None:
        super().__init__()
        self._answer = answer
        self.told = ""

    def notify(self, title: str, body: str, answers: Answerable | None = None, /) -> Delivery:
        assert answers is not None
        thread = threading.Thread(target=lambda: setattr(self, "told", answers.carry_out(self._answer)))
        thread.start()
        thread.join(10)
        return super().notify(title, body, answers)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def nudged(desk: Desk, name: str = "Walk", **settings: object) -> Scheduler:
    """A scheduler that has just sent a nudge, the one at 12:01."""
    desk.settings = NudgeSettings(**settings)  # type: ignore[arg-type]
    desk.keeps(name, "12:01")
    scheduler = desk.scheduler()
    drive(desk, scheduler, "2026-11-22 12:02")
    return scheduler


def answered(desk: Desk, answer: NudgeAnswer, nudge: int = -1) -> str:
    """What the notification says of an answer to one of the nudges, the latest unless said."""
    answerable = desk.notifier.answers[nudge]
    assert answerable is not None
    return answerable.carry_out(answer)


def ticks(desk: Desk) -> list[RitualTicked]:
    return [record.event for record in desk.shared.records if isinstance(record.event, RitualTicked)]


def test_a_nudge_without_an_answer_is_only_to_be_read(desk: Desk) -> None:
    desk.app.join("Sam")
    desk.app.add(RitualAdded("Stretch", desk.app.today(), "Stretch", Rule("FREQ=DAILY"), who=EACH))

    drive(desk, desk.scheduler(), "2026-11-22 18:01")

    assert len(desk.notifier.shown) == 1
    assert desk.notifier.answers == [None]


def test_done_is_a_tick_that_the_app_sees_and_takes_back(desk: Desk) -> None:
    nudged(desk)

    told = answered(desk, DONE)

    today = desk.app.today()
    assert told == "Done."
    assert desk.app.refresh()
    assert len(desk.app.state.ticks("Walk", today, today)[today]) == 1
    desk.app.undo()
    assert desk.app.state.ticks("Walk", today, today) == {}


def test_done_twice_and_after_a_tick_in_the_app_says_done_and_writes_nothing_more(desk: Desk) -> None:
    nudged(desk)
    desk.app.tick("Walk")

    told = [answered(desk, DONE) for _ in range(2)]

    assert told == ["Done.", "Done."]
    assert len(ticks(desk)) == 1


def test_two_nudges_are_answered_in_any_order(desk: Desk) -> None:
    scheduler = nudged(desk)
    desk.keeps("Tea", "12:03")
    drive(desk, scheduler, "2026-11-22 12:05")

    told = [answered(desk, DONE, nudge) for nudge in (1, 0)]

    assert desk.told == ["Walk", "Tea"]
    assert told == ["Done.", "Done."]
    assert [tick.ritual for tick in ticks(desk)] == ["Tea", "Walk"]


def test_in_an_hour_it_comes_again_once(desk: Desk) -> None:
    scheduler = nudged(desk)

    told = answered(desk, LATER)
    drive(desk, scheduler, "2026-11-22 13:01:30")
    before_the_hour = list(desk.told)
    drive(desk, scheduler, "2026-11-22 13:03")

    assert told == "You hear of it again at 13:02."
    assert before_the_hour == ["Walk"]
    assert desk.told == ["Walk", "Walk"]


def test_after_an_answer_it_plans_anew(desk: Desk) -> None:
    log = MemoryLog(records=desk.local.records)
    desk.keeps("Walk", "12:01")
    desk.keeps("Tea", "12:30")
    scheduler = desk.scheduler(service=make_rituals(desk.clock, MemoryLog(records=desk.shared.records), log))
    drive(desk, scheduler, "2026-11-22 12:02")

    answered(desk, LATER)
    drive(desk, scheduler, "2026-11-22 12:59")
    answered(desk, DONE)  # of Tea
    drive(desk, scheduler, "2026-11-22 14:00")

    assert desk.told == ["Walk", "Tea", "Walk"]


def test_a_late_answer_is_for_the_nudges_own_day(desk: Desk) -> None:
    nudged(desk)
    desk.clock.set("2026-11-24 09:00")

    answered(desk, DONE)

    assert [str(tick.day) for tick in ticks(desk)] == ["2026-11-22"]


def test_an_answer_may_come_while_the_desktop_takes_the_nudge(desk: Desk) -> None:
    desk.notifier = notifier = EagerNotifier(DONE)

    nudged(desk)

    assert notifier.told == "Done."
    assert len(ticks(desk)) == 1


def test_opening_starts_the_command_with_its_words(desk: Desk) -> None:
    scheduler = nudged(desk, open=("kitty", "-e", "my rituals"))

    told = answered(desk, OPEN)

    assert told == "Opening …"
    assert desk.starts.commands == [("kitty", "-e", "my rituals")]
    assert scheduler.last_problem is None


def test_what_cannot_be_opened_is_told_until_it_can(desk: Desk) -> None:
    scheduler = nudged(desk, open=("kitty",))
    desk.starts.refusal = FileNotFoundError(2, "No such file or directory")
    told = answered(desk, OPEN)
    problem = str(scheduler.last_problem)

    desk.starts.refusal = None
    answered(desk, OPEN)

    assert told == problem == "What a nudge opens could not be started (kitty: No such file or directory)."
    assert scheduler.last_problem is None


def test_what_is_to_be_opened_no_more_is_told(desk: Desk) -> None:
    nudged(desk, open=("kitty",))
    desk.settings = NudgeSettings()

    assert answered(desk, OPEN) == "Nothing is chosen any more for a nudge to open."
    assert desk.starts.commands == []


def test_no_answer_names_what_the_nudge_does_not(desk: Desk) -> None:
    nudged(desk, "Couple therapy", discreet="always", quiet_from=time(13))
    settings = desk.settings

    told = [answered(desk, LATER), answered(desk, DONE), answered(desk, LATER)]
    desk.app.refresh()
    desk.app.archive("Couple therapy")
    told.append(answered(desk, DONE))

    assert settings.discreet == "always"
    assert desk.told == ["rituals"]
    assert not [words for words in told if "herapy" in words]


@pytest.mark.parametrize("answer", [DONE, LATER])
def test_a_disk_that_refuses_is_told_and_nothing_is_lost(desk: Desk, answer: NudgeAnswer) -> None:
    shared, local = MemoryLog(records=desk.shared.records), MemoryLog(records=desk.local.records)
    desk.keeps("Walk", "12:01")
    scheduler = desk.scheduler(service=make_rituals(desk.clock, shared, local))
    drive(desk, scheduler, "2026-11-22 12:02")
    shared.refuses = local.refuses = "The disk is full."

    told = answered(desk, answer)
    shared.refuses = local.refuses = ""

    assert told == "The disk is full."
    assert answered(desk, DONE) == "Done."


def test_after_the_scheduler_has_ended_an_answer_changes_nothing(desk: Desk) -> None:
    scheduler = nudged(desk)
    stop = threading.Event()
    stop.set()
    scheduler.run(stop)

    told = answered(desk, DONE)

    assert told == "Nothing was put down, as rituals is closing just now. It stands on Today."
    assert ticks(desk) == []


def test_answers_on_many_threads_beside_the_steps_come_one_after_the_other(desk: Desk) -> None:
    scheduler = nudged(desk)
    told: list[str] = []
    threads = [threading.Thread(target=lambda: told.append(answered(desk, DONE))) for _ in range(8)]

    for thread in threads:
        thread.start()
        scheduler.step()
    for thread in threads:
        thread.join(10)

    assert told == ["Done."] * 8
    assert len(ticks(desk)) == 1

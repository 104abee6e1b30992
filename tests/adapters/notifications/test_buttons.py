"""Notifications that are answered on a real D-Bus, from a real service and on desktops that break at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's way", allow_module_level=True)

from jeepney.io.blocking import open_dbus_connection

from rituals.adapters.notifications.buttons import MOST_STANDING
from rituals.adapters.notifications.desktop import DesktopNotifier
from rituals.core.nudges.answers import Answerable, NudgeAnswer
from rituals.core.nudges.delivery import Delivery
from tests.kit.desktop import SERVICE_NAME, Bus, Desktop, FakeService, Shown, desktop, pressed, private_bus, until
from tests.kit.fakes import FakeNotifier

pytestmark = pytest.mark.desktop

GENEROUS = 30.0
"""A deadline for what should work, however busy the machine."""
WITH_BUTTONS = ("body", "actions")


class Answers:
    """What was answered to some nudges, and what is told of it."""

    def __init__(self, tells: Callable[[], str] = lambda: "Kept.") -> None:
        self.heard: list[tuple[str, NudgeAnswer]] = []
        self._tells = tells

    def to(self, nudge: str, *offered: NudgeAnswer) -> Answerable:
        """All answers, or those, to a nudge."""

        def carry_out(answer: NudgeAnswer) -> str:
            self.heard.append((nudge, answer))
            return self._tells()

        return Answerable(offered or tuple(NudgeAnswer), carry_out)

    def wait_for(self, *heard: tuple[str, NudgeAnswer]) -> None:
        until(lambda: self.heard == [*heard], f"{heard} was heard")


@pytest.fixture
def reader() -> FakeNotifier:
    """What shows a notification that is only to be read."""
    return FakeNotifier(Delivery(True, "Shown to be read."))


@pytest.fixture
def notifier(reader: FakeNotifier) -> Iterator[DesktopNotifier]:
    own = DesktopNotifier(GENEROUS, lambda _: reader)
    yield own
    own.close()


def test_each_button_of_a_real_bubble_is_heard_in_whatever_order(dunst: Desktop, notifier: DesktopNotifier) -> None:
    answers = Answers()
    for nudge in ("Walk", "Hug"):
        delivery = notifier.notify(nudge, "At <seven>.", answers.to(nudge))

    dunst.press("In an hour", "Hug")
    answers.wait_for(("Hug", NudgeAnswer.LATER))
    until(lambda: dunst.standing() == 1, "what became of it was shown for a moment")
    dunst.press("Done", "Walk")
    answers.wait_for(("Hug", NudgeAnswer.LATER), ("Walk", NudgeAnswer.DONE))
    until(lambda: dunst.standing() == 0, "what became of it was shown for a moment")

    assert delivery.words.startswith("Handed to dunst ")
    assert dunst.shown() == [Shown("Walk", "Kept."), Shown("Hug", "Kept.")]


def test_a_click_on_a_real_bubble_opens_and_an_answer_without_words_closes_it(
    dunst: Desktop, notifier: DesktopNotifier
) -> None:
    answers = Answers(tells=lambda: "")
    notifier.notify("Walk", "At seven.", answers.to("Walk"))

    dunst.click()

    answers.wait_for(("Walk", NudgeAnswer.OPEN))
    until(lambda: dunst.standing() == 0, "it was closed")
    assert dunst.shown() == [Shown("Walk", "At seven.")]


def test_no_dead_button_stays_on_the_screen_at_the_end(dunst: Desktop, notifier: DesktopNotifier) -> None:
    answers = Answers()
    notifier.notify("Walk", "At seven.", answers.to("Walk"))
    stood = dunst.standing()

    notifier.close()

    until(lambda: dunst.standing() == 0, "it was taken off")
    assert stood == 1


def test_nor_does_one_stay_where_the_process_ends_by_itself(bus: Bus) -> None:
    showing = (
        "from rituals.adapters.notifications.desktop import DesktopNotifier;"
        "from rituals.core.nudges.answers import Answerable, NudgeAnswer;"
        "told = DesktopNotifier(30).notify('Walk', 'Now.', Answerable(tuple(NudgeAnswer), str));"
        "print(told.delivered, told.trouble)"
    )

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        process = subprocess.run([sys.executable, "-c", showing], check=True, capture_output=True, text=True)

    assert process.stdout == "True \n"
    assert process.stderr == ""
    assert fake.closed == [1]


def test_the_call_is_calm_and_says_what_it_offers(bus: Bus, notifier: DesktopNotifier) -> None:
    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        delivery = notifier.notify("Hug", "5 > 4 & <3", Answers().to("Hug", NudgeAnswer.DONE, NudgeAnswer.LATER))

    (call,) = fake.received
    assert delivery == Delivery(True, "Handed to Fake[2J 1.0, which shows it unless it was told not to disturb.")
    assert (call.app_name, call.title, call.body, call.replaces) == ("rituals", "Hug", "5 > 4 & <3", 0)
    assert (call.actions, call.expires) == (["done", "Done", "later", "In an hour"], -1)
    assert call.hints == {"urgency": ("y", 1), "suppress-sound": ("b", True)}


def test_what_became_of_it_takes_its_place_for_a_moment_without_buttons(bus: Bus, notifier: DesktopNotifier) -> None:
    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        notifier.notify("Hug", "Now.", Answers().to("Hug"))
        fake.press(1, "done")
        until(lambda: fake.closed == [1], "it was taken off by us, where the service would keep it longer")

    told = fake.received[1]
    assert (told.title, told.body, told.replaces, told.actions, told.expires) == ("Hug", "Kept.", 1, [], 2000)
    assert told.hints["transient"] == ("b", True)


def test_a_long_sentence_stands_as_long_as_it_takes_to_read(bus: Bus, notifier: DesktopNotifier) -> None:
    refusal = "22:00 lies in the quiet hours, from 21:30 until 08:00. The next time that works is 08:00 tomorrow."

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        notifier.notify("Hug", "Now.", Answerable((NudgeAnswer.LATER,), lambda _: refusal))
        fake.press(1, "later")
        until(lambda: len(fake.received) == 2, "it says so")

    assert 6000 < fake.received[1].expires < 7000


def test_an_answer_that_comes_before_the_bubble_is_known_to_stand_counts(bus: Bus, notifier: DesktopNotifier) -> None:
    answers = Answers()
    fake = FakeService(bus, capabilities=WITH_BUTTONS, while_showing=lambda: fake.press(1, "done"))

    with fake.running():
        notifier.notify("Hug", "Now.", answers.to("Hug"))

        answers.wait_for(("Hug", NudgeAnswer.DONE))


def test_a_bubble_that_says_it_has_closed_can_still_be_answered_and_only_once(
    bus: Bus, notifier: DesktopNotifier
) -> None:
    answers = Answers()

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        for nudge in ("Walk", "Hug"):
            notifier.notify(nudge, "Now.", answers.to(nudge))
        fake.leave(1)
        fake.press(1, "later")
        for _ in range(3):
            fake.press(1, "done")
        fake.press(2, "no button of ours")
        fake.press(2, "done")

        answers.wait_for(("Walk", NudgeAnswer.LATER), ("Hug", NudgeAnswer.DONE))


def test_what_is_not_offered_is_not_carried_out(bus: Bus, notifier: DesktopNotifier) -> None:
    answers = Answers()

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        notifier.notify("Walk", "Now.", answers.to("Walk", NudgeAnswer.LATER))
        for button in ("done", "open", "default", "later"):
            fake.press(1, button)

        answers.wait_for(("Walk", NudgeAnswer.LATER))


def test_nobody_else_can_press_a_button_however_often(bus: Bus, notifier: DesktopNotifier) -> None:
    answers = Answers()

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake, open_dbus_connection(bus.address) as stranger:
        notifier.notify("Walk", "Now.", answers.to("Walk"))
        for ours in (None, fake.callers[-1]):
            for _ in range(2000):
                stranger.send(pressed(1, "done", ours))
        fake.press(7, "done")
        notifier.notify("Hug", "Now.", answers.to("Hug"))
        fake.press(2, "later")

        answers.wait_for(("Hug", NudgeAnswer.LATER))


def test_another_service_that_counts_anew_answers_only_for_its_own(bus: Bus, notifier: DesktopNotifier) -> None:
    answers = Answers()
    with FakeService(bus, capabilities=WITH_BUTTONS).running():
        for nudge in ("Walk", "Talk"):
            notifier.notify(nudge, "Now.", answers.to(nudge))

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as another:
        another.press(1, "done")
        notifier.notify("Hug", "Now.", answers.to("Hug"))
        another.press(2, "done")
        another.press(1, "later")

        answers.wait_for(("Hug", NudgeAnswer.LATER))


def test_a_real_service_that_was_killed_and_started_again_takes_the_next(
    enter: Callable[[Mapping[str, str]], None], notifier: DesktopNotifier
) -> None:
    answers = Answers()
    with desktop(started_by_bus=True) as started_again:
        enter(started_again.environment)
        notifier.notify("Walk", "Now.", answers.to("Walk"))

        os.kill(started_again.bus.process_of(SERVICE_NAME), signal.SIGKILL)
        until(lambda: not started_again.bus.is_served(), "it has gone")
        notifier.notify("Hug", "Now.", answers.to("Hug"))
        started_again.press("Done", "Hug")

        answers.wait_for(("Hug", NudgeAnswer.DONE))


def test_after_the_bus_has_gone_the_next_goes_to_the_new_one(
    enter: Callable[[Mapping[str, str]], None], notifier: DesktopNotifier, reader: FakeNotifier
) -> None:
    answers = Answers()
    threads = threading.active_count()
    with private_bus() as first, FakeService(first, capabilities=WITH_BUTTONS).running():
        enter(first.environment)
        notifier.notify("Walk", "Now.", answers.to("Walk"))
    until(lambda: threading.active_count() <= threads, "nothing listens to a bus that has gone")

    between = notifier.notify("Talk", "Now.", answers.to("Talk"))
    with private_bus() as second, FakeService(second, capabilities=WITH_BUTTONS).running() as fake:
        enter(second.environment)
        notifier.notify("Hug", "Now.", answers.to("Hug"))
        fake.press(1, "done")
        answers.wait_for(("Hug", NudgeAnswer.DONE))

    assert between == Delivery(
        True,
        "Shown to be read.",
        "The session's D-Bus, which carries notifications, cannot be reached; log out and in to start it anew.",
    )
    assert [title for title, _ in reader.shown] == ["Talk"]


def test_where_there_are_no_buttons_it_is_shown_to_be_read(
    bus: Bus, notifier: DesktopNotifier, reader: FakeNotifier
) -> None:
    with FakeService(bus).running() as fake:
        delivery = notifier.notify("Walk", "Now.", Answers().to("Walk"))

    assert delivery == Delivery(True, "Shown to be read.")
    assert fake.received == []
    assert reader.shown == [("Walk", "Now.")]


@pytest.mark.parametrize("method", ["GetServerInformation", "GetCapabilities", "Notify"])
def test_a_service_that_hangs_costs_no_more_than_the_time_for_all(bus: Bus, method: str, reader: FakeNotifier) -> None:
    times_left: list[float] = []

    def make_reader(seconds: float) -> FakeNotifier:
        times_left.append(seconds)
        return reader

    notifier = DesktopNotifier(2.0, make_reader)

    with FakeService(bus, capabilities=WITH_BUTTONS, silent_on={method}).running(), ExitStack() as at_last:
        at_last.callback(notifier.close)
        delivery = notifier.notify("Walk", "Now.", Answers().to("Walk"))

    assert delivery.delivered
    assert "does not answer" in delivery.trouble
    assert 0 < times_left[0] <= 1.2


def test_a_bubble_that_came_too_late_is_taken_off_as_it_was_told_otherwise(bus: Bus, reader: FakeNotifier) -> None:
    thaw = threading.Event()
    notifier = DesktopNotifier(1.0, lambda _: reader)

    with FakeService(bus, capabilities=WITH_BUTTONS, while_showing=lambda: thaw.wait(GENEROUS)).running() as fake:
        notifier.notify("Walk", "Now.", Answers().to("Walk"))
        thaw.set()

        until(lambda: fake.closed == [1], "it was taken off")
        notifier.close()


def test_a_bus_that_hangs_costs_no_more_than_its_time_and_is_heard_again_afterwards(bus: Bus) -> None:
    answers, reader = Answers(), FakeNotifier()
    notifier = DesktopNotifier(2.0, lambda _: reader)

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        while not fake.received:  # a busy machine may need more than the time for it
            notifier.notify("Walk", "Now.", answers.to("Walk"))
        with bus.frozen():
            delivery = notifier.notify("Hug", "Now.", answers.to("Hug"))
        fake.press(1, "done")

        answers.wait_for(("Walk", NudgeAnswer.DONE))
        notifier.close()

    assert delivery.trouble.startswith("The session's D-Bus, which carries notifications, cannot be reached;")


def test_a_hung_service_keeps_nobody_who_ends(dunst: Desktop, notifier: DesktopNotifier) -> None:
    notifier.notify("Walk", "Now.", Answers().to("Walk"))

    ending = threading.Thread(target=notifier.close, daemon=True)

    with dunst.frozen():
        ending.start()
        ending.join(60)  # who waited for an answer would wait for good

        assert not ending.is_alive()


@pytest.mark.parametrize("method", ["GetServerInformation", "GetCapabilities", "Notify"])
def test_a_service_that_refuses_or_talks_nonsense_leaves_it_to_be_read(
    bus: Bus, method: str, notifier: DesktopNotifier, reader: FakeNotifier
) -> None:
    troubles = []
    for fake in (
        FakeService(bus, capabilities=WITH_BUTTONS, refuses={method}),
        FakeService(bus, capabilities=WITH_BUTTONS, garbles={method}),
    ):
        with fake.running():
            troubles.append(notifier.notify("Walk", "Now.", Answers().to("Walk")).trouble)

    assert "refused (org.example.Error.NotToday)" in troubles[0]
    assert "gave a strange answer" in troubles[1]
    assert len(reader.shown) == 2


def test_a_bug_in_an_answer_is_told_in_general_and_the_next_is_heard(
    bus: Bus, notifier: DesktopNotifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", bugs.append)
    nothing: list[str] = []
    broken, answers = Answers(tells=nothing.pop), Answers()

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        notifier.notify("Walk", "Now.", broken.to("Walk"))
        notifier.notify("Hug", "Now.", answers.to("Hug"))
        fake.press(1, "done")
        fake.press(2, "done")
        answers.wait_for(("Hug", NudgeAnswer.DONE))

    assert fake.received[2].body == "That could not be kept; it can be done in the app."
    assert [bug.exc_type for bug in bugs] == [IndexError]


def test_a_new_nudge_is_shown_while_an_answer_is_still_carried_out(bus: Bus, notifier: DesktopNotifier) -> None:
    goes_on = threading.Event()
    answers = Answers(tells=lambda: "Kept." if goes_on.wait(GENEROUS) else "")

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        notifier.notify("Walk", "Now.", answers.to("Walk"))
        fake.press(1, "done")
        answers.wait_for(("Walk", NudgeAnswer.DONE))
        delivery = notifier.notify("Hug", "Now.", answers.to("Hug"))
        fake.press(2, "done")
        heard_meanwhile = list(answers.heard)
        goes_on.set()
        answers.wait_for(("Walk", NudgeAnswer.DONE), ("Hug", NudgeAnswer.DONE))

    assert delivery.delivered
    assert heard_meanwhile == [("Walk", NudgeAnswer.DONE)]


def test_of_very_many_the_oldest_are_taken_off(bus: Bus, notifier: DesktopNotifier) -> None:
    answers = Answers()

    with FakeService(bus, capabilities=WITH_BUTTONS).running() as fake:
        for count in range(MOST_STANDING + 2):
            notifier.notify(f"Walk {count + 1}", "Now.", answers.to(f"Walk {count + 1}"))
        until(lambda: fake.closed == [1, 2], "the first two were taken off")
        fake.press(2, "done")
        fake.press(3, "done")

        answers.wait_for(("Walk 3", NudgeAnswer.DONE))


def test_without_answers_it_is_only_to_be_read(notifier: DesktopNotifier, reader: FakeNotifier) -> None:
    notifier.notify("Walk", "Now.")
    notifier.notify("Hug", "Now.", Answerable((), lambda _: ""))

    assert reader.shown == [("Walk", "Now."), ("Hug", "Now.")]
    assert notifier.check() == reader.check()

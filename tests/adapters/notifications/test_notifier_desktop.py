"""The notifier on a real D-Bus with a real service, and on every broken desktop that could be thought of."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("D-Bus is Linux's way", allow_module_level=True)

from rituals.adapters.notifications.notifier import PlyerNotifier
from rituals.core.nudges.delivery import Delivery
from tests.kit.desktop import Bus, Desktop, FakeService, Shown, desktop, private_bus
from tests.kit.short_folders import short_folder

pytestmark = pytest.mark.desktop

GENEROUS = 30.0
"""A deadline for what should work, however busy the machine."""


def helpers_left() -> list[str]:
    """Command lines of processes that this one started for notifications and that still run."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    lines = [Path(f"/proc/{child}/cmdline").read_bytes().decode() for child in children]
    return [line for line in lines if "notifications.helper" in line]


def test_a_nudge_really_arrives(dunst: Desktop) -> None:
    delivery = PlyerNotifier(GENEROUS).notify("A walk, just us", "At seven, by the river.\nBring the dog.")

    assert delivery.delivered
    assert delivery.words.startswith("Handed to dunst ")
    assert dunst.wait_for(1) == [Shown("A walk, just us", "At seven, by the river.\nBring the dog.")]
    assert helpers_left() == []


def test_signs_that_could_be_markup_or_options_are_plain_words(dunst: Desktop) -> None:
    notifier = PlyerNotifier(GENEROUS)

    notifier.notify("--help <b>", "-u critical <b>Ana</b> & Ben <3 &amp; 5 > 4")

    assert dunst.wait_for(1) == [Shown("--help <b>", "-u critical <b>Ana</b> & Ben <3 &amp; 5 > 4")]


def test_the_same_nudge_twice_shows_twice_in_order(dunst: Desktop) -> None:
    notifier = PlyerNotifier(GENEROUS)

    for body in ("one", "two", "two"):
        notifier.notify("Hug", body)

    assert dunst.wait_for(3) == [Shown("Hug", "one"), Shown("Hug", "two"), Shown("Hug", "two")]


def test_asking_whether_it_would_work_shows_nothing(dunst: Desktop) -> None:
    delivery = PlyerNotifier(GENEROUS).check()

    assert delivery.delivered
    assert delivery.words.startswith("dunst ")
    assert dunst.shown() == []


def test_a_service_that_the_bus_can_start_counts(enter: Callable[[Mapping[str, str]], None]) -> None:
    with desktop(started_by_bus=True) as sleeping:
        enter(sleeping.environment)
        ran_before = sleeping.bus.is_served()

        delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

        assert not ran_before
        assert delivery.delivered
        assert sleeping.wait_for(1) == [Shown("Hug", "Now.")]


def test_a_bus_that_systemd_put_in_its_usual_place_is_found(dunst: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    with short_folder() as run:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
        (run / "bus").symlink_to(dunst.bus.address.removeprefix("unix:path=").split(",")[0])

        delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

    assert delivery.delivered
    assert dunst.wait_for(1) == [Shown("Hug", "Now.")]


def test_without_a_session_the_person_is_told() -> None:
    delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

    assert delivery == Delivery(
        False, "There is no desktop session here (no D-Bus address); start rituals from within your desktop."
    )


@pytest.mark.parametrize("address", ["unix:path=/nowhere/at/all", "tcp:host=localhost,port=1", "nonsense", "unix:"])
def test_an_address_where_no_bus_is_is_said_to_be_one(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

    assert not delivery.delivered
    assert delivery.words.startswith("The session's D-Bus, which carries notifications, cannot be reached;")


@pytest.mark.usefixtures("bus")
def test_a_bus_without_a_service_is_no_success() -> None:
    delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

    assert delivery == Delivery(
        False, "No notification service runs on this desktop; install and start one, such as dunst or mako."
    )


def test_a_service_that_cannot_be_started_is_no_success(enter: Callable[[Mapping[str, str]], None]) -> None:
    with private_bus(starts=["/bin/false"]) as own:
        enter(own.environment)

        delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

    assert not delivery.delivered
    assert "refused (org.freedesktop.DBus.Error.Spawn." in delivery.words


def test_a_hung_service_is_given_up_at_the_deadline_and_shows_nothing_later(dunst: Desktop) -> None:
    with dunst.frozen():
        delivery = PlyerNotifier(deadline=1.5).notify("Hug", "Now.")

    assert not delivery.delivered
    assert "within 1.5 seconds" in delivery.words
    assert helpers_left() == []
    assert dunst.shown() == []


def test_a_hung_service_is_named_when_there_is_time_to_find_out(dunst: Desktop) -> None:
    with dunst.frozen():
        delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

    assert delivery == Delivery(
        False, "The desktop's notification service does not answer; restart it, or log out and in again."
    )


@pytest.mark.parametrize("method", ["GetServerInformation", "GetCapabilities", "Notify"])
def test_a_service_that_answers_only_some_calls_is_given_up(bus: Bus, method: str) -> None:
    with FakeService(bus, silent_on={method}).running():
        delivery = PlyerNotifier(deadline=1.5).notify("Hug", "Now.")

    assert not delivery.delivered
    assert helpers_left() == []


@pytest.mark.parametrize("method", ["GetServerInformation", "GetCapabilities", "Notify"])
def test_a_service_that_refuses_is_no_success(bus: Bus, method: str) -> None:
    with FakeService(bus, refuses={method}).running():
        delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

    assert not delivery.delivered
    assert "refused (org.example.Error.NotToday)" in delivery.words


@pytest.mark.parametrize("method", ["GetServerInformation", "GetCapabilities"])
def test_a_service_that_talks_nonsense_is_no_success(bus: Bus, method: str) -> None:
    with FakeService(bus, garbles={method}).running():
        delivery = PlyerNotifier(GENEROUS).notify("Hug", "Now.")

    assert not delivery.delivered
    assert "gave a strange answer" in delivery.words


def test_the_call_is_calm_and_the_servers_name_cannot_touch_the_terminal(bus: Bus) -> None:
    with FakeService(bus).running() as fake:
        delivery = PlyerNotifier(GENEROUS).notify("Hug", "5 > 4 & <3")

    (call,) = fake.received
    assert delivery == Delivery(True, "Handed to Fake[2J 1.0, which shows it unless it was told not to disturb.")
    assert (call.app_name, call.title, call.replaces, call.actions, call.expires) == ("rituals", "Hug", 0, [], -1)
    assert call.hints == {"urgency": ("y", 1), "suppress-sound": ("b", True)}
    assert call.body == "5 > 4 & <3", "a service that reads no markup gets the words as they are"


def test_peoples_words_never_stand_in_a_process_list(bus: Bus) -> None:
    seen: list[bytes] = []

    with FakeService(bus, while_showing=lambda: seen.extend(process_list())).running() as fake:
        PlyerNotifier(GENEROUS).notify("Zebra title", "Zebra body")

    assert [(call.title, call.body) for call in fake.received] == [("Zebra title", "Zebra body")]
    assert any(b"notifications.helper" in line for line in seen), "the helper was alive while we looked"
    assert not any(b"Zebra" in line for line in seen)


def process_list() -> Iterator[bytes]:
    """Arguments and environment of every process that may be looked at."""
    for process in Path("/proc").glob("[0-9]*"):
        for file in ("cmdline", "environ"):
            try:
                yield (process / file).read_bytes()
            except OSError:
                continue

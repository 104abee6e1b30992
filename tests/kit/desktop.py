"""A desktop of our own for tests: a private D-Bus session, an unseen screen, and dunst or a service that misbehaves.

Everything started here ends with its `with` block, and nothing touches the desktop of whoever runs the tests.
"""

from __future__ import annotations

import html
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import jeepney
import pytest
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.kit.short_folders import short_folder

SERVICE_NAME = "org.freedesktop.Notifications"
_DUNST = jeepney.DBusAddress("/org/freedesktop/Notifications", bus_name=SERVICE_NAME, interface="org.dunstproject.cmd0")
_FROM_SERVICE = jeepney.DBusAddress("/org/freedesktop/Notifications", interface=SERVICE_NAME)
_PATIENCE = 15.0

_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_DUNST_CONFIG = """[global]
    dmenu = {menu}
    history_length = 0
    stack_duplicates = false
    idle_threshold = 0
    markup = full
    sticky_history = yes
[urgency_normal]
    timeout = 0
"""
_MENU = """#!/bin/sh
grep -m 1 -F -f {choice}
"""
"""dunst's menu: whoever looks at it picks the line that holds what was put into a file."""


def program(name: str) -> str | None:
    """Where a program lies that is installed, beside this Python or anywhere; None where it is not."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(name, path=os.pathsep.join([beside, os.environ.get("PATH", os.defpath)]))


def need_programs(*names: str) -> None:
    """Skip where a program is not installed, or fail where RITUALS_TEST_DESKTOP=1 says that it must be."""
    missing = ", ".join(name for name in names if program(name) is None)
    if not missing:
        return
    if os.environ.get("RITUALS_TEST_DESKTOP") == "1":
        pytest.fail(f"RITUALS_TEST_DESKTOP=1 asks for a desktop, but there is no {missing}")
    pytest.skip(f"needs {missing}")


def until(is_so: Callable[[], bool], what: str, seconds: float = _PATIENCE) -> None:
    """Wait until something is so; fail with what was waited for if it never is."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"waited {seconds:g} s in vain until {what}"
        time.sleep(0.02)


class Bus(NamedTuple):
    """A private session bus."""

    address: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to be on this bus."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address}

    def is_served(self) -> bool:
        """Does a notification service run on it?"""
        with open_dbus_connection(self.address) as connection:
            return bool(_ask(connection, jeepney.message_bus.NameHasOwner(SERVICE_NAME)))

    def process_of(self, name: str) -> int:
        """The number of the process that has a name on it."""
        with open_dbus_connection(self.address) as connection:
            return int(_ask(connection, jeepney.message_bus.GetConnectionUnixProcessID(name)))

    @contextmanager
    def frozen(self, name: str = "org.freedesktop.DBus") -> Iterator[None]:
        """A time in which what has a name on it hangs, or the bus itself."""
        process = self.process_of(name)
        os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(process, signal.SIGCONT)


@contextmanager
def private_bus(starts: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> Iterator[Bus]:
    """A D-Bus session that knows no services but, if given, a command that it starts to show notifications."""
    need_programs("dbus-daemon")
    with short_folder() as folder:
        config = folder / "bus.conf"
        config.write_text(_BUS_CONFIG.format(folder=folder), encoding="utf-8")
        if starts:
            service = f"[D-BUS Service]\nName={SERVICE_NAME}\nExec={' '.join(starts)}\n"
            (folder / "notifications.service").write_text(service, encoding="utf-8")
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
        with started(command, environment or {}, stdout=subprocess.PIPE) as daemon:
            assert daemon.stdout is not None
            yield Bus(_read_line(daemon.stdout.fileno()))


@contextmanager
def virtual_screen() -> Iterator[str]:
    """An X server without a monitor, on a display number that was free; yields DISPLAY."""
    need_programs("Xvfb")
    reading, writing = os.pipe()
    try:
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
        with started(command, {}, pass_fds=(writing,)):
            yield f":{_read_line(reading)}"
    finally:
        os.close(reading)
        os.close(writing)


class Shown(NamedTuple):
    """A notification that the desktop's service showed."""

    title: str
    body: str


class Desktop:
    """A session bus with a real notification service on it, which remembers what it showed."""

    def __init__(self, bus: Bus, display: str, choice: Path) -> None:
        self.bus = bus
        self._choice = choice
        self.environment = {**bus.environment, "DISPLAY": display}

    def shown(self) -> list[Shown]:
        """Every notification that arrived so far, oldest first, in the words that a person reads."""
        with open_dbus_connection(self.bus.address) as connection:
            _ask(connection, jeepney.new_method_call(_DUNST, "NotificationCloseAll"))
            history = _ask(connection, jeepney.new_method_call(_DUNST, "NotificationListHistory"))
        by_id = sorted(history, key=lambda notice: int(notice["id"][1]))
        return [Shown(str(notice["summary"][1]), _as_read(notice["body"][1])) for notice in by_id]

    def wait_for(self, count: int, seconds: float = _PATIENCE) -> list[Shown]:
        """What was shown, once that is at least `count` notifications; for processes that notify when they like."""
        until(lambda: len(self.shown()) >= count, f"{count} notifications arrived", seconds)
        return self.shown()

    def press(self, label: str, title: str) -> None:
        """Pick a button of the notification with this title from the menu of all that stand."""
        self._choice.write_text(f"#{label} ({title})\n", encoding="utf-8")
        self._tell("ContextMenuCall")

    def click(self) -> None:
        """Click on the only notification itself."""
        self._tell("NotificationAction", "u", (0,))

    def standing(self) -> int:
        """How many notifications are on the screen."""
        length = jeepney.Properties(_DUNST).get("displayedLength")
        with open_dbus_connection(self.bus.address) as connection:
            return int(_ask(connection, length)[1])

    def _tell(self, method: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> None:
        with open_dbus_connection(self.bus.address) as connection:
            _ask(connection, jeepney.new_method_call(_DUNST, method, signature, body))

    def frozen(self) -> AbstractContextManager[None]:
        """A time in which the service hangs."""
        return self.bus.frozen(SERVICE_NAME)


@contextmanager
def desktop(*, started_by_bus: bool = False) -> Iterator[Desktop]:
    """dunst on a private bus and an unseen screen; running already, or left for the bus to start when asked for."""
    need_programs("dunst")
    with short_folder() as folder, virtual_screen() as display:
        config, menu, choice = folder / "dunstrc", folder / "menu", folder / "choice"
        config.write_text(_DUNST_CONFIG.format(menu=menu), encoding="utf-8")
        menu.write_text(_MENU.format(choice=choice), encoding="utf-8")
        menu.chmod(0o700)
        command = [str(shutil.which("dunst")), "-conf", str(config)]
        screen = {"DISPLAY": display}
        if started_by_bus:
            with private_bus(starts=command, environment=screen) as bus:
                yield Desktop(bus, display, choice)
            return
        with private_bus() as bus, started(command, {**screen, **bus.environment}):
            until(bus.is_served, "dunst runs")
            yield Desktop(bus, display, choice)


class Received(NamedTuple):
    """The arguments of one Notify call."""

    app_name: str
    replaces: int
    icon: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]
    expires: int


class FakeService:
    """A notification service that answers as told: some methods not at all, some with an error, some with nonsense."""

    def __init__(
        self,
        bus: Bus,
        *,
        capabilities: Sequence[str] = ("body",),
        silent_on: Collection[str] = (),
        refuses: Collection[str] = (),
        garbles: Collection[str] = (),
        while_showing: Callable[[], object] = lambda: None,
    ) -> None:
        self.received: list[Received] = []
        self.closed: list[int] = []
        self.callers: list[str] = []
        """The unique names on the bus of those who called, the latest last."""
        self._connection: DBusConnection | None = None
        self._bus = bus
        self._capabilities = list(capabilities)
        self._silent_on, self._refuses, self._garbles = silent_on, refuses, garbles
        self._while_showing = while_showing
        self._is_over = threading.Event()

    @contextmanager
    def running(self) -> Iterator[FakeService]:
        """Own the name on the bus and answer, in a thread, until the block ends."""
        with open_dbus_connection(self._bus.address) as connection:
            _ask(connection, jeepney.message_bus.RequestName(SERVICE_NAME))
            self._connection = connection
            thread = threading.Thread(target=self._serve, args=(connection,))
            thread.start()
            try:
                yield self
            finally:
                self._is_over.set()
                thread.join()

    def press(self, number: int, button: str, to: str | None = None) -> None:
        """Say that a button was pressed; to all who listen, or to one connection by its unique name."""
        assert self._connection is not None, "it runs"
        self._connection.send(pressed(number, button, to))

    def leave(self, number: int) -> None:
        """Say that a person has closed a notification."""
        assert self._connection is not None, "it runs"
        self._connection.send(jeepney.new_signal(_FROM_SERVICE, "NotificationClosed", "uu", (number, 2)))

    def _serve(self, connection: DBusConnection) -> None:
        while not self._is_over.is_set():
            with suppress(TimeoutError):
                message = connection.receive(timeout=0.05)
                if message.header.message_type is jeepney.MessageType.method_call:
                    self._answer(connection, message)

    def _answer(self, connection: DBusConnection, message: jeepney.Message) -> None:
        method = str(message.header.fields[jeepney.HeaderFields.member])
        self.callers.append(str(message.header.fields[jeepney.HeaderFields.sender]))
        if method == "Notify":
            self.received.append(Received(*message.body))
            self._while_showing()
        if method == "CloseNotification":
            self.closed.append(message.body[0])
        if method in self._silent_on:
            return
        if method in self._refuses:
            connection.send(jeepney.new_error(message, "org.example.Error.NotToday"))
            return
        signature, body = ("i", (-7,)) if method in self._garbles else self._good_answer(method)
        connection.send(jeepney.new_method_return(message, signature, body))

    def _good_answer(self, method: str) -> tuple[str, tuple[Any, ...]]:
        if method == "GetServerInformation":
            return "ssss", ("Fake\x1b[2J", "rituals", "1.0", "1.2")
        if method == "GetCapabilities":
            return "as", (self._capabilities,)
        if method == "CloseNotification":
            return "", ()
        return "u", (self.received[-1].replaces or len(self.received),)


def pressed(number: int, button: str, to: str | None = None) -> jeepney.Message:
    """The signal that a button of a notification was pressed, whoever sends it."""
    signal = jeepney.new_signal(_FROM_SERVICE, "ActionInvoked", "us", (number, button))
    if to is not None:
        signal.header.fields[jeepney.HeaderFields.destination] = to
    return signal


def _ask(connection: DBusConnection, question: jeepney.Message) -> Any:
    """The first value of the answer, if it has one."""
    answer = unwrap_msg(connection.send_and_get_reply(question, timeout=5))
    return answer[0] if answer else None


def _as_read(markup: str) -> str:
    """The text without its tags, the way dunst draws a body."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@contextmanager
def started(command: Sequence[str], environment: Mapping[str, str], **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program that knows nothing of this session but its PATH; it ends with the block, and all it started does."""
    with short_folder() as home:
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(home), **environment}
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **pipes}
        with subprocess.Popen(command, env=surroundings, start_new_session=True, **options) as program:
            try:
                yield program
            finally:
                _end(program)


def _end(program: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to go, and insist after a while."""
    os.killpg(program.pid, signal.SIGTERM)
    try:
        program.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)


def _read_line(descriptor: int) -> str:
    """The first line that a program writes about itself, without waiting for ever."""
    line = b""
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], _PATIENCE)
        assert ready, f"a program said nothing within {_PATIENCE:g} s"
        piece = os.read(descriptor, 1)
        assert piece, "a program ended before it was ready"
        line += piece
    return line.decode().strip()

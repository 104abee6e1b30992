"""The notifier where no desktop is needed: its words, its helper process, and every way the helper can fail."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plyer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.adapters.notifications.helper import Notice, deliver_natively
from rituals.adapters.notifications.notifier import BODY_ROOM, TITLE_ROOM, PlyerNotifier, clean_notice
from rituals.core.nudges.delivery import Delivery
from rituals.ports import Notifier

SHOWN = """print('[true,"Handed to a test."]')"""


def helper(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_what_the_helper_answers_is_the_delivery() -> None:
    notifier: Notifier = PlyerNotifier(command=helper(SHOWN))

    delivery = notifier.notify("Walk", "At seven.")

    assert delivery == Delivery(True, "Handed to a test.")


def test_the_words_reach_the_helper_on_its_stdin_and_not_as_arguments(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    code = f"import sys; open({str(heard)!r}, 'w').write(sys.stdin.read() + ' '.join(sys.orig_argv)); {SHOWN}"

    PlyerNotifier(command=helper(code)).notify("Walk", "At seven.")

    text = heard.read_text()
    assert text.startswith('["Walk","At seven."]')
    assert text.count("At seven.") == 1


def test_chatter_before_the_answer_is_passed_over() -> None:
    notifier = PlyerNotifier(command=helper(f"print('Gtk-WARNING: hello'); {SHOWN}"))

    delivery = notifier.notify("Walk", "At seven.")

    assert delivery.delivered


def test_what_the_helper_complains_about_never_lands_on_our_screen(capfd: pytest.CaptureFixture[str]) -> None:
    notifier = PlyerNotifier(command=helper(f"import sys; print('oh no', file=sys.stderr); {SHOWN}"))

    notifier.notify("Walk", "At seven.")

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(3)",
        "import os; os.abort()",
        "print('hello')",
        "print('[1, 2]')",
        """print('{"delivered": true}')""",
        "import sys; sys.stdout.buffer.write(bytes(range(256)) * 500)",
        "",
    ],
)
def test_a_helper_that_dies_or_talks_nonsense_is_a_sentence_and_no_exception(code: str) -> None:
    notifier = PlyerNotifier(command=helper(code))

    delivery = notifier.notify("Walk", "At seven.")

    assert delivery == Delivery(
        False, "The helper that shows nudges stopped without an answer; reinstalling rituals usually mends that."
    )


def test_a_helper_that_cannot_be_started_is_a_sentence_and_no_exception(tmp_path: Path) -> None:
    notifier = PlyerNotifier(command=(str(tmp_path / "no-python"),))

    delivery = notifier.notify("Walk", "At seven.")

    assert not delivery.delivered
    assert "could not be started (No such file or directory)" in delivery.words


@pytest.mark.skipif(sys.platform == "win32", reason="needs process groups and a named pipe")
def test_a_hanging_helper_is_killed_at_the_deadline_with_all_it_started(tmp_path: Path) -> None:
    pipe = tmp_path / "alive"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    notifier = PlyerNotifier(deadline=1.5, command=("/bin/sh", "-c", f"(echo begun; sleep 600) >'{pipe}' & wait"))

    delivery = notifier.notify("Walk", "At seven.")

    assert "within 1.5 seconds" in delivery.words
    assert not delivery.delivered
    assert "within 1.5 seconds" in delivery.words
    assert os.read(reading, 100) == b"begun\n"
    assert select.select([reading], [], [], 5)[0], "something that the helper started is still alive"
    assert os.read(reading, 100) == b""
    os.close(reading)


def test_the_helper_is_found_from_any_folder_and_takes_no_module_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rituals").mkdir()
    (tmp_path / "rituals" / "__init__.py").write_text("raise SystemExit('the wrong rituals')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    delivery = PlyerNotifier(deadline=30).check()

    assert "helper" not in delivery.words


def test_the_helper_stands_where_the_package_lies(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    where = ("/bin/sh", "-c", f"ls rituals/ports.py tui/app.py >'{seen}'")

    PlyerNotifier(deadline=30, command=where).check()

    assert seen.read_text().split() == ["rituals/ports.py", "tui/app.py"]


def test_a_title_is_one_line_and_a_body_keeps_its_lines() -> None:
    notice = clean_notice("  Walk\n at\tseven ", "Shoes on.\r\n\r\n\r\n  Door   shut.\u2028Go.\n")

    assert notice == Notice("Walk at seven", "Shoes on.\nDoor shut.\nGo.")


def test_control_characters_and_broken_unicode_are_left_out() -> None:
    notice = clean_notice("\x1b[2JWalk \x00\x07", "At \ud800seven\x9b.")

    assert notice == Notice("[2JWalk", "At seven.")


def test_long_words_end_in_an_ellipsis_and_whole_emoji() -> None:
    notice = clean_notice("💛" * 40, "word " * 100)

    assert notice.title == "💛" * 31 + "…"
    assert notice.body == ("word " * 51)[:254].rstrip() + "…"


def test_what_just_fits_is_not_cut() -> None:
    notice = clean_notice("a" * TITLE_ROOM, "b" * BODY_ROOM)

    assert notice == Notice("a" * TITLE_ROOM, "b" * BODY_ROOM)


def test_a_title_without_words_is_the_apps_name() -> None:
    notice = clean_notice(" \n\x00", "")

    assert notice == Notice("rituals", "")


@given(title=st.text(max_size=200), body=st.text(max_size=600))
def test_any_words_fit_the_smallest_desktop(title: str, body: str) -> None:
    notice = clean_notice(title, body)

    assert 0 < units(notice.title) <= TITLE_ROOM
    assert units(notice.body) <= BODY_ROOM
    assert "\n" not in notice.title
    assert clean_notice(*notice) == notice


class Plyer:
    """plyer's notification, doing what a test wants of it."""

    def __init__(self, does: Callable[[], object]) -> None:
        self.asked: list[dict[str, Any]] = []
        self._does = does

    def notify(self, **words: Any) -> None:
        self.asked.append(words)
        self._does()


def fail() -> None:
    raise OSError("Shell_NotifyIconW failed.")


def fail_in_a_thread() -> None:
    """As on Windows: plyer is back before its thread is done."""
    threading.Timer(0.2, fail).start()


def test_the_helper_that_is_waited_for_loads_little_to_be_asked() -> None:
    asking = (
        "import sys, rituals.adapters.notifications.helper; print({'msgspec', 'plyer', 'subprocess'} & {*sys.modules})"
    )

    told = subprocess.run([sys.executable, "-c", asking], check=True, capture_output=True, text=True)

    assert told.stdout == "set()\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only there it asks over D-Bus")
def test_the_client_of_the_bus_loads_little_beside_jeepney() -> None:
    asking = "import sys, rituals.adapters.notifications.dbus; print({'msgspec', 'plyer', 'html'} & {*sys.modules})"

    told = subprocess.run([sys.executable, "-c", asking], check=True, capture_output=True, text=True)

    assert told.stdout == "set()\n"


def test_what_is_only_to_be_read_loads_no_client_of_a_bus() -> None:
    asking = (
        "import sys; from rituals.adapters.notifications.desktop import DesktopNotifier;"
        "DesktopNotifier(0).notify('Walk', 'Now.'); print('jeepney' in sys.modules)"
    )

    told = subprocess.run([sys.executable, "-c", asking], check=True, capture_output=True, text=True)

    assert told.stdout == "False\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only there it asks over D-Bus")
def test_without_a_bus_the_helper_loads_no_client_of_one(tmp_path: Path) -> None:
    asking = (
        "import sys; from rituals.adapters.notifications.helper import deliver_over_the_bus;"
        "print(deliver_over_the_bus(None).delivered, {'msgspec', 'jeepney'} & {*sys.modules})"
    )
    environ = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}

    told = subprocess.run(
        [sys.executable, "-c", asking],
        env={**environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )

    assert told.stdout == "False set()\n"


def test_elsewhere_than_on_linux_plyer_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = Plyer(does=lambda: None)
    monkeypatch.setattr(plyer, "notification", stand_in)

    delivery = deliver_natively(Notice("Walk", "At seven."))

    assert delivery == Delivery(
        True, "Handed to the system's notifications, which show it unless they were told not to disturb."
    )
    assert stand_in.asked == [{"title": "Walk", "message": "At seven.", "app_name": "rituals", "timeout": 3}]


@pytest.mark.parametrize("failing", [fail, fail_in_a_thread])
def test_plyer_raising_is_a_sentence_even_from_its_thread(
    failing: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plyer, "notification", Plyer(does=failing))

    delivery = deliver_natively(Notice("Walk", "At seven."))

    assert delivery == Delivery(False, "The system refused the nudge (OSError); look into its notification settings.")


def test_a_system_that_plyer_does_not_know_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plyer, "notification", plyer.facades.Notification())

    delivery = deliver_natively(Notice("Walk", "At seven."))

    assert not delivery.delivered
    assert "plyer cannot show notifications here" in delivery.words

"""Which desktops read the autostart folder, and that the others' line starts exactly the command, where it belongs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from rituals.adapters.autostart.autostart import LoginAutostart, line_command
from rituals.adapters.autostart.desktops import WINDOW_MANAGERS, LoginLine, LoginSession, WindowManager
from rituals.adapters.autostart.linux import DesktopEntry
from rituals.adapters.autostart.system import ToolResult

COMMAND = ["/opt/our bin/rituals", "nudge", "run", "--home", "/home/ana/ü $HOME's", "--unless-running"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these desktops are Linux's")


class StartedNothing:
    """A system that only remembers what it is to start."""

    def __init__(self) -> None:
        self.started: list[tuple[str, ...]] = []

    def run(self, *_command: str) -> ToolResult:
        return ToolResult(False, "")

    def start(self, *command: str) -> None:
        self.started.append(command)


def session(folder: Path, environ: Mapping[str, str]) -> LoginSession:
    """A login on a machine where nothing runs but what the test puts into `proc`."""
    return LoginSession(folder / ".config", folder, environ, folder)


def line_of(folder: Path, environ: Mapping[str, str]) -> LoginLine:
    line = session(folder, environ).own_line(COMMAND)
    assert line is not None
    return line


def runs(folder: Path, *names: str) -> None:
    """Have processes of this user run."""
    for number, name in enumerate(names):
        process = folder / "proc" / str(100 + number)
        process.mkdir(parents=True)
        (process / "comm").write_text(f"{name}\n", encoding="utf-8")


def autostart(folder: Path, environ: Mapping[str, str]) -> LoginAutostart:
    way = DesktopEntry(folder / ".config", StartedNothing())
    return LoginAutostart([way], COMMAND, lambda: session(folder, environ).own_line(COMMAND))


# which desktop it is


@pytest.mark.parametrize(
    "environ",
    [
        {"XDG_CURRENT_DESKTOP": "GNOME"},
        {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"},
        {"XDG_CURRENT_DESKTOP": "KDE"},
        {"XDG_CURRENT_DESKTOP": "XFCE", "I3SOCK": "/run/i3"},
        {"XDG_CURRENT_DESKTOP": "LXQt:labwc:wlroots", "LABWC_PID": "7"},
        {"XDG_CURRENT_DESKTOP": "X-Cinnamon"},
        {"DESKTOP_SESSION": "/usr/share/xsessions/xfce"},
    ],
    ids=str,
)
def test_where_the_folder_is_read_no_line_is_needed(environ: dict[str, str], tmp_path: Path) -> None:
    assert session(tmp_path, environ).own_line(COMMAND) is None
    assert (
        autostart(tmp_path, environ)
        .install()
        .startswith("Nudges come without the app from now on, and after every login: an autostart entry starts them")
    )


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"XDG_CURRENT_DESKTOP": "i3"}, "i3"),
        ({"XDG_CURRENT_DESKTOP": "sway:GNOME"}, "sway"),
        ({"XDG_SESSION_DESKTOP": "bspwm"}, "bspwm"),
        ({"DESKTOP_SESSION": "/usr/share/xsessions/herbstluftwm"}, "herbstluftwm"),
        ({"DESKTOP_SESSION": "i3-with-shmlog", "I3SOCK": "/run/user/1000/i3/ipc.7"}, "i3"),
        ({"SWAYSOCK": "/run/user/1000/sway.sock"}, "sway"),
        ({"HYPRLAND_INSTANCE_SIGNATURE": "x"}, "Hyprland"),
        ({"XDG_CURRENT_DESKTOP": "Hyprland"}, "Hyprland"),
    ],
    ids=str,
)
def test_a_window_manager_is_known_by_what_the_login_calls_it_or_what_it_sets(
    environ: dict[str, str], name: str, tmp_path: Path
) -> None:
    assert line_of(tmp_path, environ).desktop == name


def test_one_that_says_nothing_is_known_by_its_process(tmp_path: Path) -> None:
    runs(tmp_path, "bash", "bspwm", "sxhkd")

    assert line_of(tmp_path, {}).desktop == "bspwm"


def test_the_processes_are_gone_through_once(tmp_path: Path) -> None:
    runs(tmp_path, "bspwm")
    login = session(tmp_path, {})
    nudges = LoginAutostart([], COMMAND, lambda: login.own_line(COMMAND))

    assert not nudges.is_installed
    (tmp_path / "proc" / "100" / "comm").unlink()

    line = login.own_line(COMMAND)
    assert line is not None
    assert line.desktop == "bspwm"


def test_a_window_manager_within_a_desktop_is_none_by_itself(tmp_path: Path) -> None:
    runs(tmp_path, "lxsession", "openbox")

    assert session(tmp_path, {}).own_line(COMMAND) is None


@pytest.mark.parametrize("environ", [{}, {"SSH_CONNECTION": "10.0.0.1 22"}, {"XDG_CURRENT_DESKTOP": "Ours"}], ids=str)
def test_where_it_cannot_be_seen_neither_is_promised(environ: dict[str, str], tmp_path: Path) -> None:
    line = line_of(tmp_path, environ)
    nudges = autostart(tmp_path, environ)

    installed = nudges.install()

    assert (line.desktop, line.file, line.is_written) == ("", tmp_path / ".xprofile", False)
    for words in (installed, nudges.state()):
        assert "every login where the desktop reads " in words
        assert words.endswith(f"Where yours doesn't, this line in {line.file} has them start:\n{line.text}")
    assert not nudges.lacks_line


def test_what_startx_starts_begins_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / ".xinitrc").write_text("exec dwm\n", encoding="utf-8")

    assert line_of(tmp_path, {"DESKTOP_SESSION": "dwm"}).file == tmp_path / ".xinitrc"


# the line


def words_of(manager: WindowManager, text: str) -> list[str]:
    """The words that a window manager would start, read by the rules of its own file."""
    match manager.name:
        case "niri":
            return [json.loads(f'"{word}"') for word in text.removeprefix('spawn-at-startup "')[:-1].split('" "')]
        case "awesome":
            return shell_words(json.loads(text.removeprefix("awful.spawn.with_shell(").removesuffix(")")))
        case "qtile":
            (call,) = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
            return shell_words(str(call.value))
        case "Hyprland":
            return shell_words(text.removeprefix("exec-once = "))
        case _:
            return shell_words(text.removeprefix("exec ").removeprefix("--no-startup-id "))


def shell_words(text: str) -> list[str]:
    """The words of a command, as sh takes them."""
    script = f"set -- {text.removesuffix(' &')}; printf '%s\\n' \"$@\""
    return subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize("manager", WINDOW_MANAGERS, ids=lambda manager: manager.name)
def test_a_line_says_the_words_of_the_command_and_is_seen_where_it_stands(
    manager: WindowManager, tmp_path: Path
) -> None:
    environ = {"XDG_CURRENT_DESKTOP": manager.name}
    line = line_of(tmp_path, environ)
    nudges = autostart(tmp_path, environ)
    nudges.install()
    lacking = (nudges.lacks_line, nudges.state())

    line.file.parent.mkdir(parents=True, exist_ok=True)
    line.file.write_text(f"# ours\n{line.text}\n", encoding="utf-8")

    assert words_of(manager, line.text) == COMMAND
    assert "\n" not in line.text
    assert lacking[0]
    assert f"{manager.name} reads no autostart folder. " in lacking[1]
    assert f" line in {line.file} has them start at every login:\n{line.text}" in lacking[1]
    assert line_of(tmp_path, environ).is_written
    assert (nudges.lacks_line, nudges.state()) == (False, f"They start at every login, from {line.file}.")


def test_a_line_is_seen_in_what_the_file_includes_and_not_in_a_comment(tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "sway"
    (folder / "config.d").mkdir(parents=True)
    (folder / "config").write_text("include config.d/*\n# exec rituals nudge run\n", encoding="utf-8")
    before = line_of(tmp_path, {"SWAYSOCK": "x"}).is_written

    (folder / "config.d" / "ours").write_text("exec rituals nudge run\n", encoding="utf-8")

    assert not before
    assert line_of(tmp_path, {"SWAYSOCK": "x"}).is_written


def test_without_a_file_of_ones_own_what_counts_is_to_be_copied_first(tmp_path: Path) -> None:
    model, file = tmp_path / "etc" / "i3" / "config", tmp_path / ".config" / "i3" / "config"
    for folder in (model.parent, file.parent):
        folder.mkdir(parents=True)
    model.touch()
    nudges = autostart(tmp_path, {"I3SOCK": "x"})
    nudges.install()

    assert f"First copy /etc/i3/config to {file}, which isn't there yet. This line in {file} has" in nudges.state()
    file.touch()
    assert "copy" not in nudges.state()


def test_a_file_that_has_another_program_start_the_folder_needs_no_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".config" / "i3" / "config"
    file.parent.mkdir(parents=True)
    file.write_text("exec --no-startup-id dex --autostart --environment i3\n", encoding="utf-8")
    programs = {"dex"}
    monkeypatch.setattr("shutil.which", lambda name: name if name in programs else None)
    with_dex = session(tmp_path, {"I3SOCK": "x"}).own_line(COMMAND)

    programs.clear()

    assert with_dex is None
    assert session(tmp_path, {"I3SOCK": "x"}).own_line(COMMAND) is not None


# taking it back


def test_a_line_that_stands_is_named_as_what_still_starts_them(tmp_path: Path) -> None:
    nudges = autostart(tmp_path, {"I3SOCK": "x"})
    file = tmp_path / ".config" / "i3" / "config"
    file.parent.mkdir(parents=True)
    file.write_text("exec rituals nudge run\n", encoding="utf-8")
    nudges.install()

    said = nudges.uninstall()

    assert said == f"Nudges start at login until you take their line out of {file}, and run until you log out."
    assert nudges.is_installed
    file.write_text("", encoding="utf-8")
    assert not nudges.is_installed
    assert nudges.uninstall() == "Nothing is installed; nudges come while the app is open."


# the command


def test_the_command_is_as_short_as_it_can_be(tmp_path: Path) -> None:
    for name in ("bin", "links"):
        (tmp_path / name).mkdir()
    python, script, link = tmp_path / "bin/python", tmp_path / "bin/rituals", tmp_path / "links/rituals"
    run = ["nudge", "run", "--unless-running"]

    without_script = line_command(None, str(python), {"PATH": ""})
    script.touch(mode=0o700)
    beside = line_command(None, str(python), {"PATH": ""})
    link.symlink_to(script)
    linked = line_command(None, str(python), {"PATH": str(tmp_path / "links")})
    carried = line_command(Path("/our home"), str(python), {"PATH": "", "RITUALS_TZ": "Asia/Tokyo"})

    assert without_script == [str(python), "-P", "-m", "rituals", *run]
    assert beside == [str(script), *run]
    assert linked == [str(link), *run]
    assert carried == ["env", "RITUALS_TZ=Asia/Tokyo", str(script), "nudge", "run", "--home", "/our home", run[-1]]


def test_files_that_cannot_be_read_are_as_if_they_were_not_there(tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "i3"
    folder.mkdir(parents=True)
    (folder / "config").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "picture").write_bytes(bytes(range(256)))
    (folder / "large").write_text("exec rituals nudge run\n" * 10_000, encoding="utf-8")

    assert not line_of(tmp_path, {"I3SOCK": "x"}).is_written

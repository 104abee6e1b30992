"""Starting at login: each way's file as its own system reads it, what is run, and that nothing stays behind."""

from __future__ import annotations

import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rituals.adapters.autostart.autostart import LoginAutostart, Way, nudge_command
from rituals.adapters.autostart.desktops import LoginLine
from rituals.adapters.autostart.linux import DesktopEntry, SystemdService
from rituals.adapters.autostart.mac import LaunchAgent
from rituals.adapters.autostart.system import AutostartError, RealSystem, ToolResult
from rituals.adapters.autostart.windows import LogonTask
from rituals.errors import Remedy
from tests.kit.desktop import need_programs

ODD = 'o dd %h%% $HOME `x` "q" \\b ü;&'
COMMAND = ["/usr/bin/env", "/usr/bin/python3", "-P", "-m", "rituals", "nudge", "run", "--home", f"/home/ana/{ODD}"]
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


class FakeSystem:
    """Tools that do as they are told, and are remembered; those in `refuses` fail."""

    def __init__(self, *refuses: str) -> None:
        self.ran: list[str] = []
        self.started: list[tuple[str, ...]] = []
        self.refuses = refuses

    def run(self, *command: str) -> ToolResult:
        self.ran.append(" ".join(command))
        return (
            ToolResult(False, "Not today.") if any(word in command for word in self.refuses) else ToolResult(True, "")
        )

    def start(self, *command: str) -> None:
        if "start" in self.refuses:
            raise FileNotFoundError(2, "No such file or directory")
        self.started.append(command)


def linux(
    config: Path,
    system: FakeSystem,
    command: list[str] = COMMAND,
    own_line: Callable[[], LoginLine | None] = lambda: None,
) -> LoginAutostart:
    ways: list[Way] = [SystemdService(config, system), DesktopEntry(config, system)]
    return LoginAutostart(ways, command, own_line)


def an_odd_python(folder: Path) -> str:
    """This Python, under a name that every kind of quoting has to get right."""
    python = folder / ODD
    python.symlink_to(sys.executable)
    return str(python)


WAYS: dict[str, Callable[[Path, FakeSystem], Way]] = {
    "systemd": SystemdService,
    "desktop entry": DesktopEntry,
    "launchd": lambda folder, system: LaunchAgent(folder, 501, system),
    "logon task": lambda folder, system: LogonTask(folder, "HOME\\ana", system),
}


# what every way has in common


@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)
def test_uninstall_leaves_nothing_and_a_second_install_is_the_same_as_one(
    make: Callable[[Path, FakeSystem], Way], tmp_path: Path
) -> None:
    way = make(tmp_path, FakeSystem())
    autostart = LoginAutostart([way], COMMAND)

    said = [autostart.install(), autostart.install()]
    while_installed = (autostart.is_installed, autostart.is_outdated, autostart.state())
    autostart.uninstall()

    assert said[0] == said[1]
    assert way.name in said[0]
    assert while_installed == (True, False, f"They start at every login, from {way.name}.")
    assert not autostart.is_installed
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []


@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)
def test_what_another_home_installed_is_said_and_renewed(
    make: Callable[[Path, FakeSystem], Way], tmp_path: Path
) -> None:
    way = make(tmp_path, FakeSystem())
    LoginAutostart([way], [*COMMAND[:-1], "/somewhere/else"]).install()
    autostart = LoginAutostart([way], COMMAND)
    before = (autostart.is_outdated, autostart.state())

    autostart.install()

    assert before[0]
    assert "is of another version, or names another Python, home or zone" in before[1]
    assert not autostart.is_outdated


@pytest.mark.parametrize(
    ("way", "refusal"),
    [("systemd", "enable"), ("desktop entry", "start"), ("launchd", "bootstrap"), ("logon task", "/Run")],
)
def test_an_install_that_is_refused_says_so_and_leaves_no_trace(way: str, refusal: str, tmp_path: Path) -> None:
    autostart = LoginAutostart([WAYS[way](tmp_path, FakeSystem(refusal))], COMMAND)

    with pytest.raises(AutostartError, match=r"Not today|could not be started"):
        autostart.install()

    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []


def test_where_a_tool_refuses_nudges_can_be_had_meanwhile(tmp_path: Path) -> None:
    with pytest.raises(AutostartError, match="so nothing was installed") as refusal:
        linux(tmp_path, FakeSystem("enable")).install()

    assert refusal.value.remedy is Remedy.NUDGE_MEANWHILE


def test_uninstalling_nothing_runs_nothing_and_says_so(tmp_path: Path) -> None:
    system = FakeSystem()

    said = linux(tmp_path, system).uninstall()

    assert said == "Nothing is installed; nudges come while the app is open."
    assert system.ran == []


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "systemd").write_text("in the way", encoding="utf-8")

    with pytest.raises(AutostartError, match="could not be written"):
        linux(tmp_path, FakeSystem()).install()


def test_a_path_with_a_line_break_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    autostart = linux(tmp_path, FakeSystem(), [*COMMAND, "/home/ana\nExecStart=/bin/evil"])

    with pytest.raises(AutostartError, match="control character"):
        autostart.install()

    assert list(tmp_path.iterdir()) == []


# the command


@pytest.mark.skipif(sys.platform == "win32", reason="there is no env")
def test_the_command_carries_the_home_and_what_only_this_shell_was_told() -> None:
    told = {"RITUALS_TZ": "Europe/Berlin", "XDG_DATA_HOME": "/data", "PATH": "/bin"}

    with_home = nudge_command(Path("/our home"), "/bin/python", told)
    without = nudge_command(None, "/bin/python", told)
    plain = nudge_command(None, "/bin/python", {"RITUALS_TZ": "Mars/Olympus"})

    run = ["/bin/python", "-P", "-m", "rituals", "nudge", "run"]
    assert with_home == ["/usr/bin/env", "RITUALS_TZ=Europe/Berlin", *run, "--home", "/our home"]
    assert without == ["/usr/bin/env", "XDG_DATA_HOME=/data", "RITUALS_TZ=Europe/Berlin", *run]
    assert plain == ["/usr/bin/env", *run]


# systemd


def test_systemd_is_told_to_start_it_now_and_with_the_desktop(tmp_path: Path) -> None:
    system = FakeSystem()
    autostart = linux(tmp_path, system)

    autostart.install()
    installed = list(system.ran)
    autostart.uninstall()

    assert installed == [
        "systemctl --user is-active --quiet graphical-session.target",
        "systemctl --user daemon-reload",
        "systemctl --user enable rituals-nudges.service",
        "systemctl --user reset-failed rituals-nudges.service",
        "systemctl --user restart rituals-nudges.service",
    ]
    assert system.ran[5:] == [
        "systemctl --user disable --now rituals-nudges.service",
        "systemctl --user daemon-reload",
        "systemctl --user reset-failed rituals-nudges.service",
    ]


def test_a_link_that_systemd_left_behind_goes_too_even_where_no_systemd_answers(tmp_path: Path) -> None:
    system = FakeSystem()
    autostart = linux(tmp_path, system)
    autostart.install()
    link = tmp_path / "systemd" / "user" / "graphical-session.target.wants" / "rituals-nudges.service"
    link.parent.mkdir()
    link.symlink_to("../rituals-nudges.service")

    system.refuses = ("systemctl",)
    autostart.uninstall()

    assert not os.path.lexists(link)
    assert not autostart.is_installed


@pytest.mark.desktop
def test_systemd_itself_finds_the_unit_in_order_under_the_oddest_names(tmp_path: Path) -> None:
    need_programs("systemd-analyze")
    unit = tmp_path / "rituals-nudges.service"
    command = [COMMAND[0], an_odd_python(tmp_path), *COMMAND[2:]]
    unit.write_bytes(SystemdService(tmp_path, FakeSystem()).content(command))
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}

    checked = subprocess.run(
        ["systemd-analyze", "--user", "verify", unit], env=environment, capture_output=True, text=True, check=False
    )

    complaints = [line for line in checked.stderr.splitlines() if "rituals-nudges" in line]
    assert (checked.returncode, complaints) == (0, [])


def test_a_unit_says_the_words_of_the_command_and_belongs_to_the_desktop(tmp_path: Path) -> None:
    unit = SystemdService(tmp_path, FakeSystem()).content(COMMAND).decode()

    (line,) = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    words = [word.replace("%%", "%") for word in shlex.split(line.removeprefix("ExecStart="))]
    assert words == [f":{COMMAND[0]}", *COMMAND[1:]]
    assert "WantedBy=graphical-session.target" in unit


def test_a_unit_rests_after_a_few_starts_and_is_not_started_where_the_program_is_gone(tmp_path: Path) -> None:
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[method-assign,assignment]
    unit.read_string(SystemdService(tmp_path, FakeSystem()).content(COMMAND).decode())

    starts, within = unit.getint("Unit", "StartLimitBurst"), unit.getint("Unit", "StartLimitIntervalSec")
    longest_start = 30
    assert starts * (unit.getint("Service", "RestartSec") + longest_start) < within, "or the limit is never reached"
    assert unit["Service"]["Restart"] == "on-failure"
    assert unit["Service"]["RestartPreventExitStatus"] == "126 127"


# the autostart entry


def test_where_systemd_does_not_lead_the_desktop_there_is_an_entry_and_it_is_started(tmp_path: Path) -> None:
    system = FakeSystem("is-active")
    autostart = linux(tmp_path, system)

    autostart.install()

    entry = tmp_path / "autostart" / "rituals-nudges.desktop"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [entry]
    assert system.started == [(*COMMAND, "--while", str(entry))]


def test_there_is_only_ever_one_way(tmp_path: Path) -> None:
    linux(tmp_path, FakeSystem("is-active")).install()

    linux(tmp_path, FakeSystem()).install()

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["rituals-nudges.service"]


def exec_key(entry: bytes) -> str:
    """The Exec key as a desktop reads it: unescaped as a string, its field codes resolved."""
    (line,) = [line for line in entry.decode().splitlines() if line.startswith("Exec=")]
    return line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no sh")
def test_an_entry_says_the_words_of_the_command(tmp_path: Path) -> None:
    entry = DesktopEntry(tmp_path, FakeSystem()).content(COMMAND)

    said = subprocess.run(
        ["sh", "-c", f"printf '%s\\n' {exec_key(entry)}"], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert said == [*COMMAND, "--while", str(tmp_path / "autostart" / "rituals-nudges.desktop")]


@pytest.mark.desktop
def test_the_desktops_own_checker_finds_the_entry_in_order(tmp_path: Path) -> None:
    need_programs("desktop-file-validate")
    entry = tmp_path / "rituals-nudges.desktop"
    entry.write_bytes(DesktopEntry(tmp_path, FakeSystem()).content([COMMAND[0], an_odd_python(tmp_path), *COMMAND[2:]]))

    checked = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=False)

    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


# macOS and Windows


def test_an_agent_is_a_property_list_that_runs_the_command_at_login(tmp_path: Path) -> None:
    system = FakeSystem()

    LoginAutostart([LaunchAgent(tmp_path, 501, system)], COMMAND).install()

    path = tmp_path / "Library" / "LaunchAgents" / "org.rituals-tui.nudges.plist"
    agent = plistlib.loads(path.read_bytes())
    assert (agent["Label"], agent["ProgramArguments"], agent["RunAtLoad"]) == (path.stem, COMMAND, True)
    assert system.ran == [
        "launchctl bootout gui/501/org.rituals-tui.nudges",
        f"launchctl bootstrap gui/501 {path}",
    ]


def test_a_task_is_xml_that_runs_the_command_at_logon_for_as_long_as_it_likes(tmp_path: Path) -> None:
    system = FakeSystem()

    LoginAutostart([LogonTask(tmp_path, "HOME\\<ana>", system)], COMMAND).install()

    task = ElementTree.parse(tmp_path / "rituals-nudges.xml").getroot()
    program, arguments = (task.findtext(f".//{TASK}{name}") for name in ("Command", "Arguments"))
    assert [child.tag.removeprefix(TASK) for child in task] == [
        "RegistrationInfo",
        "Triggers",
        "Principals",
        "Settings",
        "Actions",
    ]
    assert task.findtext(f"{TASK}Triggers/{TASK}LogonTrigger/{TASK}UserId") == "HOME\\<ana>"
    assert task.findtext(f"{TASK}Settings/{TASK}ExecutionTimeLimit") == "PT0S"
    assert (program, arguments) == (COMMAND[0], subprocess.list2cmdline(COMMAND[1:]))
    assert system.ran == [
        f"schtasks /Create /F /TN rituals-nudges /XML {tmp_path / 'rituals-nudges.xml'}",
        "schtasks /Run /TN rituals-nudges",
    ]


# the system's tools


def test_a_tool_says_its_last_line(tmp_path: Path) -> None:
    code = "import sys; print('first', flush=True); sys.stderr.buffer.write(b'last \\xff'); sys.exit(3)"

    ran = RealSystem().run(sys.executable, "-c", code)
    missing = RealSystem().run(str(tmp_path / "systemctl"))

    assert ran == ToolResult(False, "last \N{REPLACEMENT CHARACTER}")
    assert missing == ToolResult(False, "No such file or directory")


@pytest.mark.skipif(sys.platform == "win32", reason="only a desktop entry is started by hand")
def test_what_is_started_leads_a_session_of_its_own(tmp_path: Path) -> None:
    code = "import os, sys; print(os.getsid(0) == os.getpid(), file=open(sys.argv[1] + '.new', 'w')); "
    code += "os.replace(sys.argv[1] + '.new', sys.argv[1])"
    answer = tmp_path / "answer"

    RealSystem().start(sys.executable, "-c", code, str(answer))

    os.wait()
    assert answer.read_text(encoding="utf-8") == "True\n"

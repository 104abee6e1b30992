"""Autostart on Windows: a scheduled task that starts at logon."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from rituals.adapters.autostart.system import System, must

TASK = "rituals-nudges"

_XML = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Nudges from rituals: a gentle word when one is due.</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>{user}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>3</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


class LogonTask:
    """A scheduled task; the file it was made from stays beside the settings, so that `LoginAutostart` can compare
    it."""

    name = "a logon task"
    is_sure = True

    def __init__(self, config: Path, user: str, system: System) -> None:
        self.path = config / f"{TASK}.xml"
        self.leftovers: tuple[Path, ...] = ()
        self._user = user
        self._system = system

    def is_possible(self) -> bool:
        return True

    def content(self, command: Sequence[str]) -> bytes:
        """The task's XML as schtasks reads it: UTF-16 with a byte order mark."""
        program, *arguments = command
        return _XML.format(
            user=escape(self._user), program=escape(program), arguments=escape(subprocess.list2cmdline(arguments))
        ).encode("utf-16")

    def begin(self, _command: Sequence[str]) -> None:
        """Register the task, replacing one of its name, and run it now."""
        must(self._system, "schtasks", "/Create", "/F", "/TN", TASK, "/XML", str(self.path))
        must(self._system, "schtasks", "/Run", "/TN", TASK)

    def end(self) -> None:
        self._system.run("schtasks", "/End", "/TN", TASK)
        self._system.run("schtasks", "/Delete", "/F", "/TN", TASK)

    def forget(self) -> None:
        """Nothing to do: a deleted task is gone."""

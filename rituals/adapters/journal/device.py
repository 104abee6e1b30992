"""The device id of this machine in a data folder: the file `device` holds a line for each machine that wrote there.

A line is an id and a mark of the machine, so that two machines never write one journal, even if the folder was copied
or travels between them.

    9b1f0c6d2e4a8b70 5f3ad9b2
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from rituals.adapters.journal.disk import Disk, make_folder, saving
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lock import FileLock
from rituals.core.model import DeviceId
from rituals.files import content_of

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
LONGEST_ID = 64
_ADOPTED = "adopted"  # no machine's mark
_LONG_ENOUGH = 16  # the placeholder in a system image, before its first boot, is shorter than any id


class Device(Struct, frozen=True):
    """The device id of this machine, and those of other machines that wrote in this copy of the folder."""

    id: DeviceId
    others: tuple[DeviceId, ...] = ()
    earlier: tuple[DeviceId, ...] = ()
    """Those of the others that this machine itself wrote as."""


class _Line(Struct, frozen=True):
    id: DeviceId
    mark: str = ""


def device_here(data: Path, machine: bytes | None = None) -> Device:
    """This machine's device in a folder, created on first use; if the folder can't be written, one for this run only.

    `machine` identifies the machine; by default the system's machine id. If it is empty, machines can't be told apart,
    and the device used last is used again.
    """
    machine = machine_id() if machine is None else machine
    path = data / "device"
    lines: Sequence[_Line] = ()
    with suppress(OSError):
        lines = _read(path)
        if _own(lines, machine) not in lines:
            lines = _rewritten(path, lambda written: _with_own(written, machine))
    own = _own(lines, machine)
    others = [line for line in lines if line.id != own.id]
    earlier = (line.id for line in others if machine and line.mark == _mark(line.id, machine))
    return Device(own.id, tuple(line.id for line in others), tuple(earlier))


def devices_in(data: Path) -> Sequence[DeviceId]:
    """The devices that a folder has had so far, this machine's and others'; none where that can't be read."""
    with suppress(OSError):
        return [line.id for line in _read(data / "device")]
    return []


def begin_new_device(data: Path, instead_of: DeviceId, machine: bytes | None = None) -> None:
    """Let this machine write as a new device from now on, unless it is another already; `StorageError` if the disk
    refuses."""
    machine = machine_id() if machine is None else machine
    name = os.urandom(8).hex()

    def change(lines: Sequence[_Line]) -> Sequence[_Line]:
        return [*lines, _Line(name, _mark(name, machine))] if _own(lines, machine).id == instead_of else lines

    with saving(data / "device"):
        _rewritten(data / "device", change)


def adopt_devices(data: Path, devices: Collection[DeviceId]) -> None:
    """Let these count among those that wrote in this copy of the folder, as it speaks for them from now on."""

    def change(lines: Sequence[_Line]) -> Sequence[_Line]:
        new = [_Line(device, _ADOPTED) for device in devices if all(line.id != device for line in lines)]
        return [*new, *lines]  # the last one is this machine's

    with saving(data / "device"):
        _rewritten(data / "device", change)


def machine_id() -> bytes:
    """An id of this machine that stays as long as its operating system; empty if there is none."""
    with suppress(OSError, AttributeError):
        identity = _HOW_TO_ASK.get(sys.platform, _from_files)()
        return identity if len(identity) >= _LONG_ENOUGH else b""
    return b""


def _read(path: Path) -> list[_Line]:
    """The valid lines; others are ignored."""
    try:
        words = [line.split(" ") for line in content_of(path).decode("ascii", "replace").splitlines()]
    except FileNotFoundError:
        return []
    return [_Line(*parts) for parts in words if len(parts) <= 2 and _is_id(parts[0])]


def _rewritten(path: Path, change: Callable[[Sequence[_Line]], Sequence[_Line]]) -> Sequence[_Line]:
    """The lines after a change that no other process sees half done."""
    make_folder(path.parent)
    with FileLock(path.with_name("device.lock")):
        lines = change(_read(path))
        content = "".join(f"{' '.join(filter(None, (line.id, line.mark)))}\n" for line in lines)
        JournalFile(path, Disk()).replace([content.encode()])
    return lines


def _is_id(word: str) -> bool:
    return word.isascii() and word.isalnum() and len(word) <= LONGEST_ID


def _own(lines: Sequence[_Line], machine: bytes) -> _Line:
    """This machine's line: one with its mark, one from before marks existed, or a new one."""
    for line in reversed(lines):
        if not machine or line.mark in ("", _mark(line.id, machine)):
            return replace(line, mark=line.mark or _mark(line.id, machine))
    name = os.urandom(8).hex()
    return _Line(name, _mark(name, machine))


def _with_own(lines: Sequence[_Line], machine: bytes) -> Sequence[_Line]:
    own = _own(lines, machine)
    return [*(line for line in lines if line.id != own.id), own]


def _mark(device: DeviceId, machine: bytes) -> str:
    """32 bits of the machine's id, salted with the device id: enough to tell a couple's machines apart, too few to
    identify one."""
    return f"{crc32(device.encode() + machine):08x}" if machine else ""


def _from_files() -> bytes:
    for path in MACHINE_IDS:
        with suppress(OSError):
            return path.read_bytes().strip()
    return b""


def _from_mac() -> bytes:
    """The hardware's UUID, by gethostuuid(3)."""
    from ctypes import CDLL, byref, c_char, c_long  # costly, and only a Mac needs it

    uuid, patience = (c_char * 16)(), (c_long * 2)(1, 0)
    return uuid.raw if CDLL(None).gethostuuid(byref(uuid), byref(patience)) == 0 else b""


def _from_windows() -> bytes:
    """The MachineGuid that Windows' setup wrote into the registry."""
    if sys.platform != "win32":
        return b""
    import winreg  # only there

    where = r"SOFTWARE\Microsoft\Cryptography"
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
        return str(winreg.QueryValueEx(key, "MachineGuid")[0]).encode()


_HOW_TO_ASK = {"darwin": _from_mac, "win32": _from_windows}

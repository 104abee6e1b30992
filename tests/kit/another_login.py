"""Folders and files that a login may not use: root, which is refused nothing, is another login meanwhile."""

from __future__ import annotations

import os
import signal
import socket
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from types import FrameType

NOBODY = 65534
IS_ROOT = sys.platform != "win32" and os.geteuid() == 0
WHY_NOT = (
    "Windows has no such modes"
    if sys.platform == "win32"
    else "root can't be another login for a while here"
    if IS_ROOT and sys.platform != "linux"
    else ""
)
"""Why nothing is refused to this process; empty where something can be."""


@contextmanager
def a_refused_login() -> Iterator[None]:
    """Be a login that can be refused something; only root is another one for that."""
    if sys.platform != "linux" or not IS_ROOT:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, 0)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        os.setgroups(groups)


@contextmanager
def folder_of_that_login() -> Iterator[Path]:
    """A folder that the refused login has to itself, at a place that it can reach."""
    with TemporaryDirectory(prefix="rituals-", dir="/tmp", ignore_cleanup_errors=True) as name:
        if sys.platform != "win32" and IS_ROOT:
            os.chown(name, NOBODY, NOBODY)
        yield Path(name)


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Fail where something waits for ever, as whoever opens a pipe does."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"it waits; {number} at {frame}")

    earlier = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _owned_by_root(path: Path) -> None:
    os.chown(path, 0, 0)
    path.chmod(0o700 if path.is_dir() else 0o600)


def _without(bits: int) -> Callable[[Path], None]:
    return lambda path: path.chmod((0o700 if path.is_dir() else 0o600) & ~bits)


def _other_kind(path: Path) -> None:
    was_folder = path.is_dir()
    _remove(path)
    if was_folder:
        path.write_bytes(b"in the way")
    else:
        path.mkdir()


def _pipe(path: Path) -> None:
    _remove(path)
    os.mkfifo(path)


def _socket(path: Path) -> None:
    _remove(path)
    here = Path.cwd()
    os.chdir(path.parent)  # its path may be too long
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


def _device(path: Path) -> None:
    _remove(path)
    path.symlink_to("/dev/zero")  # which has no end


def _circle(path: Path) -> None:
    _remove(path)
    path.symlink_to(path)


def _link_to_nothing(path: Path) -> None:
    _remove(path)
    path.symlink_to(path.with_name("gone"))


REFUSALS: Mapping[str, Callable[[Path], None]] = {
    **({"another login's": _owned_by_root} if IS_ROOT else {}),
    "unreadable": _without(stat.S_IRUSR),
    "unwritable": _without(stat.S_IWUSR),
    "closed": _without(stat.S_IRWXU),
    "not to be entered": _without(stat.S_IXUSR),
    "a file for a folder, or a folder for a file": _other_kind,
    "a pipe": _pipe,
    "a socket": _socket,
    "a device": _device,
    "a link in a circle": _circle,
    "a link to nothing": _link_to_nothing,
}
"""What may be wrong with a path, and how that is brought about."""

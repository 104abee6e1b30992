"""A real pseudo-terminal for the program to run in, driven by keys and read as text."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

DEADLINE = 30.0  # generous: machines are shared and slow; nothing waits longer than it must

ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:?<>=]*[ -/]*[@-~]|[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_=>])")


class Terminal:
    """Runs a program in a terminal of so many columns and rows; use it as a context manager."""

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        kind: str = "xterm-256color",
    ) -> None:
        self._argv = argv
        self._env = {**env, "TERM": kind, "COLORTERM": "truecolor"}
        self._size = struct.pack("HHHH", rows, columns, 0, 0)
        self.output = b""
        self.started = 0.0

    def __enter__(self) -> Terminal:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, self._size)
        os.set_blocking(self._master, False)  # a program that reads nothing must not stop whoever types
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            self._argv,
            env=self._env,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # the slave becomes the controlling terminal
        )
        os.close(slave)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(DEADLINE)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    @property
    def text(self) -> str:
        """Everything that was written, without escape sequences."""
        return ESCAPES.sub(b"", self.output).decode(errors="replace")

    @property
    def is_echoing(self) -> bool:
        """Whether the terminal shows what is typed, as a shell expects it."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def send(self, keys: str, charset: str = "utf-8") -> None:
        """Type something; a program that ended meanwhile takes no more of it."""
        left, ends = keys.encode(charset), time.monotonic() + DEADLINE
        while left and self.process.poll() is None:
            assert time.monotonic() < ends, f"the program takes no keys; the screen said:\n{self.text[-2000:]}"
            if select.select([], [self._master], [], 0.2)[1]:
                left = left[os.write(self._master, left) :]

    def read_on(self, *, seconds: float = 0.05) -> None:
        """Read until nothing was written for a moment."""
        before = -1
        while before != len(self.output):
            before = len(self.output)
            self._read_for(seconds)

    def mark(self) -> None:
        """Forget what was written so far, so that `wait_for` sees only what comes."""
        self._read_for(0.05)
        self.output = b""

    def wait_for(self, text: str, *, deadline: float = DEADLINE) -> float:
        """Read until a text shows; the seconds since the start."""
        ends = time.monotonic() + deadline
        while text not in self.text:
            if time.monotonic() > ends or not self._read_for(0.2, ends=ends):
                raise AssertionError(f"{text!r} did not show; the screen said:\n{self.text[-2000:]}")
        return time.perf_counter() - self.started

    def wait_until_taken(self) -> None:
        """Read until the program has the keys and the whole screen, and has drawn nothing on it yet."""
        while b"\x1b[?1049h" not in self.output:
            assert self._read_for(DEADLINE, ends=0), f"the program ended; the screen said:\n{self.text[-2000:]}"

    def wait_until_given_back(self) -> None:
        """Read until the program, which goes on to its end, has left the keys to the shell."""
        while not self.is_echoing:
            assert self._read_for(0.001, ends=0), f"the program ended; the screen said:\n{self.text[-2000:]}"

    def wait(self, *, deadline: float = DEADLINE) -> int:
        """Read until the program ends; its exit code."""
        ends = time.monotonic() + deadline
        while self.process.poll() is None:
            if time.monotonic() > ends:
                raise AssertionError(f"the program did not end; the screen said:\n{self.text[-2000:]}")
            self._read_for(0.1)
        while self._read_for(0.1, ends=ends):  # what it wrote last may come in pieces
            pass
        return self.process.returncode

    def signal(self, which: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(which)

    def _read_for(self, seconds: float, *, ends: float | None = None) -> bool:
        """Read what comes within some seconds; False once nothing can come any more."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return self.process.poll() is None or ends is None
        try:
            piece = os.read(self._master, 65536)
        except OSError:  # Linux says EIO once the other side is closed
            return False
        self.output += piece
        return bool(piece)


APP = [sys.executable, "-m", "tui"]

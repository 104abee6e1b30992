"""The app as textual-serve runs it: over two pipes."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from tests.kit.terminal import APP, DEADLINE, ESCAPES

PROTOCOL = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "COLUMNS": "100", "ROWS": "30"}
"""What textual-serve puts into the environment of an app."""


class Served:
    """An app that hands packets over pipes to whatever shows it on a page."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._output = b""

    @property
    def text(self) -> str:
        """Everything that it drew until now, without escape sequences."""
        drawn, left = b"", self._output.partition(b"__GANGLION__\n")[2]
        while len(left) >= 5:
            size = int.from_bytes(left[1:5], "big")
            drawn += left[5 : 5 + size] if left[:1] == b"D" else b""
            left = left[5 + size :]
        return ESCAPES.sub(b"", drawn).decode(errors="replace")

    def send(self, keys: str) -> None:
        """Type something."""
        assert self.process.stdin is not None
        typed = keys.encode()
        self.process.stdin.write(b"D" + len(typed).to_bytes(4, "big") + typed)
        self.process.stdin.flush()

    def wait_for(self, words: str) -> None:
        """Read until some words were drawn."""
        assert self.process.stdout is not None
        ends = time.monotonic() + DEADLINE
        while words not in self.text:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, ends - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 1 << 16) if ready else b""
            assert piece, f"{words!r} did not show; the page said:\n{self.text[-2000:]}"
            self._output += piece

    def wait(self) -> tuple[int, str]:
        """Its exit code, and what it said beside the page, once it has ended."""
        assert self.process.stderr is not None
        complaints = self.process.stderr.read().decode()
        return self.process.wait(DEADLINE), complaints

    def lose(self, *pipes: str) -> None:
        """Close pipes, as the end of whoever has their other ends does."""
        for name in pipes:
            getattr(self.process, name).close()


@contextmanager
def served(environment: Mapping[str, str], *words: str, program: Sequence[str] = APP) -> Iterator[Served]:
    """Run the app, or a program that does, as textual-serve runs one."""
    with subprocess.Popen(
        [*program, *words],
        env={**environment, **PROTOCOL},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield Served(process)
        finally:
            process.kill()

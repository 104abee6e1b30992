"""Opens a text in the user's editor, in a private temporary file that is always removed afterwards."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TypeAlias

from rituals.cli.shared.lookup import quoted
from rituals.errors import RitualsError
from rituals.exit import INTERRUPTED

_USUAL = ("sensible-editor", "nano", "vim", "vi", "notepad")
_STOPPING = ("SIGTERM", "SIGHUP")
_SIGNALLED = 128  # plus the signal's number, as shells have it

Handler: TypeAlias = Callable[[int, FrameType | None], None]


class EditorError(RitualsError):
    """The editor failed or was stopped; `text` is what its file held by then."""

    def __init__(self, sentence: str, text: str = "", exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.text = text
        self.exit_code = exit_code


def edited(text: str) -> str:
    """A text as it is after editing in $VISUAL, $EDITOR or a usual editor; `EditorError` where that fails."""
    command = _command()
    with TemporaryDirectory(prefix="rituals-", ignore_cleanup_errors=True) as folder:  # editors put copies beside it
        path = Path(folder) / "note.txt"
        path.touch(mode=0o600)
        path.write_text(f"{text}\n" if text else "", encoding="utf-8")
        exit_code = _run([*command, str(path)])
        content = path.read_bytes() if path.exists() else b""
    return _accepted_text(content, exit_code)


def _accepted_text(content: bytes, exit_code: int) -> str:
    """The text that was written; `EditorError` where the editor failed or did not save UTF-8."""
    try:
        written, is_text = _decoded(content), True
    except UnicodeDecodeError:
        written, is_text = content.decode("utf-8", "replace"), False
    if exit_code in (-signal.SIGINT, INTERRUPTED):
        raise EditorError("The editor was interrupted, so nothing was changed.", written, INTERRUPTED)
    if exit_code < 0:
        raise EditorError("The editor was stopped, so nothing was changed.", written, _SIGNALLED - exit_code)
    if exit_code:
        raise EditorError(f"The editor ended with a fault ({exit_code}), so nothing was changed.", written)
    if not is_text:
        raise EditorError("The editor did not save UTF-8 text. Set it to UTF-8 and try again.", written)
    return written


def _decoded(content: bytes) -> str:
    return content.decode("utf-8-sig").replace("\r\n", "\n").strip()


def _command() -> list[str]:
    """The editor and its options, as set in the environment, or a usual one that is installed."""
    command_text = next((setting for name in ("VISUAL", "EDITOR") if (setting := os.environ.get(name, "").strip())), "")
    try:
        command = shlex.split(command_text)
    except ValueError:
        raise EditorError(
            f"{quoted(command_text)} can't be read as a command. Set EDITOR to one such as “nano”."
        ) from None
    if command and which(command[0]) is None:
        raise EditorError(f"The editor {quoted(command[0])} isn't there. Set EDITOR to one that is.")
    command = command or [path for name in _USUAL if (path := which(name))][:1]
    if not command:
        raise EditorError("There is no editor here. Set EDITOR to one, or send the words through a pipe.")
    return command


def _run(command: Sequence[str]) -> int:
    """The editor's exit code; negative for a signal that ended it, or that this process was to end by meanwhile."""
    stopped: list[int] = []
    running: list[subprocess.Popen[bytes]] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)
        for editor in running:
            if len(stopped) == 1:
                editor.terminate()
            else:
                editor.kill()

    with _signals_handled({**dict.fromkeys(_STOPPING, stop), "SIGINT": _leave_it_to_the_editor}):
        try:
            running.append(subprocess.Popen(command))
        except OSError as problem:
            raise EditorError(f"The editor could not be started ({problem.strerror}). Set EDITOR to another.") from None
        if stopped:
            running[0].terminate()
        exit_code = running[0].wait()
    return -stopped[0] if stopped else exit_code


def _leave_it_to_the_editor(_number: int, _frame: FrameType | None) -> None:
    """Ignore ctrl+c here, as it reaches the editor as well and has a meaning of its own there."""


@contextmanager
def _signals_handled(handlers: Mapping[str, Handler]) -> Iterator[None]:
    """Handle these signals, as far as this system has them, in the block; child processes get the usual handlers."""
    available = {getattr(signal, name): handler for name, handler in handlers.items() if hasattr(signal, name)}
    previous = {number: signal.signal(number, handler) for number, handler in available.items()}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)

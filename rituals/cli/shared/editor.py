"""Opens words in the user's editor, in a private folder that whoever asked for it removes afterwards."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from shutil import which
from types import FrameType
from typing import TypeAlias

from rituals.core.text import SAVE_AS_UTF_8, quoted, words_in
from rituals.errors import RitualsError
from rituals.exit import ENDINGS, INTERRUPTED, SIGNALLED
from rituals.ports import EditorFolder

_USUAL = ("sensible-editor", "nano", "vim", "vi", "notepad")

Handler: TypeAlias = Callable[[int, FrameType | None], None]


class EditorError(RitualsError):
    """The editor failed or was stopped; its folder holds what was written by then."""

    def __init__(self, sentence: str, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


def edited(folder: EditorFolder, command: Sequence[str]) -> str:
    """The words in a folder as they are after editing; `EditorError` where that fails."""
    exit_code = _run([*command, str(folder.path)], folder.lock_handle)
    if exit_code in (-signal.SIGINT, INTERRUPTED):
        raise EditorError("The editor was interrupted, so nothing was changed.", INTERRUPTED)
    if exit_code < 0:
        raise EditorError("The editor was stopped, so nothing was changed.", SIGNALLED - exit_code)
    if exit_code:
        raise EditorError(f"The editor ended with a fault ({exit_code}), so nothing was changed.")
    try:
        return words_in(folder.content())
    except UnicodeDecodeError:
        raise EditorError(f"The editor did not save UTF-8 text. {SAVE_AS_UTF_8}") from None


def editor_command() -> list[str]:
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


def _run(command: Sequence[str], lock_handle: int) -> int:
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

    with _signals_handled({**dict.fromkeys(ENDINGS, stop), "SIGINT": _leave_it_to_the_editor}):
        try:
            inherited = () if sys.platform == "win32" else (lock_handle,)  # it may outlive this process, and hold on
            running.append(subprocess.Popen(command, pass_fds=inherited))
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

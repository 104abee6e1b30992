"""Files and folders as another login or an accident leaves them: nothing here waits for a pipe or reads for ever."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from rituals.core.text import text_in

OWNER_ONLY = 0o600
NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
"""The flag with which a link in a file's place is refused."""
_AT_ONCE: int = getattr(os, "O_NONBLOCK", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)
LARGEST_CATALOGUE, LARGEST_SETTINGS = 1 << 20, 1 << 16
"""How many bytes a file of TOML may have: those of some thousand rituals, and of far more settings than there
are."""
MOST_DOTS = 100
"""How many dots may stand on one line of TOML outside of texts and comments, where they divide keys: tomllib takes
minutes and gigabytes for a key with a hundred thousand."""
_UNIX_END = r"(?<!\r)\n"
_TEXTS = (
    r"#[^\n]*"
    r'|"""(?:[^\\]|\\.)*?(?:"""|\Z)'
    r"|'{3}.*?(?:'{3}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*"?'
    r"|'[^'\n]*'?"
)
"""Comments and texts; one without an end goes to the end, so that no other is looked for within it."""


def is_there(path: Path) -> bool:
    """Whether this login sees such a path; `Path.exists` raises where it may not look, before Python 3.14."""
    return os.path.exists(path)  # noqa: PTH110 - as above


def is_folder(path: Path) -> bool:
    """Whether this login sees such a folder; `Path.is_dir` raises where it may not look, before Python 3.14."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


def is_mounted(path: Path) -> bool:
    """Whether this login sees a disk mounted there; `Path.is_mount` raises where it may not look, up to Python 3.13."""
    return os.path.ismount(path)


def surely_folder(path: Path) -> bool:
    """Whether there is such a folder; `OSError` where this login may not look."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def homed(command: Sequence[str]) -> Sequence[str]:
    """A command with the home folder in place of `~/` before a word of it, as no shell puts it there."""
    return [str(Path(word).expanduser()) if word.startswith("~/") else word for word in command]


def open_file(path: Path, flags: int) -> int:
    """Open a file, a new one for its owner only; `OSError` also where a pipe, a socket or a device is in its place."""
    handle = os.open(path, flags | _AT_ONCE | _BINARY, OWNER_ONLY)
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return handle
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, "it is no file", str(path))


def content_of(path: Path, most: int = -1) -> bytes:
    """What is in a file, or its first `most` bytes; `OSError` where it can't be read, or is none."""
    with os.fdopen(open_file(path, os.O_RDONLY), "rb") as file:
        return file.read(most)


class TooLargeError(ValueError):
    """Says what a file of TOML is: larger than it may be."""


def toml_text(path: Path, largest: int) -> str:
    """The text of a file of TOML; `OSError` where it can't be read, `ValueError` where it is too large or no text.

    TOML knows no line that ends in a lone carriage return, as some editors offer it.
    """
    content = content_of(path, largest + 1)
    if len(content) > largest:
        raise TooLargeError(f"larger than {largest >> 10} kB")
    return re.sub(r"\r(?!\n)", "\n", text_in(content))


def toml_tables(text: str) -> dict[str, Any]:
    """The tables in a text of TOML; `ValueError` says why it is no TOML, or why it is not read."""
    import tomllib  # only where there is such a file

    deepest = max(line.count(".") for line in re.sub(_TEXTS, "", text, flags=re.DOTALL).split("\n"))
    if deepest > MOST_DOTS:
        raise ValueError(f"{deepest:,} dots stand on one line")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def write_over(file: Path, text: str) -> None:
    """Replace a file atomically, readable by its owner only, and wait until it is on the disk; where all lines in it
    ended as on Windows, all do again."""
    import tempfile  # only to write

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError, ValueError):
        text = _ending_alike(text, text_in(content_of(file)))
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # 0600 from the start
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def _ending_alike(text: str, earlier: str) -> str:
    are_alike = "\r\n" in earlier and not re.search(_UNIX_END, earlier)
    return re.sub(_UNIX_END, "\r\n", text) if are_alike else text

"""Files named on the command line: written whole and readable by this user only, and read up to a limit."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from rituals.cli.shared.lookup import quoted
from rituals.errors import StorageError, UsageError


def is_there(path: Path, *, folder: bool = False) -> bool:
    """Whether there is such a file, or such a folder; False for a name that is longer than the system allows."""
    try:
        return path.is_dir() if folder else path.exists()
    except OSError:
        return False


def write_file(path: Path, text: str, *, force: bool) -> None:
    """Write a whole file, readable by this user only; where that fails, what was there before is unchanged."""
    draft: Path | None = None
    try:
        if path.exists() and not force:
            name = quoted(str(path))
            raise UsageError(f"{name} is there already. Choose another name, or add --force to write over it.")
        with NamedTemporaryFile(  # of mode 0600
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".rituals-", delete=False
        ) as file:
            draft = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as problem:
        raise StorageError(
            f"{quoted(str(path))} could not be written ({problem.strerror}). Try another place."
        ) from None
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)  # it is still there if anything went wrong, ctrl+c included


def read_bounded(path: Path, *, most: int) -> bytes:
    """The content of a file of at most `most` bytes; `UsageError` where it is larger or can't be read."""
    name = quoted(str(path))
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{name} is no file that can be read. Name one that rituals export wrote.")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as problem:
        raise UsageError(f"{name} can't be read ({problem.strerror}). Name a file that rituals export wrote.") from None
    if len(content) > most:
        raise UsageError(f"{name} is larger than any export. Name a file that rituals export wrote.")
    return content

"""Files named on the command line: their content up to a limit."""

from __future__ import annotations

from pathlib import Path

from rituals.cli.shared.lookup import quoted
from rituals.errors import UsageError


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

"""Files named on the command line: their content up to a limit, and what lies beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from pathlib import Path

from rituals.cli.shared.lookup import quoted
from rituals.core.exchange.foreign import ImportSource
from rituals.errors import UsageError
from rituals.files import content_of, is_folder, is_there
from rituals.ports import ImportFormat

LARGEST = 256 * 2**20
"""Bytes that any file may have; a hundred years of evenings take less."""
_INSTEAD = "rituals help formats says which files can be brought in."


def read_source(path: Path, formats: Sequence[ImportFormat], today: date, zone: tzinfo) -> ImportSource:
    """A file to import, or a folder that holds one, with the files that a format asks for beside it; `UsageError` where
    it is too large or can't be read."""
    folder = path if is_folder(path) else path.parent
    names = {name.replace("*", path.name): name for form in formats for name in form.beside}
    beside = {
        label: content_of(folder / name, LARGEST)
        for name, label in names.items()
        if name != path.name and is_there(folder / name) and (folder / name).is_file()
    }
    if folder == path:
        if not beside:
            raise UsageError(f"{quoted(str(path))} is a folder in which nothing can be brought in. {_INSTEAD}")
        return ImportSource(b"", today, zone, beside)
    return ImportSource(_read_bounded(path), today, zone, beside)


def _read_bounded(path: Path) -> bytes:
    name = quoted(str(path))
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{name} is no file that can be read. {_INSTEAD}")
        content = content_of(path, LARGEST + 1)
    except OSError as problem:
        raise UsageError(f"{name} can't be read ({problem.strerror}). Name another file.") from None
    if len(content) > LARGEST:
        raise UsageError(f"{name} is larger than anything that can be brought in. {_INSTEAD}")
    return content

"""Files to import as they lie on the disk: their content up to a limit, and what lies beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from pathlib import Path

from rituals.core.exchange.foreign import ImportSource
from rituals.core.text import printable
from rituals.errors import Remedy, UsageError
from rituals.files import content_of, is_folder, is_there
from rituals.ports import ImportFormat

LARGEST_IMPORT = 256 * 2**20
"""Bytes that any file may have; a hundred years of evenings take less."""


def read_source(path: Path, formats: Sequence[ImportFormat], today: date, zone: tzinfo) -> ImportSource:
    """A file to import, or a folder that holds one, with the files that a format asks for beside it; `UsageError` where
    it is too large or can't be read."""
    folder = path if is_folder(path) else path.parent
    names = {name.replace("*", path.name): name for form in formats for name in form.beside}
    beside = {
        label: _read_bounded(folder / name)
        for name, label in names.items()
        if name != path.name and is_there(folder / name) and (folder / name).is_file()
    }
    if folder == path:
        if not beside:
            raise UsageError(f"{_quoted(path)} is a folder in which nothing can be brought in.", Remedy.LIST_FORMATS)
        return ImportSource(b"", today, zone, beside)
    return ImportSource(_read_bounded(path), today, zone, beside)


def _read_bounded(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{_quoted(path)} is no file that can be read.", Remedy.LIST_FORMATS)
        content = content_of(path, LARGEST_IMPORT + 1)
    except OSError as problem:
        raise UsageError(f"{_quoted(path)} can't be read ({problem.strerror}). Name another file.") from None
    if len(content) > LARGEST_IMPORT:
        raise UsageError(f"{_quoted(path)} is larger than anything that can be brought in.", Remedy.LIST_FORMATS)
    return content


def _quoted(path: Path) -> str:
    return f"“{printable(str(path))}”"

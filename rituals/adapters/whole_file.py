"""A file that is written whole or not at all, readable by this user only."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from rituals.core.text import printable
from rituals.errors import Remedy, StorageError, UsageError
from rituals.files import OWNER_ONLY

_QUOTED = 120


def write_file(path: Path, text: str, *, force: bool = False, mode: int = OWNER_ONLY) -> None:
    """Write a whole file, readable by this user only unless `mode` lets others; where that fails, what was there before
    is unchanged.

    `UsageError` where there is a file of that name already, unless `force` says to write over it.
    """
    draft: Path | None = None
    name = str(path)
    quoted = f"“{printable(name if len(name) <= _QUOTED else name[:_QUOTED] + '…')}”"
    try:
        if path.exists() and not force:
            raise UsageError(f"{quoted} is there already.", Remedy.WRITE_ELSEWHERE)
        with NamedTemporaryFile(  # of mode 0600
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".rituals-", delete=False
        ) as file:
            draft = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if mode != OWNER_ONLY:
            draft.chmod(mode)
        draft.replace(path)
    except FileNotFoundError:
        raise StorageError(f"There is no folder for {quoted}. Try another place.") from None
    except OSError as problem:
        raise StorageError(f"{quoted} could not be written ({problem.strerror}). Try another place.") from None
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)  # it is still there if anything went wrong, ctrl+c included

"""A path that somebody typed."""

from __future__ import annotations

import os
from pathlib import Path

from rituals.core.text import is_control
from rituals.errors import UsageError


def named_path(text: str, what: str) -> Path:
    """The path in full; `UsageError` where a text can't be one. `what` is meant by it, such as “A folder”."""
    if not text.strip() or any(map(is_control, text)):
        raise UsageError(f"{what} goes by a path in plain text. Give one.")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise UsageError(f"{text} names a login that isn't on this machine. Give the path in full.") from None
    except FileNotFoundError:
        raise UsageError(f"{text} begins in a folder that is gone. Give it in full, from {os.sep} on.") from None

"""Which files of a folder are looked at, in whatever way."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_ASKING = ("stat", "lstat", "access", "open", "listdir", "scandir", "readlink", "mkdir", "replace", "rename", "unlink")


def touched_below(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows by each path of a folder that is looked at, opened or changed from now on."""
    touched: list[str] = []

    def watched(ask: Callable[..., Any]) -> Callable[..., Any]:
        def ask_and_note(path: Any = ".", *words: Any, **named: Any) -> Any:
            if isinstance(path, str | bytes | os.PathLike) and Path(os.fsdecode(path)).is_relative_to(folder):
                touched.append(os.fsdecode(path))
            return ask(path, *words, **named)

        return ask_and_note

    for name in _ASKING:
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    for module in (builtins, io):
        monkeypatch.setattr(module, "open", watched(io.open))
    return touched

"""What a key is, and what Textual makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """A key, what it does in a word or two, and a sentence on it; `hint` is for the foot, `over_all` for dialogs."""

    id: str
    keys: str
    action: str
    label: str
    tip: str
    hint: bool = True
    shown_as: str = ""
    over_all: bool = False

    @property
    def first(self) -> str:
        return self.keys.split(",")[0]

    @property
    def face(self) -> str:
        """The key as people call it."""
        return self.shown_as or self.first


def once_each(keys: Iterable[Key]) -> list[Key]:
    """The keys without those that stand in an earlier table already."""
    first: dict[str, Key] = {}
    for key in keys:
        first.setdefault(key.first, key)
    return list(first.values())


BindingList = list[Binding | tuple[str, str] | tuple[str, str, str]]


def bindings(keys: Iterable[Key]) -> BindingList:
    """Textual's bindings for some keys."""
    return [Binding(k.keys, k.action, k.label, False, k.face, k.over_all, k.tip, id=k.id) for k in keys]

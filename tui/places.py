"""Where the screens live; each is imported when it is first opened, for the first picture waits for none but Today."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from tui.screens.room import Room

ROOMS: Mapping[str, str] = {
    "rituals": "rituals:RitualsScreen",
    "rhythm": "rhythm:RhythmScreen",
    "jar": "jar:JarScreen",
    "talk": "talk:TalkScreen",
    "check-in": "checkin:CheckinScreen",
}
"""The rooms beside Today, each with a key of its own anywhere: a module of `tui.screens`, and the class in it."""


def screen_at(place: str) -> type[Room]:
    """The screen that lives in a place; it takes the house."""
    module, _, name = place.partition(":")
    return cast("type[Room]", getattr(import_module(f"tui.screens.{module}"), name))

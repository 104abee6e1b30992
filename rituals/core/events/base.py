"""The base classes of events."""

from __future__ import annotations

from rituals.core.model import Explained


class Event(Explained, frozen=True, tag_field="kind", tag=str, omit_defaults=True, gc=False):
    """A fact that was recorded; its tag in JSON is its kind."""


class LocalEvent(Event, frozen=True):
    """An event that stays on this machine."""

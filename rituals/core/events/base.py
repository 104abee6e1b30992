"""The roots of events."""

from __future__ import annotations

from rituals.core.model import Explained


class Event(Explained, frozen=True, tag_field="kind", tag=str, omit_defaults=True, gc=False):
    """A bare fact, told by its kind."""


class LocalEvent(Event, frozen=True):
    """What only this machine remembers."""

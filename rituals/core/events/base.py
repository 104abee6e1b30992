"""The base classes of events."""

from typing import ClassVar

from rituals.core.model import Explained


class Event(Explained, frozen=True, tag_field="kind", tag=str, omit_defaults=True, gc=False):
    """A fact that was recorded; its tag in JSON is its kind, and what people wrote stands in its `text_fields`."""

    text_fields: ClassVar[tuple[str, ...]] = ()


class LocalEvent(Event, frozen=True):
    """An event that stays on this machine."""

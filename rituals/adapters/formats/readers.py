"""The formats of other programs that can be imported, one row each, in the order in which they are asked."""

from __future__ import annotations

from rituals.ports import ImportFormat

FOREIGN_FORMATS: tuple[ImportFormat, ...] = ()

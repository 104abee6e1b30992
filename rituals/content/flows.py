"""What the catalogue says about safety, and where help can be had."""

from __future__ import annotations

from msgspec import Struct


class Safety(Struct, frozen=True):
    """The words before what assumes that both feel safe, and those of the page with helplines."""

    gate: str
    key_hint: str
    device_hint: str
    emergency: str
    gate_covers: tuple[str, ...]


class Help(Struct, frozen=True):
    """A helpline: whom it serves, and whether its number was read on its own or a government's page."""

    region: str
    name: str
    contact: str
    serves: str
    checked: str

    @property
    def is_everywhere(self) -> bool:
        """Whether it stands for wherever no line is listed."""
        return self.region == "*"

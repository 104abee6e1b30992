"""A line for a passphrase, which nobody can read on the screen or take elsewhere."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Input

DOTS = {"unicode": "•", "ascii": "*"}


class PassphraseField(Input):
    """Shows a dot for each sign that is typed or pasted, and copies nothing of it."""

    DEFAULT_CSS = """
    PassphraseField { background: $surface; }
    PassphraseField:focus { background: $panel; }
    """

    def __init__(
        self,
        signs: str,
        *,
        id: str | None = None,  # noqa: A002 - as Textual calls it
        classes: str | None = None,
    ) -> None:
        """`signs` is which to draw: `unicode` or `ascii`."""
        super().__init__(password=True, compact=True, select_on_focus=False, id=id, classes=classes)
        self._dot = DOTS[signs]

    @property
    def _value(self) -> Text:
        return Text(self._dot * len(self.value), no_wrap=True, overflow="ignore", end="")

    async def action_submit(self) -> None:
        """Submit it; what is typed next takes its place, as nobody sees what there would be to change."""
        await super().action_submit()
        self.action_select_all()

    def action_copy(self) -> None:
        """Copy nothing, as a clipboard is read by every program."""

    def action_cut(self) -> None:
        """Take the selection out, and copy nothing."""
        self.delete_selection()

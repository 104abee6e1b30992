"""The form's line on what nudges show on a lock screen: the very sentence, and whether it bears the name."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.rituals.form_model import LockScreenPreview
from tui.shared.choice import Choice

LABEL = "On the lock screen"
_NAMED, _UNNAMED = "named", "unnamed"
_OPTIONS = ((_NAMED, "its name"), (_UNNAMED, "no name"))


class LockScreenLine(Vertical):
    """Follows what is suggested for the ritual until somebody chooses; then it holds the choice."""

    def __init__(self, discreet: bool | None) -> None:
        super().__init__()
        self.discreet = discreet
        self._suggested = ""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field-line"):
            yield Static(LABEL, classes="field-label")
            yield Choice(_OPTIONS, _UNNAMED if self.discreet else _NAMED)
        yield Static(classes="field-hint")

    def show(self, preview: LockScreenPreview) -> None:
        """Show the sentence; where nobody has chosen, also what is suggested."""
        self.query_one(".field-hint", Static).update(Content(preview.words))
        if self.discreet is None:
            self._suggested = _UNNAMED if preview.is_unnamed else _NAMED
            self.query_one(Choice).choose(self._suggested)

    def on_choice_changed(self) -> None:
        """Keep what a person chose; what is only suggested is no choice."""
        chosen = self.query_one(Choice).chosen
        if self.discreet is not None or chosen != self._suggested:
            self.discreet = chosen == _UNNAMED

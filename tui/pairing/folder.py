"""The page that asks for the couple's folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from math import inf
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input

from rituals.errors import UsageError
from rituals.service.pairing import PairingService
from tui.pairing.step import PairingStep
from tui.shared.guided.step import TypedStep

EXAMPLE = "~/Sync/ours"
NO_SUCH_PLACE = "There is no such place. Name a folder that is there."
NOTHING_TYPED = f"Type where the folder is, such as {EXAMPLE}."


class FolderPage(PairingStep, TypedStep):
    """Reads a path, from the own folder on if it begins nowhere else, and looks whether one can be paired there."""

    seen_since: float = -inf
    """A path may be typed before the page can be seen."""

    def come_in_sight(self) -> None:
        """Stay as it is."""

    def look_into(self, pairing: PairingService, place: Path) -> Sequence[str]:
        """Raise `RitualsError` if one can't be paired in a folder, else give what that does, as far as it is known."""
        raise NotImplementedError

    def answers(self) -> Iterable[Widget]:
        yield Input(self.way.typed_place, placeholder=f"such as {EXAMPLE}", classes="name path", select_on_focus=False)

    def work(self) -> None:
        """Look whether one can be paired there."""
        typed = self.typed
        if not typed:
            raise UsageError(NOTHING_TYPED)
        try:
            place = Path.home() / Path(typed).expanduser()
        except (RuntimeError, OSError):  # ~somebody, who has no folder here
            raise UsageError(NO_SUCH_PLACE) from None
        self.way.typed_place = typed
        look = partial(self.look_into, self.pairing, place)
        self.read(f"Looking into {place}", look, partial(self._take, place))

    def _take(self, place: Path, preview: Sequence[str]) -> None:
        if place != self.way.place:
            self.way.invitation = None
        self.way.place, self.way.preview = place, preview
        self.go_on()

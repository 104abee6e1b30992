"""Words from elsewhere bring no escape sequence to the terminal, whichever page or field they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rituals.core.text import is_control
from tests.kit.app import make_app
from tests.kit.guests import SEEN, fill_with_guests
from tests.kit.saving import session_in
from tests.kit.walks import BY_KEYBOARD, WORDS, Walker
from tui.app import RitualsApp

STYLES = re.compile(r"\x1b\[[0-9;:]*m")
FIELDS: Sequence[Sequence[str]] = (
    ("end", "n"),
    ("space", "u"),
    ("2", "enter", "e"),
    ("2", "G", "enter", "e"),
    ("2", "slash", "w"),
    ("3", "enter"),
    ("4", "down", "e"),
    ("4", "slash", "t"),
    ("o",),
    ("ctrl+p", f"{WORDS}sea"),
    ("comma", "enter", "enter"),
)
"""Keys from Today on that lead to what stands in a field, or is said about it."""


class Reader(Walker):
    """Looks at what the terminal is sent for each page on the way."""

    def __init__(self, pilot: Pilot[None], app: RitualsApp) -> None:
        super().__init__(pilot, app)
        self.pages: set[str] = set()
        self.fields: set[str] = set()

    async def look(self) -> None:
        await super().look()
        screen = self.app.screen
        sent = STYLES.sub("", "".join(strip.render(self.app.console) for strip in screen._compositor.render_strips()))
        assert not any(map(is_control, sent)), f"{sent!r} on {screen}"
        if SEEN in sent:
            self.pages.add(type(screen).__name__)
        typed = [*(field.value for field in screen.query(Input)), *(area.text for area in screen.query(TextArea))]
        self.fields |= {words.split()[0] for words in typed if SEEN in words}


async def test_no_page_and_no_field_sends_the_terminal_a_sequence_from_elsewhere(tmp_path: Path, full: bool) -> None:
    fill_with_guests(tmp_path)
    app = make_app(session_in(tmp_path))

    async with app.run_test(size=(120, 60)) as pilot:
        reader = Reader(pilot, app)
        await reader.look()
        for steps in (*FIELDS, *(BY_KEYBOARD if full else ())):
            await reader.press(*steps)
            await reader.return_to_today()
            assert reader.is_back, steps

    assert reader.fields >= {"Walk", "after", "Thank", "Ana"}

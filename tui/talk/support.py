"""Where help can be had: can be opened from everywhere, records nothing, and leaves at once for Today."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.keys import Key, bindings
from tui.shared.transient_screen import TransientScreen
from tui.shared.wrapped import WrappedText
from tui.talk import present
from tui.talk.keys import CARE_FIRST, SUPPORT


class SupportScreen(HeedsOnSight, TransientScreen):
    """Reads only the catalogue, and writes nothing; an Enter that was meant for the page before does not leave it."""

    KEYS: ClassVar[tuple[Key, ...]] = SUPPORT
    BINDINGS = bindings(SUPPORT)
    CSS_PATH = "flow.tcss"
    TITLE = "Support"
    PURPOSE = "Where help can be had; nothing about this visit is saved."

    def contents(self) -> Iterable[Widget]:
        yield VerticalScroll(
            WrappedText(partial(present.support_lines, self.session.catalogue, self.session.help_country)), id="said"
        )

    def on_mount(self) -> None:
        self.query_one("#said").focus()

    def action_scroll(self, step: int) -> None:
        self.query_one("#said", VerticalScroll).scroll_relative(y=3 * step, animate=False)

    async def action_leave(self) -> None:
        """Switch to Today in one screen update, closing every screen below this one."""
        app = self.app
        with app.batch_update():
            while len(app.screen_stack) > 1:
                app.pop_screen()
            await app.run_action("app.room('today')")


class CarePage(SupportScreen):
    """The same page, where a choice in a talk leads to it and the talk goes on afterwards."""

    KEYS = CARE_FIRST
    BINDINGS = bindings(CARE_FIRST)

    def action_onward(self) -> None:
        self.dismiss()

"""The line to find notes by, over the jar's list."""

from __future__ import annotations

from textual.widgets import Input

from tui.jar.list import JarList
from tui.shared.find_line import FindLine
from tui.shared.keys import FIND, bindings


class JarFind(FindLine):
    """Posts `Sought` at each letter; enter moves the focus to the jar's list."""

    KEYS = FIND
    BINDINGS = bindings(FIND)

    def action_found(self) -> None:
        self.screen.query_one(JarList).focus()
        if not self.query_one(Input).value.strip():
            self.remove()

    async def action_all_again(self) -> None:
        self.screen.query_one(JarList).focus()
        self.post_message(self.Sought(""))
        await self.remove()

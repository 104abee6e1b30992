"""Leaving a line under a note of the jar's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rituals.core.jar.commands import why_no_reply
from rituals.core.jar.words import answered_words
from rituals.core.model import Appreciation
from rituals.core.phrases import person_name
from tui.jar.list import JarList
from tui.shared.screen import AppScreen
from tui.shared.text import Link

if TYPE_CHECKING:
    from tui.jar.reply_line import ReplyLine


class Replying:
    """Asks for a line under a note, and keeps it."""

    def __init__(self, screen: AppScreen) -> None:
        self._screen = screen
        self._service = screen.service

    def why_not(self, note: Appreciation) -> str:
        """Why the person at the keyboard may not leave a line under a note; empty where they may."""
        service = self._service
        return why_no_reply(service.state, note, by=service.seated.id, today=service.today())

    def links(self, note: Appreciation) -> tuple[Link, ...]:
        """The link to do so, where they may."""
        return () if self.why_not(note) else (Link("change reply" if note.reply else "reply", "reply"),)

    def ask(self, note: Appreciation) -> None:
        """Open an input for the line, beginning with the one that is there."""
        from tui.jar.reply_line import ReplyLine  # on first use, as an input costs most of all

        if not self._screen.query(ReplyLine):
            writer = person_name(note.by, self._service.state.people)
            self._screen.mount(ReplyLine(note, writer), before=self._screen.toast)

    async def keep(self, message: ReplyLine.Answered) -> None:
        """Keep the line; where that fails, the input stays with its text."""
        text, back_to_list = message.text, self._screen.query_one(JarList).focus
        if text is None:
            await self._screen.query("ReplyLine").remove()
            back_to_list()
            return
        self._screen.run_reporting(
            lambda: answered_words(self._service.jar.answer(message.note, text)),
            then=back_to_list,
            part=self._screen.query_one("ReplyLine"),
        )

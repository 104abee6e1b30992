"""The app's part in taking back, and in taking words off the disk: the two keys, and the backups afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import events, work

from rituals.errors import BusyError, RitualsError
from rituals.session import Session
from rituals.waiting import at_once
from tui.crash import DiscreetApp
from tui.shared.dispatch.held import HoldingApp
from tui.shared.keys import ERASE_WORDS
from tui.shared.remedies import in_app
from tui.shared.toast import NOTHING_TO_ERASE, Toast, after_erasing_words


class ErasingApp(HoldingApp, DiscreetApp):
    """An app on a couple's session that takes back and erases at a key, and what backups hold of it off the keys."""

    def __init__(self, session: Session, finish_erasing: Callable[[], None]) -> None:
        """`finish_erasing` takes what was erased out of the backups; `RitualsError` where the disk refuses."""
        super().__init__()
        self.session = session
        self._finish_erasing = finish_erasing
        self._is_at_backups = False
        """Whether that was begun, be it refused; it is tried again whenever what is wrong is looked for."""

    async def on_event(self, event: events.Event) -> None:
        """Let any key but its own end the offer to erase, in its turn among those that came in one read."""
        if event.is_forwarded or self._is_typed_away(event):  # forwarded, it has come back from the screen
            self._end_offer(event)
        await super().on_event(event)
        if not event.is_forwarded:
            self._end_offer(event)  # one over all has done what it does, and goes no further

    def _is_typed_away(self, event: events.Event) -> bool:
        """Whether a key stays with an input, as a letter."""
        if not isinstance(event, events.Key) or self.focused is None:
            return False
        return self.focused.check_consume_key(event.key, event.character)

    def _end_offer(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key != ERASE_WORDS.first and self.session.service.latest:
            self.session.service.latest = ()
            self.end_offers()

    def end_offers(self) -> None:
        """Show no offer to erase that holds no more."""
        for screen in self.screen_stack:
            for toast in screen.walk_children(Toast):  # without matching selectors, as each key asks
                toast.end_offer()

    def action_undo(self) -> None:
        """Take back the latest thing done here."""
        from rituals.core.rituals.undo_words import undone_words  # on first use, as the pages are

        service, asking = self.session.service, self.session.question_text
        left: list[str] = []

        def undo() -> str:
            taken_back = service.undo(asking)
            left.extend(in_app(error) for error in taken_back.passed_over[:1])
            today, seated = service.today(), service.seated.id
            words = undone_words(taken_back.records, service.state, today=today, asking=asking, seated=seated)
            return " ".join([words, *left])

        self.run_reporting(undo, lambda words: self.say(words, needs_doing=bool(left)), about="what you undo")

    def action_erase_words(self) -> None:
        """Take the words that were just taken back off the disk."""
        self.run_reporting(self._erased)

    def _erased(self) -> str:
        has_erased = self.session.service.erasing.erase_taken_back()
        return after_erasing_words(self.session) if has_erased else NOTHING_TO_ERASE

    def erase_from_backups(self) -> None:
        """Take what was erased out of the backups, if that is still to be done; a disk that refuses is told of once."""
        if not self.session.is_erasing:
            self._is_at_backups = False
        elif not self._is_at_backups:
            self._is_at_backups = True
            self._rewrite_backups()

    @work(group="erasing")
    async def _rewrite_backups(self) -> None:
        try:
            await asyncio.to_thread(at_once, self._finish_erasing)
        except RitualsError as error:
            if isinstance(error.__cause__, BusyError):
                self._is_at_backups = False  # whoever is at them takes it out, or the next look does
            else:
                self.say(in_app(error), needs_doing=True)

"""How private a page is, at its end; and the lock, which is offered there once."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from rituals.core.checkin.words import privacy_words, whose_page_words
from rituals.core.exchange.locking_words import offer_words
from rituals.core.model import Person
from rituals.session import Session
from tui.shared.keys import LOCK_OFFER
from tui.shared.text import linked

SHARED_BY = 2


class PrivacyLine(Static):
    """Says whose page it is, and whether it is locked; with `may_offer`, two who share a login are offered a lock, each
    once on this machine, and nothing of it is said again."""

    def __init__(self, session: Session, person: Person, *, says_whose: bool = True, may_offer: bool = True) -> None:
        super().__init__(classes="fine-print")
        self._private = session.service.private(person.id)
        self._person = person
        self._says_whose = says_whose
        self._offers = may_offer and len(session.residents()) >= SHARED_BY and self._private.offers_lock()

    @property
    def is_offering(self) -> bool:
        """Whether the lock is offered here now."""
        return self._offers and not self._private.has_lock_set

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        """Show how it is now."""
        whose = [whose_page_words(self._person)] if self._says_whose else []
        private = privacy_words(self._person, is_locked=self._private.has_lock_set, names_lock=not self.is_offering)
        lines = [Content(" ".join([*whose, private]))]
        if self.is_offering:
            lines.append(linked(f"{LOCK_OFFER.face}  {offer_words(self._person)}", "screen.set_lock"))
        self.update(Content("\n").join(lines))

    async def take_up(self) -> None:
        """Go where these pages are locked, if that is offered."""
        if self.is_offering:
            await self.app.run_action(f"app.page('private-pages', {self._person.id!r})")

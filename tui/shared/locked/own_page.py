"""One person's private page, which turns into a locked one and back as they lock and open it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from rituals.core.model import Person
from rituals.core.text import printable
from rituals.errors import KeyGoneError, LockedError, RitualsError, StorageError
from rituals.service.private import PrivateService
from rituals.session import Session
from tui.shared.dispatch.held import holding
from tui.shared.frame.navigation_line import NavigationLine
from tui.shared.keys import LOCK_OFFER, Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.locked.opening_field import OpeningField
from tui.shared.locked.passphrase_field import PassphraseField
from tui.shared.locked.privacy_line import PrivacyLine
from tui.shared.private_screen import PrivateScreen
from tui.shared.remedies import in_app
from tui.shared.text import HIDDEN

LOCKED = "This page is {0}'s alone. {0} has locked it."


class OwnPage(PrivateScreen):
    """Subclasses give `own_contents` and `show_own` in place of `contents` and `show`, for while it can be read.
    Where a lock is offered on it, it has a key for that."""

    BINDINGS = bindings((LOCK_OFFER,))
    WHILE_LOCKED: ClassVar[frozenset[str]] = frozenset()
    """The page's own actions that read nothing, and so are done while it is locked as well."""

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(session)
        self._person = person
        self._parts: Sequence[Widget] = ()
        self._stands_locked = False

    @property
    def private(self) -> PrivateService:
        """The private log that the page shows."""
        return self.service.private(self._person.id)

    def own_contents(self) -> Iterable[Widget]:
        """The page's own widgets."""
        raise NotImplementedError

    def show_own(self) -> None:
        """Show the current state on them."""
        raise NotImplementedError

    def lines_while_locked(self) -> Iterable[Line]:
        """What can be chosen on the page while it is locked."""
        return ()

    def locked_words(self) -> str:
        """What is said of the page while it is locked."""
        return LOCKED.format(printable(self._person.name))

    def own_rows(self) -> Iterable[Widget]:
        """What is on its list, if it has one."""
        return ()

    def contents(self) -> Iterable[Widget]:
        self._stands_locked, self._parts = self.private.is_locked, ()
        if not self._stands_locked:
            try:
                self._parts = list(self.own_contents())
            except LockedError:  # by another process, this moment
                self._stands_locked = True
        if self._stands_locked:
            self._parts = list(self._locked_contents())
        return self._parts

    def _locked_contents(self) -> Iterable[Widget]:
        yield Static(Content(self.locked_words()), classes="prose")
        yield Static(HIDDEN[self.signs], classes="prose")
        yield OpeningField(self.private, self.signs)
        lines = list(self.lines_while_locked())
        below = Lines(*lines)
        below.can_focus = bool(lines)
        yield below

    def on_mount(self) -> None:
        self._stand()

    def on_screen_resume(self) -> None:
        for line in self.query(PrivacyLine):
            line.show()

    @property
    def _offers_lock(self) -> bool:
        return any(line.is_offering for line in self.query(PrivacyLine))

    def keys_here(self) -> Sequence[Key]:
        return [*super().keys_here(), *([LOCK_OFFER] if self._offers_lock else [])]

    async def action_set_lock(self) -> None:
        """Go where these pages are locked, if that is offered here."""
        for line in self.query(PrivacyLine):
            await line.take_up()

    def show(self) -> None:
        """Show the current state, or that it is locked."""
        if self._is_left or self._has_closed_for_good():
            return
        if self.private.is_locked != self._stands_locked:
            self._hide()  # at once, and not when there is time for what takes its place
            self.call_later(self._turn)
        elif self._stands_locked:
            self.show_top()
            below, lines = self.query_one(Lines), list(self.lines_while_locked())
            if len(lines) != len(below.lines):
                below.can_focus = bool(lines)
                self.call_later(below.lay_out, lines)
        else:
            with suppress(LockedError):  # by another process, this moment; the next look shows it
                self.show_own()

    def _hide(self) -> None:
        for part in self._parts:
            part.display = False

    def _has_closed_for_good(self) -> bool:
        """Whether nothing opens it any more: then it closes, and that is said on the page beneath."""
        try:
            _ = self.private.is_locked or self.private.now
        except KeyGoneError as error:
            self._hide()
            if not isinstance(self.focused, Input) or isinstance(self.focused, PassphraseField):
                self.dismiss()  # else once what is being written was let go
            self.app.call_later(holding(self).say, in_app(error), needs_doing=True)
            return True
        except StorageError:  # what is known can be shown
            return False
        return False

    async def lay_out_rows(self) -> None:
        """Lay out the list anew, unless it is locked meanwhile, which the next look shows."""
        with suppress(LockedError):
            await self.query_one(Lines).lay_out(self.own_rows())

    async def _turn(self) -> None:
        """Let what is hidden make room for what can be shown now, and leave what is being written."""
        if self._has_closed_for_good():
            return
        if self.private.is_locked == self._stands_locked:
            for part in self._parts:
                part.display = True
            return
        async with self.batch():
            await self.remove_children(self._parts)
            await self.mount_all(self.contents(), after=self.query_one(NavigationLine))
        if not isinstance(self.focused, Input):
            self._stand()
        self.show()

    def _stand(self) -> None:
        if self._stands_locked:
            self.query_one(OpeningField).field.focus()
            self.query_one(Lines).point_at(None)
        else:
            self.focus_first()

    def on_opening_field_opened(self, message: OpeningField.Opened) -> None:
        """Show what is opened, here and wherever it is shown."""
        message.stop()
        message.hold(self.private, self.toast)
        try:
            _ = self.private.now
        except RitualsError as error:  # what it says is what helps
            if lock := self.private.lock:
                lock.close()
            self._urge(error)
            return
        self.run_reporting(self._look_anew)
        holding(self).show()

    def _look_anew(self) -> None:
        self.service.refresh()

    def working(self, keys: Iterable[Key]) -> list[Key]:
        """The keys that do something, that to what stands below only where there is some."""
        has_below = any(lines.can_focus for lines in self.query(Lines))
        return [key for key in super().working(keys) if has_below or key.id != "below"]

    def forget(self) -> None:
        """Let go of what is typed to open it, as the page is left."""
        for field in self.query(OpeningField):
            field.forget()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse what would read the page while it is locked, and a lock that is not offered."""
        if action == "set_lock" and not self._offers_lock:
            return False
        own = {key.action.partition("(")[0] for key in self.KEYS if not key.action.startswith("app.")}
        if self._stands_locked and action in own - self.WHILE_LOCKED:
            return False
        return super().check_action(action, parameters)

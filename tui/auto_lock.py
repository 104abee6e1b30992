"""The app's part in private pages that are locked: when those that are open here lock again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual import events

from rituals.core.model import PersonId
from tui.shared.keys import Key
from tui.shared.toast import Toast
from tui.suspending import SuspendingApp, has_shell

if TYPE_CHECKING:
    from rituals.service.private import PrivateService

LOOK_AT_LOCKS_SECONDS = 0.5
IDLE_SECONDS = 600
ASLEEP = timedelta(seconds=60)
"""The clock goes on by so much between two looks only where the machine slept."""
ARE_LOCKED = "The private pages are locked."
LOCK_PAGES = Key("lock-pages", "", "app.lock_pages", "lock pages", "Lock private pages, wherever they are open.")
LOCKS_TOO = "Where help can be had, and private pages lock; esc goes to Today."

_TOUCHES = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)


class AutoLockApp(SuspendingApp):
    """An app that closes what its people opened once nobody is there, or somebody else is."""

    _touched_at = 0.0
    _was_idle = False
    _looked_at: datetime | None = None
    _sitting: PersonId = ""
    _locked: Set[PersonId] | None = None

    def on_mount(self) -> None:
        self._touched_at = self.monotonic()
        self._sitting = self.session.service.seated.id
        self.session.service.subscribe(self._look_at_change)
        self.call_after_refresh(self.look_at_locks)
        self.set_interval(LOOK_AT_LOCKS_SECONDS, self.look_at_locks)

    def monotonic(self) -> float:
        """Seconds on a clock that nobody sets."""
        return time.monotonic()

    async def on_event(self, event: events.Event) -> None:
        """Count the time since the latest key or click, and let none find a page open that is locked."""
        if isinstance(event, _TOUCHES) and not event.is_forwarded:
            self.look_at_locks()
            self._touched_at = self.monotonic()
        await super().on_event(event)

    def look_at_locks(self) -> None:
        """Lock what is open once nobody was there for long, or the machine slept, and show what another process locked
        or what was opened."""
        now = self.session.clock.now()
        has_slept = self._looked_at is not None and now - self._looked_at > ASLEEP
        self._looked_at = now
        is_idle = self.monotonic() - self._touched_at >= IDLE_SECONDS
        has_gone, self._was_idle = is_idle and not self._was_idle, is_idle
        if has_slept or has_gone:
            self.close_locks()
        else:
            self._show_locks()

    def _show_locks(self) -> None:
        locked = {private.person for private in self._privates if private.is_locked}
        before, self._locked = self._locked, locked
        if before is None or locked == before:
            return
        if locked - before:
            self._clear_toasts()
        self.show()

    def close_locks(self) -> None:
        """Lock everybody's private pages in this process, and let go of what is typed to open some."""
        locks = [private.lock for private in self._privates if private.lock is not None and private.lock.is_set]
        if not locks:
            return
        from tui.locks.step import LockStep  # all as nobody asks for it where there is no lock
        from tui.shared.locked.opening_field import OpeningField
        from tui.shared.locked.passphrase_field import PassphraseField

        for lock in locks:
            if lock.is_open:
                lock.close()
        for screen in self.screen_stack:
            if isinstance(screen, LockStep):
                screen.way.opener = None
            for field in screen.query(OpeningField):
                field.forget()
            for line in screen.query(PassphraseField):
                line.value = ""
        self._show_locks()

    def with_locks(self, keys: Iterable[Key]) -> list[Key]:
        """The keys that do something anywhere, with what they do about locks where anybody has one."""
        if not any(private.lock is not None and private.lock.is_set for private in self._privates):
            return [*keys]
        return [*(key._replace(tip=LOCKS_TOO) if key.id == "support" else key for key in keys), LOCK_PAGES]

    def action_lock_pages(self) -> None:
        """Lock everybody's private pages, in whatever process they are open."""
        self.close_locks()
        self.run_reporting(self._close_everywhere)

    def _close_everywhere(self) -> str:
        locks = [private.lock for private in self._privates if private.lock is not None and private.lock.is_set]
        for lock in locks:
            lock.close_everywhere()
        return ARE_LOCKED if locks else ""

    def action_suspend_process(self) -> None:
        """Lock what is open before the terminal is given back."""
        if has_shell():
            self.close_locks()
        super().action_suspend_process()

    def _look_at_change(self) -> None:
        """Lock what is open as somebody else takes the seat, and see what was opened here this moment."""
        seated = self.session.service.seated.id
        if seated != self._sitting:
            self._sitting = seated
            self.close_locks()
        else:
            self._show_locks()

    @property
    def _privates(self) -> list[PrivateService]:
        service = self.session.service
        return [service.private(person.id) for person in service.everyone]

    def _clear_toasts(self) -> None:
        """Take away what was said, as there may be private words in it."""
        for screen in (screen for stack in self._screen_stacks.values() for screen in stack):
            for toast in screen.query(Toast):
                toast.clear()

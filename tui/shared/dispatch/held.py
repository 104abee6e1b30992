"""What is asked for while another process holds the files: it waits, is tried again, and is done once that lets go."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from rituals.errors import BusyError, RitualsError, StillOnDiskError
from tui.shared.dispatch.answered_once import is_gone
from tui.shared.remedies import in_app
from tui.shared.toast import NEEDS_DOING_SECONDS

TRY_AGAIN_SECONDS = 0.25
A_MOMENT = 0.03  # seconds, in which most that others write is written
TOLD_AGAIN_AFTER = NEEDS_DOING_SECONDS / TRY_AGAIN_SECONDS
WAITS = BusyError("This waits, as another rituals is using your files; it is not saved yet.")


class Intent(NamedTuple):
    """What was asked for on a page."""

    do: Callable[[], str | None]
    """Does it, and gives a sentence that says so, if one is wanted."""
    page: Screen[Any]
    say: Callable[[str], object]
    """Shows that sentence."""
    refuse: Callable[[RitualsError], object]
    """Shows that it waits, why it can't be done, or that it is done but not off the disk yet."""
    then: Callable[[], object] | None = None
    """What follows there once it is done. What has that is the answer of the page, or of a `part` of it: it is held
    once, and let go with that."""
    part: Widget | None = None
    """Taken away once it is answered."""
    about: str = ""
    """What it is about, for whoever wants to close the app."""


class HoldingApp(App[None]):
    """Part of an app: it holds what can't be done yet, in the order in which it was asked for."""

    _trying: Timer | None = None
    _tries = 0
    _has_warned = False

    @cached_property
    def _held(self) -> deque[Intent]:
        return deque()

    def say(self, words: str, *, needs_doing: bool = False) -> None:
        """Say something wherever it is seen now."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the current state wherever it is seen."""
        raise NotImplementedError

    def run_reporting(
        self, do: Callable[[], str | None], say: Callable[[str], object] | None = None, *, about: str = ""
    ) -> None:
        """Run `do` and `say` its sentence wherever it is seen, as that of its `RitualsError`."""
        self.do_or_hold(Intent(do, self.screen, say or self.say, self._urge, about=about))

    def _urge(self, error: RitualsError) -> None:
        self.say(in_app(error), needs_doing=True)

    def do_or_hold(self, intent: Intent) -> None:
        """Do it, or hold it where another process is busy with the files."""
        if self._held or not self._is_settled(intent):
            self._hold(intent)

    def is_waiting(self, about: str) -> bool:
        """Whether something about this is held."""
        return any(intent.about == about for intent in self._held)

    def try_held(self) -> None:
        """Do what is held, until another process is busy again."""
        while self._held:
            intent = self._held.popleft()
            if not self._is_let_go(intent) and not self._is_settled(intent):
                self._held.appendleft(intent)
                self._tries += 1
                if self._tries % TOLD_AGAIN_AFTER == 0:
                    self._refuse(self._held[-1], WAITS)
                return
        if self._trying is not None:
            self._trying.stop()
            self._trying = None
        self.show()

    @property
    def unsaved(self) -> str:
        """A sentence that names what is held; "" where nothing is."""
        held = [intent for intent in self._held if not self._is_let_go(intent)]
        if not held:
            return ""
        names = list(dict.fromkeys(intent.about for intent in held if intent.about))
        if others := sum(not intent.about for intent in held):
            names.append(f"{others} more" if names else "1 thing" if others == 1 else f"{others} things")
        return f"Not saved yet: {', '.join(names)}. Another rituals is using your files."

    def may_close(self) -> bool:
        """Whether nothing is held; else that is said, once."""
        if not self.unsaved or self._has_warned:
            return True
        self._has_warned = True
        self.set_timer(NEEDS_DOING_SECONDS, self._forget_warning)
        self.say(f"{self.unsaved} q again closes without.", needs_doing=True)
        return False

    def _forget_warning(self) -> None:
        self._has_warned = False

    def _hold(self, intent: Intent) -> None:
        for other in list(self._held):
            if None not in (intent.then, other.then) and (other.page, other.part) == (intent.page, intent.part):
                self._held.remove(other)
        self._held.append(intent)
        self._has_warned = False
        if not self.is_running:
            return
        self.show()
        self._refuse(intent, WAITS)
        if self._trying is None:
            self._tries = 0
            self._trying = self.set_interval(TRY_AGAIN_SECONDS, self.try_held)
            self.set_timer(A_MOMENT, self.try_held)

    def _is_let_go(self, intent: Intent) -> bool:
        """Whether what it was the answer of is gone."""
        is_closed = not any(intent.page in stack for stack in self._screen_stacks.values())
        return intent.then is not None and (is_closed or is_gone(intent.part))

    def _is_settled(self, intent: Intent) -> bool:
        """Do it or refuse it; False if that has to wait."""
        try:
            words = intent.do() or ""
        except BusyError:
            return False
        except StillOnDiskError as error:  # it is done, as far as a page shows it
            self._go_on(intent)
            self._refuse(intent, error)
        except RitualsError as error:
            self._refuse(intent, error)
        else:
            self._go_on(intent)
            if self._is_in_sight(intent):
                intent.say(words)
            elif words:
                self.say(words)
        return True

    def _go_on(self, intent: Intent) -> None:
        if intent.part is not None:
            intent.part.remove()
        if intent.then is not None:
            intent.then()

    def _refuse(self, intent: Intent, error: RitualsError) -> None:
        if self._is_in_sight(intent):
            intent.refuse(error)
        else:
            self._urge(error)

    def _is_in_sight(self, intent: Intent) -> bool:
        """Whether the page where it was asked for is still there to say something."""
        return intent.page in self.screen_stack


def holding(node: Widget) -> HoldingApp:
    """The app of a page."""
    assert isinstance(node.app, HoldingApp)
    return node.app

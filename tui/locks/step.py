"""The base of the pages on the way to a lock, and what was answered there; nothing of it outlives the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import ClassVar, Protocol, TypeVar, cast

from textual.app import App

from rituals.core.exchange.locking_words import NOTHING_CHANGED
from rituals.core.model import Person
from rituals.core.text import printable
from rituals.errors import RitualsError
from rituals.service.private import PrivateService
from rituals.session import Session
from tui.locks.keys import LOCK_DONE
from tui.shared.guided.step import StepPage
from tui.shared.keys import bindings
from tui.shared.private_screen import PrivateScreen
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen

GOES_ON = "It goes on by itself; leave rituals open for a moment."
Done = TypeVar("Done")


class _LooksAtLocks(Protocol):
    """What is needed of the app."""

    def look_at_locks(self) -> None: ...


@dataclass
class WayToLock:
    """Whose pages it is about, the pages that ask, and what was typed or made so far."""

    person: Person
    steps: Sequence[type[LockStep]]
    to_set: object = field(default=None, repr=False)
    """The lock that is to be set, with its twelve words."""
    words: str = field(default="", repr=False)
    opener: object = field(default=None, repr=False)
    """What opens the pages, once that was typed."""
    is_wrong: bool = False
    """Whether another word was typed than the one that was asked."""
    told: str = ""
    """What their person has to know besides, as it was seen when they were opened."""
    done: Sequence[str] = ()
    """What was done, in sentences."""


class LockStep(StepPage, PrivateScreen):
    """One question; nobody else takes the seat meanwhile."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*StepPage.CSS_PATH, "locking.tcss"]
    IS_GUIDED = True
    TITLE = "private pages"

    def __init__(self, session: Session, way: WayToLock, place: int = 0) -> None:
        super().__init__(session, place)
        self.way = way
        self.is_changing = False

    def page_name(self) -> str:
        return f"{printable(self.way.person.name)} · {self.TITLE}"

    def page_at(self, place: int) -> LockStep:
        return self.way.steps[place](self.session, self.way, place)

    def turn_to(self, place: int) -> None:
        """Turn to the page at a place, unless another page was put before this one, as to hide it."""
        if self.is_in_front:
            super().turn_to(place)

    @property
    def is_in_front(self) -> bool:
        """Whether no other page, and no dialog, lies over it."""
        return self.app.screen is self

    @property
    def private(self) -> PrivateService:
        """What is private of whom it is about."""
        return self.service.private(self.way.person.id)

    def action_leave(self) -> None:
        """Go back, and say there that nothing was changed, or that what was begun goes on."""
        self.close_saying(GOES_ON if self.is_changing else "" if self.way.done else NOTHING_CHANGED)

    def close_saying(self, words: str) -> None:
        """Close the page, and say something on the one beneath."""
        self.dismiss()
        self.app.call_later(_say, self.app, words)

    def change(self, doing: str, do: Callable[[], Done], then: Callable[[Done], None]) -> None:
        """Change something on a thread, which goes on where the page is left; `then` is called in any case, and says
        in `way.done` what was done."""
        app, self.is_changing = self.app, True

        async def finish(outcome: Done | RitualsError) -> None:
            self.is_changing = False
            is_left = not self.is_in_front
            if isinstance(outcome, RitualsError):
                words = in_app(outcome)
                _say(app, words, needs_doing=True) if is_left else self.tell(words)
                return
            then(outcome)
            cast("_LooksAtLocks", app).look_at_locks()  # which clears what was said before
            if is_left:
                _say(app, " ".join(self.way.done))
            elif self.way.done:
                self.go_on()

        self.at_work.begin(doing, do, finish)

    def hold(self, opener: object) -> None:
        """Open the pages here, as their person just typed what opens them; not where they went away meanwhile."""
        if self.is_in_front:
            self.private.lock_here.hold(opener)


class DonePage(LockStep):
    """Says what was done."""

    KEYS = LOCK_DONE
    BINDINGS = bindings(LOCK_DONE)
    PURPOSE = "What was done with the lock."
    ONWARD = "Back"

    def question(self) -> str:
        return self.way.done[0]

    def said(self) -> str:
        return "\n".join([*self.way.done[1:], *filter(None, [self.way.told])])

    def go_on(self) -> None:
        """Close the page."""
        self.dismiss()


def _say(app: App[None], words: str, *, needs_doing: bool = False) -> None:
    if words and isinstance(app.screen, AppScreen):
        app.screen.toast.show(words, needs_doing=needs_doing)

"""The last page before anything is changed: what will happen, and yes or no."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Protocol, cast

from textual.app import App

from rituals.config import load_settings
from rituals.core.phrases import joined_names
from rituals.core.text import printable
from rituals.errors import RitualsError
from tui.pairing.people import lives_here, others_of
from tui.pairing.step import PairingStep
from tui.shared.guided.keys import AGREEING
from tui.shared.guided.step import WorkingStep
from tui.shared.keys import bindings
from tui.shared.remedies import in_app

GOES_ON = "It goes on if you leave this page."
WHO_JOINS = "Whoever you give the twelve words to can join; they come next."


class _Speaker(Protocol):
    """What is needed of the app."""

    def say(self, words: str, *, needs_doing: bool = False) -> None: ...


class AgreePage(PairingStep, WorkingStep):
    """Says what will happen, in sentences."""

    KEYS = AGREEING
    BINDINGS = bindings(AGREEING)
    PURPOSE = "What will happen, before it does."

    def show_words(self, words: str) -> None:
        """Go on to the twelve words."""
        self.way.words = words
        self.go_on()


class BeginPage(AgreePage):
    """Begins in the folder, and goes on to the twelve words."""

    ONWARD: ClassVar[str] = "Begin"

    def question(self) -> str:
        return f"Begin in {printable(str(self.way.place))}?"

    def said(self) -> str:
        return "\n".join([*self.way.preview, WHO_JOINS])

    def work(self) -> None:
        """Begin."""
        assert self.way.place is not None
        begin = partial(self.pairing.begin, self.way.place)
        self.read("Beginning", begin, self.show_words)


class JoinPage(AgreePage):
    """Joins, and shows Today once all is there."""

    ONWARD: ClassVar[str] = "Join"

    def question(self) -> str:
        return f"Join {joined_names(self.way.opened.people_there)}?"

    def said(self) -> str:
        return "\n".join(self.way.opened.preview(self.way.agreement()))

    def work(self) -> None:
        """Join."""
        pairing, way = self.pairing, self.way
        join = partial(pairing.join, way.opened, way.agreement())
        self.at_work.begin(f"Joining. {GOES_ON}", join, partial(self._finish, self.app))

    async def _finish(self, app: App[None], outcome: RitualsError | None) -> None:
        """Use what is there now, also where the page was left meanwhile."""
        is_left = self.is_closed
        if isinstance(outcome, RitualsError):
            if is_left:
                cast("_Speaker", app).say(in_app(outcome), needs_doing=True)
            else:
                self.tell(in_app(outcome))
            return
        if not is_left:
            await self.app.run_action("app.room('today')")
        self.run_reporting(self._settled, cast("_Speaker", app).say)

    def _settled(self) -> str:
        self.session.settings = load_settings(self.session.places.settings)
        self.service.refresh()
        if not self.way.opened.couple.is_joined_before:
            others = [person.id for person in others_of(self.way) if lives_here(self.way, person.id)]
            self.session.save_residents([self.service.seated.id, *others])
        return f"Joined: {joined_names(self.service.couple)}. What you do here shows there, and the other way round."

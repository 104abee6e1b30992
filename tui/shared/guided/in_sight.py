"""Screens that are answered, and heed no key and no click that came before they could be seen."""

from __future__ import annotations

from math import inf

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import Screen

from tui.shared.keys import ANYWHERE
from tui.shared.screen import AppScreen

_OVER_ALL = {name for key in ANYWHERE if key.over_all for name in key.keys.split(",")}


class HeedsOnSight:
    """Part of a screen: what was typed or clicked faster than it shows is not meant for it."""

    seen_since: float = inf
    """Since when it can be seen, by the clock that stamps keys and clicks."""

    leads_on: bool = False
    """Whether its answer leads to where what was typed behind it is meant for."""

    @property
    def is_in_sight(self) -> bool:
        """Whether what is laid out now is drawn, or about to be."""
        return self.seen_since < inf

    def come_in_sight(self) -> None:
        """Heed keys and clicks from now on, as what is laid out is about to be drawn."""
        self.seen_since = Message().time

    def go_out_of_sight(self) -> None:
        """Heed no key and no click until something else is laid out."""
        self.seen_since = inf

    def on_mount(self) -> None:
        self.come_in_sight()


class HeedingApp(App[None]):
    """Part of an app: it drops keys that are older than the page they would answer, and clicks that are older than any
    page, and nothing else."""

    _started_at = inf
    """Since when no key can have been typed before the terminal was told to hand keys over as they are."""

    _back_since = -inf
    """Since when the page is in front on which an answered one lay."""

    _in_front_since = -inf
    """Since when the screen in front is that."""

    async def on_event(self, event: events.Event) -> None:
        """Drop a key or a click that is older than the page that it would answer."""
        if isinstance(event, events.InputEvent) and self._is_out_of_date(event):
            return
        if isinstance(event, events.Key) and event.key in {"enter", "ctrl+j"} and event.time < self._started_at:
            if any(isinstance(screen, AppScreen) and screen.TAKES_AN_ANSWER for screen in self.screen_stack[-1:]):
                return  # nobody has seen what it would answer
            event = events.Key("enter", "\r")  # which a terminal makes a new line until it is told not to
        await super().on_event(event)

    def on_mount(self) -> None:
        self.call_after_refresh(self._have_started)
        self.screen_change_signal.subscribe(self, self._come_in_front, immediate=True)

    def _come_in_front(self, _: Screen[object]) -> None:
        self._in_front_since = Message().time

    def _have_started(self) -> None:
        self._started_at = Message().time

    def _is_out_of_date(self, event: events.InputEvent) -> bool:
        if isinstance(event, events.Key) and event.key in _OVER_ALL:
            return False
        if isinstance(event, events.MouseEvent) and event.time < self._in_front_since:
            return True  # it was aimed at what lay there before
        fronts = (screen for screen in self.screen_stack[-1:] if isinstance(screen, HeedsOnSight))
        return event.time < max([self._back_since, *(screen.seen_since for screen in fronts)])

    def heed_from_now_on(self) -> None:
        """Heed nothing that was typed or clicked before, as what it was meant for is not in front any more."""
        self._back_since = Message().time

    def pop_screen(self) -> AwaitComplete:
        """Close the top screen; what was typed for one that is answered is not meant for the one beneath it."""
        is_answered = isinstance(self.screen, HeedsOnSight) and not self.screen.leads_on
        popped = super().pop_screen()
        if is_answered:
            self.heed_from_now_on()
        return popped

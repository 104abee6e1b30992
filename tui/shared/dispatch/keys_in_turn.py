"""Keys and clicks that come faster than the screen follows: each goes where the one before it led."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property, partial

from textual import events
from textual.app import App
from textual.errors import NoWidget
from textual.message_pump import MessagePump
from textual.widget import Widget

_Typed = events.Key | events.Paste | events.MouseDown | events.MouseUp
PATIENCE_SECONDS = 2
"""How long a key waits for the one before it at most, whatever that one set off."""


class KeysInTurn(App[None]):
    """Part of an app: it deals with one key or click at a time, where Textual hands all that came in one read to
    whatever had the focus then, so that the first letters of a note would act on the page below."""

    _turn = 0
    _is_taken = False

    @cached_property
    def _waiting(self) -> deque[_Typed]:
        return deque()

    @property
    def has_keys_waiting(self) -> bool:
        """Whether keys were typed, or clicks made, that had no turn yet."""
        return bool(self._waiting)

    def let_be_once(self, key: str) -> None:
        """Let a key that was pressed several times at once, and had its turn, be pressed once."""
        while self._waiting and getattr(self._waiting[0], "key", "") == key:
            self._waiting.popleft()

    async def on_event(self, event: events.Event) -> None:
        """Deal with a key or a click now, or let it wait for its turn."""
        if event.is_forwarded or not isinstance(event, _Typed):
            await super().on_event(event)
            return
        self._waiting.append(event)
        if not self._is_taken:
            await self._deal_with_next()
        elif len(self._waiting) == 1:
            self._be_patient()

    async def _deal_with_next(self) -> None:
        """Deal with the keys that wait, up to the first that may lead elsewhere; a letter in a field does not."""
        while self._waiting and not self._is_taken:
            event = self._in_one_line(self._waiting.popleft())
            if not self._is_written(event):
                self._turn += 1
                self._is_taken = True
                if self._waiting:
                    self._be_patient()
            way = self._place_of(event).ancestors_with_self
            try:
                await super().on_event(event)
            finally:
                if self._is_taken:
                    self._go_up(way, self._turn)

    def _place_of(self, event: _Typed) -> Widget:
        """Where a key or a click goes first."""
        if isinstance(event, events.MouseEvent):
            with suppress(NoWidget):
                return self.get_widget_at(event.x, event.y)[0]
        return self.focused or self.screen

    def _in_one_line(self, event: _Typed) -> _Typed:
        """A paste into a field of one line with blanks between its lines, where Textual's own keeps the first alone."""
        if not isinstance(event, events.Paste):
            return event
        from textual.widgets import Input  # on first use: an input costs the first picture more than the rest

        lines = [line for line in event.text.splitlines() if line.strip()]
        return events.Paste(" ".join(lines)) if isinstance(self.focused, Input) else event

    def _is_written(self, event: _Typed) -> bool:
        if self.focused is None or isinstance(event, events.MouseEvent):
            return False
        return isinstance(event, events.Paste) or self.focused.check_consume_key(event.key, event.character)

    def _be_patient(self) -> None:
        self.set_timer(PATIENCE_SECONDS, partial(self._next, self._turn))

    def _go_up(self, way: Sequence[MessagePump], turn: int, *, is_second: bool = False) -> None:
        """Wait for each node on the way of a key to deal with what is in its queue; a second time for what that set
        off, and for the screen to show it, if another key waits."""
        for place, node in enumerate(way):
            if node.call_later(self._go_up, way[place + 1 :], turn, is_second=is_second):
                return
        if turn != self._turn:
            return
        if not self._waiting:
            self._is_taken = False
        elif not is_second:
            self._go_up((self.focused or self.screen).ancestors_with_self, turn, is_second=True)
        else:
            self.screen.call_after_refresh(self.call_later, self._next, turn)

    async def _next(self, turn: int) -> None:
        if turn == self._turn:
            self._is_taken = False
            await self._deal_with_next()

"""Screens that are closed once and heed nobody afterwards, and no part of them that is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from textual import messages
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.errors import NoWidget
from textual.events import Event
from textual.geometry import Offset
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget


def is_gone(node: MessagePump | None) -> bool:
    """Whether a part of the app is taken out of it, or about to be."""
    return isinstance(node, DOMNode) and (node._pruning or node._closing or node._closed)


class AnsweredOnce(MessagePump):
    """Part of every screen: what was pressed or clicked twice at once answers once, and the second is nobody's."""

    @property
    def is_closed(self) -> bool:
        """Whether the screen is in no stack any more."""
        stacks: Iterable[Sequence[object]] = self.app._screen_stacks.values()
        return not any(self in stack for stack in stacks)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the screen with an answer, unless it is closed."""
        if self.is_closed:
            return AwaitComplete()
        closed: AwaitComplete = super().dismiss(result)  # type: ignore[misc]  # it is a screen's
        return closed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse what was asked of the screen before it was closed."""
        return not self.is_closed and super().check_action(action, parameters)  # type: ignore[misc]

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Where a selection of text begins or ends; nowhere on what is gone, though it is not laid out anew yet."""
        with suppress(NoWidget):
            if is_gone(self.get_widget_at(x, y)[0]):  # type: ignore[attr-defined]  # it is a screen
                return None, None
        return super().get_widget_and_offset_at(x, y)  # type: ignore[misc,no-any-return]

    async def _on_message(self, message: Message) -> None:
        """Heed no answer of a line or a form that is gone, and none at all once the screen is closed."""
        is_said = not isinstance(message, Event) and type(message).__module__ != messages.__name__
        if not (is_said and (self.is_closed or is_gone(message._sender))):
            await super()._on_message(message)


class Dialog(AnsweredOnce, ModalScreen[ScreenResultType]):
    """Base of what lies over a page and asks or tells."""

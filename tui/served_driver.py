"""How the app reaches a page in a browser: over two pipes to what serves it, such as textual-serve."""

from __future__ import annotations

import os
from functools import partial

from textual import messages
from textual.app import App
from textual.drivers.web_driver import WebDriver


class ServedDriver(WebDriver):
    """Textual's own way to a page, which also ends the app once nobody is at the other end, as after a kill."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(self._write_whole)

    def run_input_thread(self) -> None:
        """Hand over what is typed in the page, until there is no page any more."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())

    def _write_whole(self, packet: bytes) -> int:
        """Write a packet, of which a signal may cut off the rest; the end of whoever reads is that of the app."""
        try:
            written = 0
            while written < len(packet):
                written += os.write(self.fileno, packet[written:])
        except BrokenPipeError:
            self._app.post_message(messages.ExitApp())
        return len(packet)

"""How the app has the terminal, each time that it takes it and gives it back."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

from textual.drivers.linux_driver import LinuxDriver

_RITUALS = "\x1b[22;2t\x1b]2;rituals\x07"
"""Keeps the title that the window has, and sets the app's name, never a private word; as xterm and most others do."""
_AS_BEFORE = "\x1b[23;2t"
_SECONDS_TO_END = 0.1
"""How long what goes on without the terminal waits to be told that it is to end."""


class TitledDriver(LinuxDriver):
    """A terminal whose window is called by the app's name while the app has it, and else as it was called before."""

    def start_application_mode(self) -> None:
        """Take the terminal, unless the app is in the background."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:
            self.write(_RITUALS)

    def close(self) -> None:
        """Write the last that the terminal gets, before the shell has it again."""
        if self._writer_thread is not None:
            self.write(_AS_BEFORE)
        super().close()

    def suspend_application_mode(self) -> None:
        """Give the terminal back, and leave it to the shell also if the app ends before it has it again."""
        super().suspend_application_mode()
        self.attrs_before = None
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # which would stop whoever gives it back once more

    def _sigtstp_application(self, *_: object) -> None:
        """Stop until a shell brings the app back; not while it closes, as it would never come to its end."""
        if self._app.is_running:
            super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again if it was given back, else only draw it anew: two that read keys would take them from
        each other, and only one would be told to end."""
        if not self._app.is_running:
            return
        if not self._must_signal_resume:
            self.send_message(self.SignalResume())
        elif self._is_in_background:
            self._loop.call_soon_threadsafe(self._loop.call_later, _SECONDS_TO_END, self._stop_again)
        else:
            super()._sigcont_application()

    @property
    def _is_in_background(self) -> bool:
        """Whether the shell has the terminal; not where there is none any more."""
        with suppress(OSError):
            return os.tcgetpgrp(self.fileno) != os.getpgrp()
        return False

    def _stop_again(self) -> None:
        """Wait for the shell to give the terminal, unless it has meanwhile, or the app was told to end."""
        if self._app.return_code is not None or not self._must_signal_resume:
            return
        if self._is_in_background:
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            super()._sigcont_application()

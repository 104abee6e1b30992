"""How the app has the terminal, each time that it takes it and gives it back."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

_RITUALS = "\x1b[22;2t\x1b]2;rituals\x07"
"""Keeps the title that the window has, and sets the app's name, never a private word; as xterm and most others do."""
_AS_BEFORE = "\x1b[23;2t"


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

    def _sigtstp_application(self, *_: object) -> None:
        """Stop until a shell brings the app back; not while it closes, as it would never come to its end."""
        if self._app.is_running:
            super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again if it was given back, else only draw it anew: two that read keys would take them from
        each other, and only one would be told to end."""
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._app.is_running:
            self.send_message(self.SignalResume())

"""How the app ends on a bug: it says where that was, and nothing of what people wrote"""

from __future__ import annotations

import sys

from textual._context import active_message_pump
from textual.app import App
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.worker import WorkerFailed

from tui.shared.at_work import wait_for_work
from tui.shared.dispatch.answered_once import is_gone
from tui.typed_letters import read_whatever_is_typed

CLOSED_ON_A_BUG = "rituals met a bug and had to close. Everything you put in is saved; this says where it was:"


class DiscreetApp(App[None]):
    """An app whose end on a bug shows no values of variables, as Textual's traceback would."""

    crash_report = ""

    def _handle_exception(self, error: Exception) -> None:
        """End on a bug; what a screen or a widget misses that was left while it was still coming is none."""
        missed = error.error if isinstance(error, WorkerFailed) else error
        if not (isinstance(missed, NoMatches | NoScreen) and is_gone(active_message_pump.get(None))):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()
        self.crash_report = report_on(self._exception)


def report_on(error: BaseException | None) -> str:
    """The crash report: the traceback's lines and the error's type; its message is left out, as it may quote people."""
    import traceback  # nothing else needs it

    places = traceback.format_tb(error.__traceback__) if error else []
    return "\n".join([CLOSED_ON_A_BUG, "", *(place.rstrip() for place in places), type(error).__name__])


def run_to_the_end(app: DiscreetApp) -> int:
    """Run an app, let what is being done end, and print its crash report, if a bug left one; the exit code."""
    read_whatever_is_typed()
    app.run()
    wait_for_work()
    if app.crash_report:
        print(app.crash_report, file=sys.stderr)
    return app.return_code or 0

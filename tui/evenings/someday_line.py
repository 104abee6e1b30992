"""One line for the list for someday, at the foot of whatever page is open."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from rituals.core.evenings.someday import added_to_list_words
from rituals.errors import RitualsError
from rituals.service.couple import CoupleService
from rituals.service.evenings import put_on_list
from tui.shared.dispatch.answered_once import Dialog
from tui.shared.dispatch.held import Intent, holding
from tui.shared.frame.key_line import KeyLine
from tui.shared.keys import TYPING, bindings
from tui.shared.remedies import in_app
from tui.shared.text import problem_words


class SomedayLine(Dialog[None]):
    """Asks for one line; enter keeps it, escape leaves without one."""

    BINDINGS = bindings(TYPING)
    CSS_PATH = "someday_line.tcss"

    def __init__(self, service: CoupleService) -> None:
        super().__init__()
        self._service = service

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            with Horizontal(classes="typed"):
                yield Static("Someday:", classes="asks-for")
                yield Input(placeholder="Something you would like to do.", id="someday", compact=True)
            yield Static(classes="problem")
            yield KeyLine(TYPING)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the line; where it can't be kept, it stays with its words."""
        event.stop()
        if not event.value.strip():
            self.dismiss()
            return
        app = holding(self)
        keep = partial(self._keep, event.value)
        app.do_or_hold(Intent(keep, self, app.say, self._refuse, then=self.dismiss))

    def _keep(self, text: str) -> str:
        return added_to_list_words(put_on_list(self._service, text), self._service.today())

    def _refuse(self, error: RitualsError) -> None:
        self.query_one(".problem", Static).update(problem_words(in_app(error)))

    def action_let_go(self) -> None:
        self.dismiss()

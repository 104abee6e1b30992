"""What one person kept of talks: to read, to copy, and to erase for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.events import FlowKept
from rituals.core.model import EntryId, Person
from rituals.core.talk.outcomes import kept_words
from rituals.core.talk.steps import Flow
from rituals.core.talk.words import NOT_APART
from rituals.core.text import printable
from rituals.session import Session
from tui.shared.confirm import ConfirmScreen
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.locked.own_page import OwnPage
from tui.shared.locked.privacy_line import PrivacyLine
from tui.shared.toast import after_erasing
from tui.talk import present
from tui.talk.keys import KEPT


class KeptLine(Line):
    """What was kept of one talk; under the cursor also its text."""

    def __init__(self, kept: FlowKept, flow: Flow | None, room: KeptScreen) -> None:
        super().__init__()
        self.kept = kept
        self._flow = flow
        self._room = room

    def rows(self, width: int) -> list[Content]:
        today = self._room.service.today()
        return present.kept_lines(self.kept, self._flow, width, today, is_open=self.is_open)


class KeptScreen(ListScreen, OwnPage):
    """Shows what one person kept; it hides once it was left."""

    KEYS = KEPT
    BINDINGS = bindings(KEPT)
    CSS_PATH = "talk.tcss"
    TITLE = "What you kept"
    PURPOSE = "What you kept of talks, for your eyes."

    def __init__(self, session: Session, person: Person) -> None:
        super().__init__(session, person)
        self._laid_out: Sequence[FlowKept] = ()

    def page_name(self) -> str:
        return f"What {printable(self._person.name)} kept of talks"

    def own_contents(self) -> Iterable[Widget]:
        yield Lines(*self.own_rows())
        yield PrivacyLine(self.session, self._person)

    def own_rows(self) -> list[Widget]:
        self._laid_out = self._kept
        flows = {flow.id: flow for flow in self.session.catalogue.flow}
        rows: list[Widget] = [KeptLine(record, flows.get(record.flow), self) for record in reversed(self._laid_out)]
        return rows or [Static(present.NOTES_EMPTY, id="nothing")]

    @property
    def _kept(self) -> Sequence[FlowKept]:
        return self.private.now.kept

    @property
    def _current(self) -> FlowKept | None:
        line = self.lines.current
        return line.kept if isinstance(line, KeptLine) else None

    def show_own(self) -> None:
        """Show what is kept now."""
        if list(self._laid_out) != list(self._kept):
            self.call_later(self.lay_out_rows)
        self.show_top()

    # doing

    def action_copy(self) -> None:
        if self._current is not None:
            self.app.copy_to_clipboard(present.kept_text(self._current))
            self.toast.show(present.COPIED)

    def action_seal(self) -> None:
        """Seal what was kept of a talk that each may write apart, to be shown once all have."""
        kept = self._current
        flow = self.session.catalogue.flow_called(kept.flow) if kept else None
        if kept is None or flow is None or len(self.service.couple) < 2:
            return
        if flow.is_written_apart:
            self.run_reporting(lambda: self._seal(kept, flow))
        else:
            self.toast.show(NOT_APART)

    def _seal(self, kept: FlowKept, flow: Flow) -> str:
        asked = self.service.apart.seal_entry(flow.id, kept.entry, kept_words(kept, flow), by=self._person)
        return present.sealed_kept_words(self.service.couple, is_shown=bool(self.service.apart.answers(asked)))

    def action_erase(self) -> None:
        """Erase it for good, once they confirm it."""
        record = self._current
        if record is None:
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.run_reporting(lambda: self._erase(record.entry))
                self.show()

        self.app.push_screen(ConfirmScreen(present.ERASE_ASKS, present.ERASE_MEANS), answered)

    def _erase(self, entry: EntryId) -> str:
        was_shown = self.service.apart.let_go_of(entry, by=self._person.id)
        self.private.erase(entry)
        return after_erasing(self.session, has_travelled=was_shown)

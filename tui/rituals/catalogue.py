"""The catalogue: rituals to pick from, by section, each with its why."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.catalogue.model import Entry, Section
from rituals.session import Session
from tui.rituals import present
from tui.rituals.keys import CATALOGUE
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.silence import take_up
from tui.shared.source_page import OWN_WHY, has_why
from tui.shared.text import is_sought

if TYPE_CHECKING:
    from rituals.core.model import Ritual
    from tui.shared.find_line import FindLine


class EntryLine(Line):
    """One ritual of the catalogue."""

    def __init__(self, entry: Entry, *, kept: bool, signs: str) -> None:
        super().__init__()
        self.entry = entry
        self.kept = kept
        self._signs = signs

    def show(self, *, kept: bool) -> None:
        """Show whether the ritual is kept."""
        if kept != self.kept:
            self.kept = kept
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        return present.entry_lines(self.entry, width, signs=self._signs, kept=self.kept, is_open=self.is_open)


class CatalogueScreen(ListScreen):
    """The catalogue's rituals, each to be taken up with one key."""

    KEYS = CATALOGUE
    BINDINGS = bindings(CATALOGUE)
    CSS_PATH = "catalogue.tcss"
    TITLE = "Catalogue"
    PURPOSE = "Rituals to take up, with what is known of each."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sought = ""
        self._laid_out = ""

    def contents(self) -> Iterable[Widget]:
        yield Lines(*self._entries())

    def show(self) -> None:
        """Show which rituals are kept now."""
        if self._sought != self._laid_out:
            self.call_later(self._lay_out)
        for line in self.query(EntryLine):
            line.show(kept=self._is_kept(line.entry))

    # showing

    @property
    def _current(self) -> Entry | None:
        line = self.lines.current
        return line.entry if isinstance(line, EntryLine) else None

    def _entries(self) -> list[Widget]:
        content = self.session.catalogue
        self._laid_out = self._sought
        sections = {section.id: section for section in content.section}
        entries = sorted(self.session.offered(), key=lambda entry: (not entry.starter, sections[entry.section].order))
        entries_found = [entry for entry in entries if self._is_found(entry, sections[entry.section])]
        widgets: list[Widget] = []
        for section, group in groupby(entries_found, lambda e: None if e.starter else sections[e.section]):
            widgets += self._heading(section)
            widgets += [EntryLine(entry, kept=self._is_kept(entry), signs=self.signs) for entry in group]
        return widgets or [Static(present.NOTHING_FOUND, id="nothing")]

    def _heading(self, section: Section | None) -> list[Widget]:
        if section is None:
            return [Static(present.STARTERS, classes="heading")]
        return [Static(section.title, classes="heading -led"), Static(section.lead, classes="lead")]

    def _is_found(self, entry: Entry, section: Section) -> bool:
        return is_sought(self._sought, (entry.name, entry.why, entry.tiny, section.title))

    async def _lay_out(self) -> None:
        if self._sought == self._laid_out:
            return
        current = self._current
        async with self.batch():
            await self.lines.remove_children()
            await self.lines.mount_all(self._entries())
        same = [line for line in self.lines.lines if isinstance(line, EntryLine) and line.entry is current]
        self.lines.point_at(same[0] if same else None)

    def _ritual(self, entry: Entry) -> Ritual | None:
        return self.service.state.rituals.get(entry.id)

    def _is_kept(self, entry: Entry) -> bool:
        ritual = self._ritual(entry)
        return ritual is not None and not ritual.is_archived

    # doing

    def choose(self, line: Line) -> None:
        """Take a ritual up."""
        if isinstance(line, EntryLine):
            entry = line.entry
            self.run_reporting(lambda: self._take_up(entry))

    def _take_up(self, entry: Entry) -> str:
        return take_up(self.session, entry)

    def action_edit(self) -> None:
        """Open the form with the entry filled in, or to change the ritual where it is kept already."""
        from tui.rituals.form import RitualFormScreen  # on first use: most take it as it is

        entry = self._current
        if entry is None:
            return
        ritual = self._ritual(entry)
        if ritual is not None and ritual.is_archived:
            theirs = present.put_away_of_theirs(ritual, self.service.state.people, self.service.seated.id)
            self.toast.show(theirs or present.PUT_AWAY_ENTRY)
            return
        subject = ritual or entry.adopted(self.service.day_for(entry.cadence))
        self.app.push_screen(RitualFormScreen(self.session, subject))

    def action_why(self) -> None:
        from tui.shared.source_page import SourceScreen

        entry = self._current
        if entry is not None and has_why(entry):
            self.app.push_screen(SourceScreen(entry, self.session.catalogue.source_of(entry)))
        elif entry is not None:
            self.toast.show(OWN_WHY)

    def action_find(self) -> None:
        from tui.shared.find_line import FindLine

        if not self.query(FindLine):
            self.mount(FindLine(), before=self.lines)

    def on_find_line_sought(self, message: FindLine.Sought) -> None:
        self._sought = message.text
        self.show()

    async def action_back(self) -> None:
        from tui.shared.find_line import FindLine

        if self.query(FindLine):
            await self.query_one(FindLine).action_all_again()
        else:
            self.dismiss()

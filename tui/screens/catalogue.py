"""The catalogue: rituals to pick from, by section, each with its why."""

from __future__ import annotations

from itertools import groupby

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.bootstrap import House
from rituals.content.catalogue import Entry, catalogue
from rituals.errors import RitualsError
from tui import present
from tui.keys import ANYWHERE, CATALOGUE, bindings
from tui.widgets.key_line import KeyLine
from tui.widgets.lines import Line, Lines
from tui.widgets.whisper import Whisper


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


class CatalogueScreen(Screen[None]):
    """What a couple can take up with one key."""

    BINDINGS = bindings(CATALOGUE)
    CSS_PATH = "catalogue.tcss"
    TITLE = "Pick a ritual"

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house
        self.rituals = house.rituals

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("rituals", id="name")
            yield Static("Pick what you would both look forward to", id="headline")
        with Lines():
            yield from self._contents()
        yield Whisper()
        yield KeyLine((*CATALOGUE, *ANYWHERE))

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.focus()
        lines.point_at(None)
        self.rituals.subscribe(self.show_kept)

    def _contents(self) -> list[Widget]:
        content = catalogue()
        titles = {section.id: section.title for section in content.section}
        order = {section.id: section.order for section in content.section}
        entries = sorted(content.offered(), key=lambda entry: (not entry.starter, order[entry.section]))
        widgets: list[Widget] = []
        for title, group in groupby(entries, lambda e: present.STARTERS if e.starter else titles[e.section]):
            widgets.append(Static(title, classes="heading"))
            signs = self.house.settings.look.signs
            widgets += [EntryLine(entry, kept=self._is_kept(entry), signs=signs) for entry in group]
        return widgets

    def _is_kept(self, entry: Entry) -> bool:
        ritual = self.rituals.state.rituals.get(entry.id)
        return ritual is not None and not ritual.archived_on

    def show_kept(self) -> None:
        """Show which rituals are kept now."""
        if self.is_attached:
            for line in self.query(EntryLine):
                line.show(kept=self._is_kept(line.entry))

    def action_keep(self) -> None:
        line = self.query_one(Lines).current
        if isinstance(line, EntryLine):
            self._keep(line.entry)

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if message.on_sign and isinstance(message.line, EntryLine):
            self._keep(message.line.entry)

    def _keep(self, entry: Entry) -> None:
        whisper = self.query_one(Whisper)
        put_away = entry.id in self.rituals.state.rituals and not self._is_kept(entry)
        try:
            if put_away:
                self.rituals.restore(entry.id)
            else:
                self.rituals.add(entry.adopted(self.rituals.day_for(entry.cadence)))
        except RitualsError as error:
            whisper.say(str(error), needs_doing=True)
            return
        whisper.say(present.taken_up(entry))

    def action_back(self) -> None:
        self.dismiss()

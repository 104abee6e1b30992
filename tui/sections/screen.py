"""The map of the catalogue's sections, called the way back: what each is about, offers, and has in use."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from rituals.core.catalogue.sections import SectionOverview
from tui.sections.keys import SECTIONS
from tui.sections.present import stand_lines
from tui.sections.stands import current_overviews
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen


class SectionLine(Line):
    """A section on the map."""

    def __init__(self, stand: SectionOverview) -> None:
        super().__init__()
        self.stand = stand

    def show(self, stand: SectionOverview) -> None:
        """Show what the couple uses of it now."""
        if stand != self.stand:
            self.stand = stand
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        return stand_lines(self.stand, width, is_open=self.is_open)


class SectionMap(ListScreen):
    """The map, for newcomers above all; it shows no score, and no section is required."""

    KEYS = SECTIONS
    BINDINGS = bindings(SECTIONS)
    CSS_PATH = "sections.tcss"
    TITLE = "The way back"
    PURPOSE = "The nine parts of the way back, and what there is for each."

    def contents(self) -> Iterable[Widget]:
        yield Lines(*map(SectionLine, current_overviews(self.session)))

    def show(self) -> None:
        """Show what the couple uses of each section now."""
        for line, stand in zip(self.query(SectionLine), current_overviews(self.session), strict=True):
            line.show(stand)

    def open_line(self, line: Line) -> None:
        self.choose(line)

    def choose(self, line: Line) -> None:
        """Open a section."""
        from tui.sections.section import SectionScreen

        if isinstance(line, SectionLine):
            self.app.push_screen(SectionScreen(self.session, line.stand.id))

"""The talks: every flow under its section, with how long it takes and what it is about."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.catalogue.sources import flow_why
from rituals.core.talk.steps import Flow
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.text import Link, links_line, pointer
from tui.talk import present
from tui.talk.begin import begin_flow, open_kept
from tui.talk.keys import TALK


class FlowLine(Line):
    """One talk to begin."""

    def __init__(self, flow: Flow, *, is_alone: bool) -> None:
        super().__init__()
        self.flow = flow
        self._is_alone = is_alone

    def rows(self, width: int) -> list[Content]:
        return present.flow_lines(self.flow, width, is_open=self.is_open, is_alone=self._is_alone)


class KeptLink(Line):
    """The way to what was kept of talks, in the list."""

    def rows(self, width: int) -> list[Content]:
        del width
        return [pointer(is_open=self.is_open) + links_line((Link(present.WHAT_YOU_KEPT, "kept"),), indent=0)]


class TalkScreen(ListScreen):
    """Shows no answers; what a person kept opens on a private screen that asks first whose it is."""

    KEYS = TALK
    BINDINGS = bindings(TALK)
    CSS_PATH = "talk.tcss"
    TITLE = "Talk"
    PURPOSE = "Guided talks to listen, to speak and to mend."

    def contents(self) -> Iterable[Widget]:
        yield Static(present.ABOUT, classes="prose", id="about")
        yield Lines(*self._rows())

    def _rows(self) -> Iterable[Widget]:
        content = self.session.catalogue
        is_alone = len(self.service.couple) == 1
        for section in content.section:
            flows = [flow for flow in content.flow if flow.section == section.id]
            if flows:
                yield Static(Content(section.title), classes="heading")
                yield from (FlowLine(flow, is_alone=is_alone) for flow in flows)
        yield Static("", classes="heading")
        yield KeptLink()

    @property
    def _current(self) -> Flow | None:
        line = self.lines.current
        return line.flow if isinstance(line, FlowLine) else None

    # doing

    def action_begin(self) -> None:
        if isinstance(self.lines.current, KeptLink):
            self.action_kept()
        elif self._current is not None:
            begin_flow(self.app, self.session, self._current)

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        flow = self._current
        if flow is not None:
            self.app.push_screen(SourcePage(flow.title, flow_why(flow, self.session.catalogue)))

    def action_kept(self) -> None:
        open_kept(self.app, self.session)

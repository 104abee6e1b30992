"""The rituals a couple keeps: what is next for each, with grouping, order and a filter."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.model import Ritual
from rituals.core.occurrences.coming import coming
from rituals.core.rituals.board import Row
from rituals.session import Session
from tui.rituals import present
from tui.rituals.keys import RITUALS
from tui.rituals.overview import GROUPINGS, ORDERS, Arranged, GroupingContext, arranged, in_a_row, overviews
from tui.rituals.overview_line import RitualListLine
from tui.rituals.present import Details
from tui.rituals.ritual_screen import RitualScreen
from tui.shared.find_line import FindLine
from tui.shared.keys import bindings
from tui.shared.lines import Lines
from tui.shared.text import Link, is_sought, links_line


class RitualsScreen(RitualScreen):
    """Every ritual, and what is next for each."""

    KEYS = RITUALS
    BINDINGS = bindings(RITUALS)
    CSS_PATH = "rituals.tcss"
    TITLE = "Rituals"
    PURPOSE = "Every ritual you keep; the catalogue has more."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._grouping = 0
        self._order = 0
        self._sought = ""
        self._found = overviews(self.service)
        self._laid_out: Arranged = []

    def headline(self) -> str:
        return present.count_words(sum(not item.is_put_away for item in self._found))

    def contents(self) -> Iterable[Widget]:
        yield Static(self._arrangement(), id="arrangement")
        yield Lines(*self._rows(), id="kept")

    # showing

    @property
    def _overview_lines(self) -> list[RitualListLine]:
        return [line for line in self.lines.lines if isinstance(line, RitualListLine)]

    @property
    def current(self) -> Ritual | None:
        """The ritual under the cursor."""
        line = self.lines.current
        return line.item.ritual if isinstance(line, RitualListLine) else None

    @property
    def current_row(self) -> Row | None:
        """The ritual's row on Today, or a new one where it has none there."""
        return self.row_today(self.current)

    def _arrangement(self) -> Content:
        """The grouping and the order as links; a click changes one."""
        all_link = "go on with all" if self.actions.is_all_paused() else "pause all"
        links = (
            Link(GROUPINGS[self._grouping][0], "group"),
            Link(ORDERS[self._order][0], "order"),
            Link("find", "find"),
            Link(all_link, "pause_all"),
            Link("week", "app.page('week')"),
            Link("someday", "app.page('someday')"),
        )
        return links_line(links, indent=0)

    def _arranged(self) -> Arranged:
        people = self.service.everyone
        sections = [(section.id, section.title) for section in self.session.catalogue.section]
        items = [item for item in self._found if is_sought(self._sought, present.sought_texts(item.ritual, people))]
        world = GroupingContext(sections, people, self.service.today())
        return arranged(items, world, grouping=self._grouping, order=self._order)

    def _rows(self) -> list[Widget]:
        self._laid_out = self._arranged()
        widgets: list[Widget] = []
        for title, group in self._laid_out:
            widgets.append(Static(Content(title), classes="heading"))
            widgets += [RitualListLine(item, self._details, self.signs) for item in group]
        if not widgets:
            words = present.NOTHING_FOUND if self._sought else present.NOTHING_YET
            widgets.append(Static(self.of_nothing(words), id="nothing"))
        return widgets

    def _details(self, ritual: Ritual) -> Details:
        state, today = self.service.state, self.service.today_of(ritual)
        is_shown = ritual.is_open_to(self.service.seated.id)
        kept_in_a_row = in_a_row(self.session, ritual) if is_shown else 0
        return Details(self.service.everyone, coming(state, ritual, today).days, kept_in_a_row, today)

    def show(self) -> None:
        """Show the list as it is now; only lines that changed are drawn again."""
        self._found = overviews(self.service)
        groups = self._arranged()
        if _shape(groups) != _shape(self._laid_out):
            self.call_later(self._lay_out)
        else:
            self._laid_out = groups
            for line, item in zip(self._overview_lines, (item for _, group in groups for item in group), strict=False):
                line.show(item)
        self.query_one("#arrangement", Static).update(self._arrangement())
        self.show_top()

    async def _lay_out(self) -> None:
        current = self.current
        async with self.batch():
            await self.lines.remove_children()
            await self.lines.mount_all(self._rows())
        same = [line for line in self._overview_lines if current and line.item.ritual.id == current.id]
        self.lines.point_at(same[0] if same else None)

    # filter, grouping and order

    def action_view(self) -> None:
        """Show the next arrangement: every grouping in one order, then in the next."""
        self.action_group()
        if self._grouping == 0:
            self.action_order()

    def action_group(self) -> None:
        self._grouping = (self._grouping + 1) % len(GROUPINGS)
        self.show()

    def action_order(self) -> None:
        self._order = (self._order + 1) % len(ORDERS)
        self.show()

    def action_find(self) -> None:
        if not self.query(FindLine):
            self.mount(FindLine(), before="#arrangement")

    def on_find_line_sought(self, message: FindLine.Sought) -> None:
        self._sought = message.text
        self.show()

    async def action_back(self) -> None:
        if self.query(FindLine):
            await self.query_one(FindLine).action_all_again()
        else:
            await self.run_action("app.room('today')")


def _shape(groups: Arranged) -> list[tuple[str, list[str]]]:
    """The headings with the ids of the rituals below them; the list is laid out anew where this changes."""
    return [(title, [item.ritual.id for item in group]) for title, group in groups]

"""Someday: the list of what both would like, on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.evenings.someday import SomedayList, added_to_list_words, dropped_words, someday_list
from rituals.core.events import SomedayEdited
from rituals.core.events.someday import IdeaEnd
from rituals.core.model import Cadence, IdeaId
from rituals.core.state.sharing import Idea
from rituals.core.text import printable, titled
from rituals.service.evenings import change_on_list, make_ritual_of, put_on_list, take_off_list
from rituals.session import Session
from tui.evenings import present
from tui.evenings.keys import SOMEDAY
from tui.evenings.someday_panels import IdeaDayPanel, IdeaPanel, RitualOfIdeaPanel
from tui.shared.keys import Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.panel import Panel
from tui.shared.picker import PickerScreen

_ON_AN_IDEA = frozenset({"choose", "done", "edit", "move", "put_away"})


class IdeaLine(Line):
    """Something on the list, and when it is meant for."""

    def __init__(self, idea: Idea, today: date) -> None:
        super().__init__(name=idea.id)
        self.idea = idea
        self._today = today

    def rows(self, width: int) -> list[Content]:
        return present.idea_lines(self.idea, self._today, width, is_open=self.is_open)


class SomedayScreen(ListScreen):
    """Shows the list; what a row can become is one key away."""

    KEYS = SOMEDAY
    BINDINGS = bindings(SOMEDAY)
    CSS_PATH = "someday.tcss"
    TITLE = "Someday"
    PURPOSE = "What you would like to do, with a day or without."
    ROW_ACTIONS = _ON_AN_IDEA

    def __init__(self, session: Session, idea: IdeaId = "") -> None:
        """`idea` is what the cursor begins on."""
        super().__init__(session)
        self._begins_on = idea
        self._laid_out: tuple[object, ...] = ()

    def keys_here(self) -> Sequence[Key]:
        keys = super().keys_here()
        return keys if self.current is not None else [key for key in keys if key.action not in _ON_AN_IDEA]

    def contents(self) -> Iterable[Widget]:
        yield Lines(*self._rows())

    def first_line(self) -> Line | None:
        return next((line for line in self.lines.lines if line.name == self._begins_on), None)

    @property
    def current(self) -> Idea | None:
        """What the cursor is on."""
        return line.idea if isinstance(line := self.lines.current, IdeaLine) else None

    # showing

    @property
    def _listed(self) -> SomedayList:
        return someday_list(self.service.state, self.service.today())

    def _rows(self) -> list[Widget]:
        listed, today = self._listed, self.service.today()
        self._laid_out = (today, listed)
        rows: list[Widget] = []
        for heading, ideas in zip(present.SOMEDAY_HEADINGS, listed.parts, strict=True):
            rows += [Static(heading, classes="heading"), *(IdeaLine(i, today) for i in ideas)] if ideas else []
        return rows or [Static(self.of_nothing(present.NOTHING_FOR_SOMEDAY), id="nothing")]

    def show(self) -> None:
        """Show the list as it is now."""
        if self._laid_out != (self.service.today(), self._listed):
            self.call_later(self._lay_out)
        self.show_top()

    async def _lay_out(self) -> None:
        idea = self.current
        await self.lines.lay_out(self._rows())
        if idea is not None and (line := next((x for x in self.lines.lines if x.name == idea.id), None)):
            self.lines.point_at(line)  # it may have another place now

    # doing

    def choose(self, line: Line) -> None:
        """Ask what becomes of something on the list."""
        if isinstance(line, IdeaLine):
            idea = line.idea

            async def answered(choice: object) -> None:
                if isinstance(choice, str):
                    await self._becomes(idea, choice)

            title = titled(idea.text)
            picker = PickerScreen(title, present.what_becomes_of(idea, self.service.today()), "", signs=self.signs)
            self.app.push_screen(picker, answered)

    async def _becomes(self, idea: Idea, choice: str) -> None:
        match choice:
            case "day":
                await self._ask(IdeaDayPanel(self.service.today(), idea))
            case "ritual":
                await self._ask(RitualOfIdeaPanel(self.service.today(), idea))
            case "meeting" | "no-meeting":
                self._change(SomedayEdited(idea.id, for_meeting=choice == "meeting"))
            case "done":
                self._take_off(idea, "done")
            case _:
                self._take_off(idea, "away")

    async def action_own(self) -> None:
        await self._ask(IdeaPanel(self.service.today()))

    async def action_edit(self) -> None:
        if (idea := self.current) is not None:
            await self._ask(IdeaPanel(self.service.today(), idea))

    async def action_move(self) -> None:
        if (idea := self.current) is not None:
            await self._becomes(idea, "day")

    def action_done(self) -> None:
        if (idea := self.current) is not None:
            self._take_off(idea, "done")

    def action_put_away(self) -> None:
        if (idea := self.current) is not None:
            self._take_off(idea, "away")

    def _take_off(self, idea: Idea, why: IdeaEnd) -> None:
        def take_off() -> str:
            take_off_list(self.service, idea.id, why)
            return f"{dropped_words(idea, why)} {present.UNDO_BRINGS_IT_BACK}"

        self.run_reporting(take_off, about=printable(idea.text))

    def _change(self, wish: SomedayEdited, part: Panel | None = None) -> None:
        def change() -> str:
            change_on_list(self.service, wish)
            return added_to_list_words(self.service.state.someday.value[wish.idea], self.service.today())

        self.run_reporting(change, then=self._go_on if part is not None else None, part=part)

    # asking

    async def _ask(self, panel: Panel) -> None:
        if not self.query(Panel):
            await self.mount(panel, before=self.toast)  # so that the next key of the same read finds its input

    def on_idea_panel_settled(self, message: IdeaPanel.Settled) -> None:
        """Put it on the list, or change it; where that can't be done, the panel stays open."""
        panel, idea = self.query_one(Panel), message.idea
        if idea is not None:
            wish = SomedayEdited(idea.id, text=message.text, on=message.on, for_meeting=message.for_meeting)
            self._change(wish, panel)
            return

        def put_down() -> str:
            added = put_on_list(self.service, message.text, on=message.on, for_meeting=message.for_meeting)
            return added_to_list_words(added, self.service.today())

        self.run_reporting(put_down, then=self._go_on, part=panel)

    def on_ritual_of_idea_panel_settled(self, message: RitualOfIdeaPanel.Settled) -> None:
        """Make the ritual; where that can't be done, the panel stays open."""
        idea, cadence = message.idea, message.cadence
        self.run_reporting(lambda: self._make_ritual(idea, cadence), then=self._go_on, part=self.query_one(Panel))

    def _make_ritual(self, idea: Idea, cadence: Cadence) -> str:
        make_ritual_of(self.service, idea.id, cadence)
        return f"{dropped_words(idea, 'ritual')} {present.UNDO_BRINGS_IT_BACK}"

    async def on_panel_left(self) -> None:
        await self.query(Panel).remove()
        self._go_on()

    def _go_on(self) -> None:
        self.lines.focus()
        self.show()

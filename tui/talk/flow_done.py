"""The last screen of a talk: what was kept of it in a sentence or two, and its ritual to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.model import Ritual
from rituals.core.rituals.confirmations import ticked_words
from rituals.core.talk.steps import Flow
from rituals.core.text import printable
from rituals.service.talk import TalkService
from rituals.session import Session
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.keys import Key, bindings
from tui.shared.text import Link, links_line
from tui.talk import present
from tui.talk.keys import FLOW_DONE


class FlowDoneScreen(GuidedScreen):
    """Holds no answer of the talk, except a name that was just given to a ritual."""

    KEYS = FLOW_DONE
    BINDINGS = bindings(FLOW_DONE)
    CSS_PATH = "flow.tcss"
    TITLE = "The end of a talk"
    PURPOSE = "The talk is over; what it was can be ticked."

    def __init__(self, session: Session, flow: Flow, said: Sequence[str] = ()) -> None:
        super().__init__(session)
        self._flow = flow
        self._said = said
        self._shown_to_tick = self._to_tick

    def page_name(self) -> str:
        return self._flow.title

    @property
    def _to_tick(self) -> list[Ritual]:
        """The rituals that this talk counts for and that are still open."""
        return TalkService(self.service).to_tick(self.session.catalogue.kept_by(self._flow))

    def keys_here(self) -> tuple[Key, ...]:
        """The keys that do something on this screen."""
        return tuple(key for key in FLOW_DONE if key.id != "tick" or self._shown_to_tick)

    def contents(self) -> Iterable[Widget]:
        texts = [*self._said] or [present.NOTHING_KEPT]
        yield VerticalScroll(
            Static(Content(present.THE_END.format(self._flow.title)), classes="task"),
            *(Static(Content(text), classes="hint") for text in (*texts, present.TAKE_A_MOMENT)),
            Static(self._links(), classes="links"),
            id="said",
        )

    def _links(self) -> Content:
        ticks = [Link(f"tick {printable(ritual.name)}", "tick") for ritual in self._shown_to_tick[:1]]
        return links_line((*ticks, Link("back", "leave")), indent=0)

    def on_mount(self) -> None:
        self.query_one("#said").focus()

    def show(self) -> None:
        """Show the rituals that are still to tick."""
        if self._to_tick != self._shown_to_tick:
            self._shown_to_tick = self._to_tick
            self.query_one(".links", Static).update(self._links())
            self.refresh_bindings()
        self.show_top()

    def action_tick(self) -> None:
        for ritual in self._to_tick:
            self.run_reporting(partial(self._tick, ritual))

    def _tick(self, ritual: Ritual) -> str:
        today = self.service.today_of(ritual)
        is_new = self.service.tick(ritual.id)
        by = [self.service.seated.id]
        return ticked_words(ritual, today, today=today, audience=self.service.audience(), by=by, new=is_new)

    def action_leave(self) -> None:
        self.dismiss()

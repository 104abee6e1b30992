"""The last screen of a check-in: the result, the one thing that may help, and the tick of the check-in's ritual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.catalogue.suggestions import Suggestion, help_words, suggestion_words
from rituals.core.checkin.scoring import Needs
from rituals.core.checkin.words import LET_GO_ASKS, NOTHING_TO_TICK
from rituals.core.model import EntryId, Person
from rituals.core.rituals.confirmations import done_along_words
from rituals.core.text import printable
from rituals.session import Session
from tui.checkin import present
from tui.navigation import open_flow
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.private_screen import PrivateScreen
from tui.shared.screen import AppScreen
from tui.shared.silence import take_up
from tui.shared.text import Link, links_lines
from tui.shared.toast import after_erasing


class CheckinEnding(GuidedScreen, PrivateScreen):
    """The base of the result screens; subclasses give the result as `body`.

    `people` are those who just answered, and `needs` is what their answers want.
    """

    CSS_PATH = "checkin.tcss"
    PURPOSE = "What was answered, and one small thing that may help."

    def __init__(self, session: Session, people: Sequence[Person] = (), needs: Needs | None = None) -> None:
        super().__init__(session)
        self._form = session.catalogue.form
        self.begin_with(people, needs or Needs())

    def begin_with(self, people: Sequence[Person], needs: Needs) -> None:
        """Let it be about what these people just answered, and what that wants."""
        self._people = people
        self._needs = needs
        self._suggested = self.service.checkin.suggestion(self.session.catalogue, needs)

    def body(self) -> Iterable[Content]:
        """The paragraphs of the result."""
        raise NotImplementedError

    def more_links(self) -> Iterable[Link]:
        """Further links to show below the result."""
        return ()

    def contents(self) -> Iterable[Widget]:
        yield VerticalScroll(Static(id="outcome"), id="ending")
        yield Static(Content(self._form.checkin.disclaimer), classes="fine-print")

    def on_mount(self) -> None:
        self.focus_first()

    def focus_first(self) -> None:
        self.query("#ending").focus()

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Show the result, and the actions that are still possible."""
        room = self.size.width - present.MARGINS
        links = [line for row in (self._links(), tuple(self.more_links())) for line in links_lines(row, room)]
        offer = Content("\n").join([*self._offer(), *links])
        pieces = [*self.body(), offer]
        self.query_one("#outcome", Static).update(Content("\n\n").join(pieces))
        self.show_top()
        self.refresh_bindings()

    # what may follow

    def _offer(self) -> Iterable[Content]:
        if self._suggested is not None:
            yield Content(suggestion_words(self._suggested))
        if mention := help_words(self.session.catalogue, self._needs):
            yield Content(mention)

    def _links(self) -> tuple[Link, ...]:
        offers = []
        if self._suggested is not None:
            offers.append(Link(f"+  {present.start_words(self._suggested)}", "start"))
        people = [person.id for person in self._people]
        to_tick = self.service.checkin.to_tick(self.session.catalogue.ritual, people)
        offers += [Link(f"space  tick {printable(ritual.name)}", "tick") for ritual in list(to_tick)[:1]]
        if self._needs.outside_help == "mentioned":
            offers.append(Link("enter  getting help", "get_help"))
        return tuple(offers)

    # doing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse to begin what is not suggested, and to go where help is unless the page mentions it: enter was meant
        for the last answer then."""
        is_refused = {"start": self._suggested is None, "get_help": self._needs.outside_help != "mentioned"}
        return not is_refused.get(action) and super().check_action(action, parameters)

    def action_start(self) -> None:
        """Take up the suggested ritual, or begin the suggested flow."""
        suggestion = self._suggested
        if suggestion is not None and suggestion.kind == "ritual":
            self.run_reporting(lambda: self._take_up(suggestion), then=self._have_started)
        elif suggestion is not None:
            open_flow(self.app, self.session, suggestion.id)

    def action_get_help(self) -> None:
        open_flow(self.app, self.session, self._form.checkin.help_flow)

    def _have_started(self) -> None:
        self._suggested = None
        self.show()

    def _take_up(self, suggestion: Suggestion) -> str:
        entry = self.session.catalogue.entry(suggestion.id)
        assert entry is not None
        return take_up(self.session, entry)

    def action_tick(self) -> None:
        self.run_reporting(self._finish)
        self.show()

    def _finish(self) -> str:
        people = [person.id for person in self._people]
        ticks = self.service.checkin.finish(self.session.catalogue.ritual, people)
        return done_along_words(ticks, self.service.state) or NOTHING_TO_TICK

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        item = next(iter(self._needs.low), self._form.items[0])
        source = self.session.catalogue.source_of(item)
        self.app.push_screen(SourcePage(item.short, present.line_why(item.text, item.sign, source)))


def let_go(room: PrivateScreen, entry: EntryId, person: Person, afterwards: Callable[[], object]) -> None:
    """Ask whether to erase a check-in for good, shared or not; if so, erase it, call `afterwards`, and tell on the page
    that is in sight then."""
    from tui.shared.confirm import ConfirmScreen

    def erase() -> str:
        return after_erasing(room.session, has_travelled=room.service.checkin.let_go(entry, by=person.id))

    def tell(words: str) -> None:
        if isinstance(room.app.screen, AppScreen):
            room.app.screen.toast.show(words)

    def answered(sure: bool | None) -> None:
        if sure:
            room.run_reporting(erase, tell, then=afterwards)

    room.app.push_screen(ConfirmScreen(LET_GO_ASKS, present.LET_GO_MEANS), answered)

"""One ritual on a page: when, with whom and why, its year as a picture, and what was written down with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.evenings.someday import added_to_list_words, idea_for
from rituals.core.events import SomedayEdited
from rituals.core.model import EACH, Ritual, RitualId
from rituals.core.occurrences.coming import coming
from rituals.core.phrases import person_name
from rituals.core.rhythm.history import RitualHistory
from rituals.core.rhythm.year import year_of
from rituals.core.rituals.board import Row
from rituals.core.state.sharing import Idea
from rituals.core.text import printable
from rituals.service.about_ritual import ID, about_ritual
from rituals.service.evenings import change_on_list
from rituals.session import Session
from tui.rhythm import present, present_ritual
from tui.rhythm.heatmap import Heatmap
from tui.rhythm.keys import IDEA, ONE_RITUAL
from tui.rhythm.retrospect import looked_back_on
from tui.rituals.overview import overview
from tui.rituals.ritual_screen import RitualScreen
from tui.shared.frame.footer import Footer
from tui.shared.keys import Key, bindings
from tui.shared.lines import Lines
from tui.shared.silence import silence_words
from tui.shared.wrapped import WrappedText, flowing


class IdeaOffer(NamedTuple):
    """Something of the list for someday that a ritual offers, and the ritual's next day, if it has one."""

    idea: Idea
    day: date | None


class ReadingPane(Lines):
    """A page to read: the keys that walk through a list scroll it, as there is no line to stand on."""

    def action_cursor(self, step: int) -> None:
        self.scroll_relative(y=step, animate=False)

    def action_cursor_to(self, place: int) -> None:
        if place < 0:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)


class YearOfOne(Heatmap, can_focus=False):
    """The year of the page's ritual, to look at; Rhythm's own can be walked through."""

    HAS_CURSOR = False

    def day_at(self, column: int, row: int) -> date | None:
        """No day: a click opens none."""
        del column, row
        return None


class RitualPage(RitualScreen):
    """All about one ritual; the keys of its row do here what they do elsewhere."""

    KEYS = ONE_RITUAL
    BINDINGS = bindings(ONE_RITUAL)
    CSS_PATH = "ritual_page.tcss"
    TITLE = "A ritual"
    PURPOSE = "One ritual in full: its days, its year and its notes."

    def __init__(self, session: Session, ritual: RitualId) -> None:
        super().__init__(session)
        self._ritual_id = ritual
        self._last_name = ""
        self._facts: Mapping[str, str] = {}
        self._notes: Sequence[tuple[date, str]] = ()

    def page_name(self) -> str:
        """The ritual's name, cut where it is long."""
        ritual = self.current
        self._last_name = present_ritual.short_name(ritual) if ritual is not None else self._last_name
        return self._last_name or super().page_name()

    def contents(self) -> Iterable[Widget]:
        week_starts_on = self.service.state.household.week_starts_on
        year = YearOfOne(self.signs, self.service.today(), week_starts_on)
        year.display = False  # until it is known, as the notes are
        yield ReadingPane(
            WrappedText(self._head, id="head"),
            WrappedText(self._idea_lines, id="idea"),
            WrappedText(lambda width: present_ritual.fact_lines(self._facts, width), id="facts"),
            year,
            WrappedText(flowing(()), id="legend"),
            Static("Notes", classes="heading"),
            WrappedText(self._note_lines, id="notes"),
            classes="-untold",
        )

    # showing

    @property
    def current(self) -> Ritual | None:
        """The page's ritual; None once it is not kept any more."""
        return self.service.state.rituals.get(self._ritual_id)

    @property
    def current_row(self) -> Row | None:
        """The ritual's row on Today, or a new one where it has none there."""
        return self.row_today(self.current)

    def _head(self, width: int) -> list[Content]:
        ritual = self.current
        if ritual is None:
            return [Content(present_ritual.GONE)]
        row = self.current_row
        mine = {None, self.service.seated.id}
        ticked_by = row.ticked_by if row is not None else frozenset()
        is_for_each = row is not None and ritual.who_on(row.day) == EACH
        is_ticked = bool(ticked_by & mine if is_for_each else ticked_by)
        item = overview(self.service, ritual, row)
        return present_ritual.ritual_head(item, width, signs=self.signs, is_ticked=is_ticked)

    @property
    def _offer(self) -> IdeaOffer | None:
        """What of the list for someday the ritual offers, and its next day, if it has one."""
        service, ritual = self.service, self.current
        if ritual is None or ritual.is_archived or not service.state.someday.value:
            return None
        if not self.session.draws_ideas(ritual):
            return None
        next_days = coming(service.state, ritual, service.today_of(ritual), count=1).days
        day, today = next(iter(next_days), None), service.today()
        idea = idea_for(service.state, ritual.id, today, on=day or today)
        return IdeaOffer(idea, day) if idea is not None else None

    def _idea_lines(self, width: int) -> list[Content]:
        offer = self._offer
        return present_ritual.idea_offer_lines(*offer, self.service.today(), width) if offer else []

    def keys_here(self) -> Sequence[Key]:
        """The keys of the page; without an idea, not that which takes it."""
        return [key for key in super().keys_here() if key != IDEA or self._offer is not None]

    async def action_idea(self) -> None:
        """Give the idea the ritual's next day; without one, open the list, where it can have any."""
        if (offer := self._offer) is None:
            return
        if offer.day is None:
            await self.run_action(f"app.page('someday', {offer.idea.id!r})")
        else:
            self.run_reporting(lambda: self._give_day(offer), about=printable(offer.idea.text))

    def _give_day(self, offer: IdeaOffer) -> str:
        change_on_list(self.service, SomedayEdited(offer.idea.id, on=offer.day))
        return added_to_list_words(self.service.state.someday.value[offer.idea.id], self.service.today())

    def _find_facts(self) -> Mapping[str, str]:
        ritual = self.current
        if ritual is None:
            return {}
        silent = silence_words(self.session, ritual)
        histories = self.session.histories
        about = about_ritual(self.service, ritual, lambda: self.session.catalogue, histories, silent=silent)
        facts = about.facts(self.service.everyone)
        return {label: fact for label, fact in facts.items() if label != ID}  # which is for a shell

    def _note_lines(self, width: int) -> list[Content]:
        return present_ritual.written_lines(self._notes, self.service.today(), width)

    def show(self) -> None:
        """Show the ritual as it is now; its year and its notes follow between frames."""
        self._facts = self._find_facts()
        for widget in self.query(WrappedText):
            widget.refresh(layout=True)
        self.query(Footer).refresh()  # what can be done with it may be another thing now
        self.show_top()
        if self.is_active:
            self._look_back()

    async def recompose(self) -> None:
        """Build everything anew, as after a change of the look."""
        await super().recompose()
        self.show()

    @work(exclusive=True)
    async def _look_back(self) -> None:
        ritual, seated = self.current, self.service.seated.id
        is_shown = ritual is not None and ritual.is_open_to(seated)
        history = await looked_back_on(self.session, ritual) if ritual is not None and is_shown else None
        self._notes = present_ritual.notes_of(history) if history is not None else ()
        self.query_one(ReadingPane).set_class(history is None, "-untold")
        self.query_one("#notes").refresh(layout=True)
        self._show_year(history)
        if ritual is not None and not is_shown:
            owner = person_name(ritual.who, self.service.everyone)
            self.query_one("#legend", WrappedText).update(flowing([Content(present_ritual.theirs_alone(owner))]))

    def _show_year(self, history: RitualHistory | None) -> None:
        picture, legend = self.query_one(YearOfOne), self.query_one("#legend", WrappedText)
        is_drawn = history is not None and history.ritual.is_counted
        picture.display = is_drawn and bool(history is not None and history.ticks)
        legend.display = is_drawn or history is None
        if history is None or not is_drawn:
            return
        picture.week_starts_on = self.service.state.household.week_starts_on
        picture.between(
            min([history.ritual.spans[0].since, *history.ticks, history.today]), history.today, history.today
        )
        picture.show(partial(year_of, history), by_level=False)
        words = present.year_legend(self.signs, self.service.couple)
        legend.update(words if history.ticks else flowing([Content(present_ritual.NO_YEAR)]))

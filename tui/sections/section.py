"""One section of the catalogue: everything that the app offers for it, to open with one key."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.catalogue.sections import Offer, SectionOverview
from rituals.session import Session
from tui.navigation import QUESTIONS, go_to
from tui.sections.keys import SECTION
from tui.sections.present import NO_SOURCE, QUESTIONS_ON_THIS, offer_line
from tui.sections.stands import current_overviews
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.source_page import source_why


class OfferLine(Line):
    """An offer of a section: a ritual, a talk or a page."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer

    def show(self, offer: Offer) -> None:
        """Show whether the couple uses it now."""
        if offer != self.offer:
            self.offer = offer
            self.refresh()

    def rows(self, width: int) -> list[Content]:
        return [offer_line(self.offer, width, is_open=self.is_open)]


class SectionScreen(ListScreen):
    """The offers of one section of the catalogue."""

    KEYS = SECTION
    BINDINGS = bindings(SECTION)
    CSS_PATH = "sections.tcss"
    TITLE = "A part of the way"
    PURPOSE = "What there is for this part of the way back."

    def __init__(self, session: Session, section: str) -> None:
        super().__init__(session)
        self._section = section

    @property
    def _stand(self) -> SectionOverview:
        return next(stand for stand in current_overviews(self.session) if stand.id == self._section)

    def _offers(self) -> list[Offer]:
        stand = self._stand
        questions = [Offer("screen", QUESTIONS, QUESTIONS_ON_THIS)] if stand.questions else []
        return [*(offer for offer in stand.offers if offer.id != QUESTIONS), *questions]

    def page_name(self) -> str:
        return self._stand.title

    def contents(self) -> Iterable[Widget]:
        stand = self._stand
        yield Static(Content(stand.lead), classes="prose", id="lead")
        yield Static(Content(stand.words), classes="prose", id="stand")
        yield Lines(*(OfferLine(offer) for offer in self._offers()))

    def show(self) -> None:
        """Show which of the offers the couple uses now."""
        offers = self._offers()
        lines = list(self.query(OfferLine))
        if [line.offer.id for line in lines] != [offer.id for offer in offers]:
            self.call_later(self.recompose)
        for line, offer in zip(lines, offers, strict=False):
            line.show(offer)
        self.query_one("#stand", Static).update(Content(self._stand.words))

    async def open_line(self, line: Line) -> None:
        await self.choose(line)

    async def choose(self, line: Line) -> None:
        """Open the offer of a line."""
        if isinstance(line, OfferLine):
            await go_to(self.app, self.session, line.offer, self._stand.questions)

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        line = self.lines.current
        if isinstance(line, OfferLine):
            source = self.session.catalogue.evidence(line.offer.id)
            parts = list(source_why(source)) or [("", NO_SOURCE)]
            self.app.push_screen(SourcePage(line.offer.name, parts))

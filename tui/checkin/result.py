"""One person's result of a check-in: the bars first, the sum small, and one small thing that may help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content
from textual.widget import Widget

from rituals.core.checkin.scoring import Result
from rituals.core.checkin.words import sum_words
from rituals.core.model import EntryId, Person
from rituals.core.phrases import all_words, both_or_all, day_words, joined_names
from rituals.core.state.apart import Round
from rituals.core.text import printable
from rituals.session import Session
from tui.checkin import present
from tui.checkin.ending import CheckinEnding, let_go
from tui.checkin.keys import CHECKIN_ENDING
from tui.shared.keys import bindings
from tui.shared.locked.own_page import OwnPage
from tui.shared.text import Link


class CheckinResultScreen(OwnPage, CheckinEnding):
    """Shows one person's check-in, just taken or from the past."""

    KEYS = CHECKIN_ENDING
    BINDINGS = bindings(CHECKIN_ENDING)
    TITLE = "check-in"

    def __init__(self, session: Session, person: Person, entry: EntryId) -> None:
        super().__init__(session, person)
        self._entry = entry
        self._on: date | None = None
        self._result: Result | None = None

    def page_name(self) -> str:
        on = f", {day_words(self._on, self.service.today())}" if self._on else ""
        return f"{printable(self._person.name)} · {self.TITLE}{on}"

    def locked_words(self) -> str:
        return f"{present.IS_KEPT} {super().locked_words()}"

    def own_contents(self) -> Iterable[Widget]:
        past_checkins = self.private.now.checkins
        self._on = next((checkin.on for checkin in past_checkins if checkin.entry == self._entry), None)
        if self._on is None:  # it was erased elsewhere
            self.call_later(self.dismiss)
            return ()
        self._result = self.service.checkin.result(self._form, self._entry, by=self._person.id)
        self.begin_with([self._person] if self._on == self.service.today() else [], self._result.needs)
        return CheckinEnding.contents(self)

    def show_own(self) -> None:
        if self._result is not None:
            CheckinEnding.show(self)

    def body(self) -> Iterable[Content]:
        result = self._result
        if result is None:
            return
        bars = present.answer_lines(self._form, result.values, self.size.width, self.signs)
        yield Content("\n").join(bars)
        today = self.service.today()
        small = Content.styled(sum_words(self._form.checkin, result, self._on or today, today), "$text-muted")
        yield Content("\n").join([small, Content(result.message)] if result.message else [small])

    def more_links(self) -> Iterable[Link]:
        others = [person for person in self.service.couple if person.id != self._person.id]
        if others:
            yield Link("o  show it no more" if self._is_shared else f"o  show {joined_names(others)}", "share")
            if self._entry not in self._sealed:
                yield Link(f"ctrl+s  show it once{both_or_all(self.service.couple)} do", "seal")
        yield Link("x  erase it", "let_go")

    @property
    def _is_shared(self) -> bool:
        return self.service.checkin.is_shared(self._entry)

    def action_share(self) -> None:
        self.run_reporting(lambda: share_or_not(self.session, self._entry, self._person))
        self.show()

    @property
    def _sealed(self) -> set[EntryId]:
        """The check-ins that are sealed, or were shown so."""
        return self.private.now.sealed_entries

    def action_seal(self) -> None:
        """Seal it, to be shown once all have sealed one, and show how it stands."""
        sealed: list[Round] = []

        def seal() -> str:
            sealed.append(self.service.apart.seal_checkin(self._form, self._entry, by=self._person))
            return ""

        if len(self.service.couple) > 1:
            self.run_reporting(seal, then=lambda: self._show_sealed(sealed[-1]))

    def _show_sealed(self, asked: Round) -> None:
        from tui.questions.apart import AnswerApartScreen

        self.show()
        self.app.push_screen(AnswerApartScreen(self.session, asked, self._person))

    def action_let_go(self) -> None:
        let_go(self, self._entry, self._person, self.dismiss)


def share_or_not(session: Session, entry: EntryId, person: Person) -> str:
    """Share a check-in with the other, or stop sharing it; a sentence that says so."""
    if session.service.checkin.share_or_not(entry, by=person.id):
        return present.SHOWN.format(all_words(session.service.couple))
    return f"{present.SHOWN_NO_MORE} {session.elsewhere.later_words}".strip()

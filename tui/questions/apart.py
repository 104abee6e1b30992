"""One person's answer to a question that each answers apart: typed, sealed, and shown beside the others' once all are
there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.model import Person
from rituals.core.phrases import both_or_all
from rituals.core.questions.rounds import CHECKIN, OVER, before_words, let_go_words, sealed_answer_words
from rituals.core.state.apart import Round
from rituals.core.text import printable
from rituals.session import Session
from tui.questions import present
from tui.questions.keys import ANSWER_APART, LEAVE_UNSEALED
from tui.shared.confirm import ConfirmScreen
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.guided.hand_over import HandOverScreen
from tui.shared.guided.onward import go_to_next
from tui.shared.guided.words_area import WordsArea
from tui.shared.keys import Key, bindings
from tui.shared.locked.opening_field import OpeningField
from tui.shared.locked.privacy_line import PrivacyLine
from tui.shared.private_screen import PrivateScreen
from tui.shared.screen import AppScreen
from tui.shared.text import Link, links_line

_ENTER = {"open": "seal it", "sealed": "hand over"}


class LeaveUnsealedScreen(ConfirmScreen):
    """Dismissed with True to leave, and forget what was typed."""

    KEYS = LEAVE_UNSEALED


class AnswerApartScreen(GuidedScreen, PrivateScreen):
    """Says nothing of what anybody else did, until everyone's answers are shown."""

    KEYS = ANSWER_APART
    BINDINGS = bindings(ANSWER_APART)
    CSS_PATH = "apart.tcss"
    TITLE = "apart"
    PURPOSE = "One question, answered by each apart; the answers are shown once all are there."

    def __init__(self, session: Session, asked: Round, person: Person) -> None:
        super().__init__(session)
        self._asked = session.service.apart.as_it_is(asked)
        self._person = person
        self._stands = self.service.apart.standing(self._asked, person)
        self._takes_words = self._stands == "open" and bool(session.question_text(asked.about))
        self._is_answering = False

    def page_name(self) -> str:
        return f"{printable(self._person.name)} · {self.TITLE}"

    def contents(self) -> Iterable[Widget]:
        with VerticalScroll(id="said"):
            yield Static(Content(printable(self.session.asked_text(self._asked.about))), classes="prose", id="line")
            yield Static(self._told(), classes="prose", id="told")
        if self._takes_words:
            with Vertical(id="writing"):
                yield WordsArea("", present.WRITE_APART)
            yield PrivacyLine(self.session, self._person, may_offer=False)
        yield Static(links_line(tuple(self._links()), indent=0), classes="links")

    def _told(self) -> Content:
        """What is said of the answers, or those themselves."""
        if self._stands == "shown":
            return present.shown_answer_lines(self.service.apart.answers(self._asked))
        couple = self.service.couple
        opening = before_words(couple) if self._takes_words else self._first().format(both_or_all(couple))
        words = {"open": opening, "sealed": sealed_answer_words(couple), "over": OVER}
        return Content(words[self._stands])

    def _first(self) -> str:
        return present.CHECKIN_FIRST if self._asked.about == CHECKIN else present.TALK_FIRST

    def _links(self) -> Iterable[Link]:
        yield Link(self._label_of_enter, "onward")
        if self._has_answered:
            yield Link("take it back", "let_go")
        yield Link("leave", "leave")

    @property
    def _has_answered(self) -> bool:
        return self._stands in ("sealed", "shown")

    @property
    def _label_of_enter(self) -> str:
        goes_on = self._takes_words or (self._stands == "sealed" and self._next_here() is not None)
        return _ENTER[self._stands] if goes_on else "back"

    def keys_here(self) -> Sequence[Key]:
        """The keys that do something as the answer stands."""
        left_out = {"take-back"} if not self._has_answered else set()
        left_out |= {"new-line"} if not self._takes_words else set()
        named = [key._replace(label=self._label_of_enter) if key.id == "onward" else key for key in self.KEYS]
        return [key for key in named if key.id not in left_out]

    def on_mount(self) -> None:
        self.set_class(self._takes_words, "-asking")
        for area in self.query(WordsArea):
            area.focus()

    def show(self) -> None:
        """Show the answers once they are there, also those that came in from another machine."""
        now = self.service.apart.as_it_is(self._asked)
        is_the_same = self.service.apart.standing(now, self._person) == self._stands
        if not (is_the_same or self._is_answering) and self.app.screen is self:
            self.app.switch_screen(self._anew())
        else:
            self.show_top()

    def _anew(self) -> AnswerApartScreen:
        return AnswerApartScreen(self.session, self._asked, self._person)

    # answering

    def action_onward(self) -> None:
        following = self._next_here() if self._stands == "sealed" else None
        if self._takes_words:
            self._is_answering = True
            go_to_next(self, self._sealed)
            self._is_answering = False
        elif following is not None:
            self.app.switch_screen(self._handed_over(following))
        else:
            self.dismiss()

    def _sealed(self) -> AnswerApartScreen:
        self.service.apart.seal(self._asked.id, self.query_one(WordsArea).text, by=self._person.id)
        return self._anew()

    def _next_here(self) -> Person | None:
        """The other one, where two live with this machine."""
        if not self.session.question_text(self._asked.about):
            return None  # a check-in or a talk of their own comes first
        others = [person for person in self.session.residents() if person.id != self._person.id]
        return others[0] if len(others) == len(self.service.couple) - 1 == 1 else None

    def _handed_over(self, to: Person) -> HandOverScreen:
        title, means = present.next_here_words(to)
        return HandOverScreen(self.session, title, means, lambda: AnswerApartScreen(self.session, self._asked, to))

    def action_new_line(self) -> None:
        for area in self.query(WordsArea):
            area.insert("\n")

    # taking it back, and leaving

    def action_let_go(self) -> None:
        """Ask whether to take it back; where its words are locked, first for what opens those."""
        private = self.service.private(self._person.id)
        if self._has_answered and private.is_locked:
            if not self.query(OpeningField):
                self.mount(OpeningField(private, self.signs), before=self.toast)
            self.call_after_refresh(lambda: self.query_one(OpeningField).field.focus())
        elif self._has_answered:
            ask = ConfirmScreen(present.TAKE_BACK_ASKS, present.TAKE_BACK_MEANS)
            self.app.push_screen(ask, self._take_back_or_not)

    async def on_opening_field_opened(self, message: OpeningField.Opened) -> None:
        message.hold(self.service.private(self._person.id), self.toast)
        await self.query(OpeningField).remove()
        self.action_let_go()

    def _take_back_or_not(self, sure: bool | None) -> None:
        def take_back() -> str:
            was = self.service.apart.let_go(self._asked.id, by=self._person.id)
            return let_go_words(self.session.elsewhere, was, self.service.state.couple(was.on), self._person.id)

        def tell(words: str) -> None:
            if isinstance(self.app.screen, AppScreen):
                self.app.screen.toast.show(words)

        if sure:
            self._is_answering = True
            self.run_reporting(take_back, tell, then=self.dismiss)
            self._is_answering = False

    def action_leave(self) -> None:
        if any(area.text.strip() for area in self.query(WordsArea)):
            self.app.push_screen(LeaveUnsealedScreen(present.LEAVE_ASKS, present.LEAVE_MEANS), self._leave_or_not)
        else:
            self.dismiss()

    def _leave_or_not(self, sure: bool | None) -> None:
        if sure:
            self.dismiss()

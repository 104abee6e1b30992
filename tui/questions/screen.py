"""A question for both, large on its own screen: pass it, go deeper or lighter, or make it a favourite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from secrets import randbelow

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.phrases import both_or_all
from rituals.core.questions.deck import UNASKED, Depth, Prompt, added_question_words, depth_of
from rituals.core.state.apart import Round
from rituals.core.text import printable
from rituals.session import Session
from tui.questions import present
from tui.questions.keys import QUESTION
from tui.questions.own_question_panel import OwnQuestionPanel
from tui.shared.keys import Key, bindings
from tui.shared.screen import AppScreen
from tui.shared.text import Link, links_line


class QuestionScreen(AppScreen):
    """Shows tonight's question of a deck; one from a deeper level only after a page that says what to mind there.

    Without a `deck` it is the catalogue's. Of a question that is passed, only this device records that it came up.
    """

    KEYS = QUESTION
    BINDINGS = bindings(QUESTION)
    CSS_PATH = "question.tcss"
    TITLE = "A question"
    PURPOSE = "One question for tonight, if you like."

    def __init__(self, session: Session, deck: Sequence[Prompt] = ()) -> None:
        super().__init__(session)
        self._deck = deck or session.catalogue.prompt
        self._levels = sorted({prompt.depth for prompt in self._deck})
        self._depths = UNASKED.intersection(self._levels) or frozenset(self._levels[:1])
        self._minding: Depth | None = None
        self._question = self.service.questions.tonight(self._deck, self._depths)

    def keys_here(self) -> Sequence[Key]:
        """Only the screen's own keys, as this is a calm page."""
        return self.KEYS

    def contents(self) -> Iterable[Widget]:
        yield VerticalScroll(
            *(Static(id=name) for name in ("depth", "question", "note", "answers", "links")), id="page"
        )

    def on_mount(self) -> None:
        self.query_one("#page").focus()
        self.service.questions.came_up(self._question)

    # showing

    @property
    def _depth(self) -> Depth:
        return self._minding or depth_of(self.session.catalogue.depth, self._question.depth)

    @property
    def _is_liked(self) -> bool:
        return self._question.id in self.service.state.favourite_questions

    def show(self) -> None:
        """Show the question, or what to mind before a deeper one."""
        sentence = (
            present.DEEPER.format(self._depth.name, both_or_all(self.service.couple))
            if self._minding
            else printable(self._question.text)
        )
        heart = f" {present.LIKED[self.signs]}" if self._is_liked else ""
        self.query_one("#depth", Static).update(Content("" if self._minding else f"{self._depth.name}{heart}"))
        self.query_one("#question", Static).update(Content(sentence))
        self.query_one("#note", Static).update(Content(self._depth.note))
        answers = () if self._minding else self.service.apart.answers_to(self._question.id)
        self.query_one("#answers", Static).update(present.shown_answer_lines(answers))
        self.query_one("#answers", Static).display = bool(answers)
        self.query_one("#links", Static).update(links_line(self._links(), indent=0))

    def _links(self) -> tuple[Link, ...]:
        if self._minding:
            return (Link("show one", "another"), Link("not tonight", "back"))
        favourite = "remove favourite" if self._is_liked else "favourite"
        for_two = (Link("answer apart", "share"), Link("answers", "view"))
        return (
            *(Link("another", "another"), Link("lighter", "deeper(-1)"), Link("deeper", "deeper(1)")),
            *(for_two if len(self.service.couple) > 1 else ()),
            *(Link(favourite, "favour"), Link("your own", "own"), Link("why", "why")),
        )

    # asking

    def ask(self, question: Prompt) -> None:
        """Show this question now."""
        self._question, self._minding = question, None
        self.service.questions.came_up(self._question)
        self.show()

    def action_another(self) -> None:
        self._draw(frozenset({self._minding.level}) if self._minding else self._depths)

    def action_deeper(self, step: int) -> None:
        """Draw from the next level that way; below those asked unprompted, say first what to mind there."""
        if self._minding:
            self.action_back()
            return
        place = self._levels.index(self._question.depth) + step
        if not 0 <= place < len(self._levels):
            self.toast.show(present.AS_DEEP if step > 0 else present.AS_LIGHT)
            return
        level = self._levels[place]
        if step > 0 and level not in UNASKED:
            self._minding = depth_of(self.session.catalogue.depth, level)
            self.show()
        else:
            self._draw(frozenset({level}))

    def _draw(self, depths: frozenset[int]) -> None:
        self.run_reporting(lambda: self._have_another(depths))
        self.show()

    def _have_another(self, depths: frozenset[int]) -> None:
        self._question = self.service.questions.another(self._deck, randbelow, depths)
        self._depths, self._minding = depths, None

    def action_back(self) -> None:
        if self._minding:
            self._minding = None
            self.show()
        else:
            self.dismiss()

    # favourites

    def action_favour(self) -> None:
        if not self._minding:
            self.run_reporting(self._favour)
            self.show()

    def _favour(self) -> str:
        favourite = not self._is_liked
        self.service.questions.favour(self.session.catalogue.prompt, self._question.id, favourite=favourite)
        return present.question_favoured_words(is_favourite=favourite)

    # one of their own

    def action_own(self) -> None:
        """Ask for a question of their own, as deep as this one."""
        if not self._minding and not self.query(OwnQuestionPanel):
            self.mount(OwnQuestionPanel(self.service.today()), before=self.toast)

    def on_own_question_panel_settled(self, message: OwnQuestionPanel.Settled) -> None:
        """Add the question and show it; where it can't be added, the panel stays open."""
        add = partial(self._add, message.text)
        self.run_reporting(add, then=self._go_on, part=self.query_one(OwnQuestionPanel))

    def _add(self, text: str) -> str:
        added = self.session.add_question(text, self._question.depth)
        self._deck = (*self._deck, added)
        self.ask(added)
        return added_question_words(added, self._depth)

    async def on_panel_left(self) -> None:
        await self.query(OwnQuestionPanel).remove()
        self._go_on()

    def _go_on(self) -> None:
        self.query_one("#page").focus()

    # answering apart

    def action_share(self) -> None:
        """Let each answer apart, and show both answers once both are there."""
        if self._minding or len(self.service.couple) < 2:
            return
        begun: list[Round] = []

        def begin() -> None:
            begun.append(self.service.apart.begin(self._question.id))

        self.run_reporting(begin, then=lambda: self._answer_apart(begun[-1]))

    def _answer_apart(self, asked: Round) -> None:
        from tui.questions.apart import AnswerApartScreen
        from tui.shared.private_screen import open_whose

        open_whose(self.app, self.session, partial(AnswerApartScreen, self.session, asked))

    def action_view(self) -> None:
        from tui.questions.answered import AnsweredScreen

        self.app.push_screen(AnsweredScreen(self.session))

    def action_favourites(self) -> None:
        from tui.questions.favourites import FavouritesScreen

        self.app.push_screen(FavouritesScreen(self.session, self.ask))

    def action_why(self) -> None:
        from tui.shared.source_page import SourcePage

        self.app.push_screen(SourcePage(present.WHY, present.question_why(self._question, self.session.catalogue)))

"""The end of a talk: what to keep, which is nothing unless chosen, what it may become, and the tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.cadence.day_parser import parse_day
from rituals.core.talk.outcomes import KeepRequest, keep_requests, name_for
from rituals.core.talk.session import TalkSession
from rituals.core.talk.words import LOOK_AWAY
from rituals.core.text import clean_name
from rituals.errors import RitualsError
from rituals.service.talk import TalkService
from rituals.session import Session
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.keys import Key, bindings
from tui.shared.lines import Line, Lines
from tui.shared.remedies import in_app
from tui.talk import present
from tui.talk.flow_done import FlowDoneScreen
from tui.talk.keys import FLOW_END
from tui.talk.outcomes import KeepOption, OutcomeLine, OutcomeWords

_DAY_WANTED = "A day, such as “fri” or “28 nov”."


def ending(session: Session, run: TalkSession) -> Screen[None]:
    """The screen after the last step: what to keep if anything can be, else the end."""
    asked = keep_requests(run)
    return FlowEndScreen(session, run, asked) if asked else FlowDoneScreen(session, run.flow)


class FlowEndScreen(GuidedScreen):
    """Asks both about what they wrote together, then each about their own, unseen by the other.

    `asked` are the requests still to make, `said` the confirmations so far.
    """

    KEYS = FLOW_END
    BINDINGS = bindings(FLOW_END)
    CSS_PATH = "flow.tcss"
    TITLE = "The end of a talk"
    PURPOSE = "What of the talk is kept: nothing, unless you tick it."

    def __init__(
        self,
        session: Session,
        run: TalkSession,
        asked: Sequence[KeepRequest],
        said: Sequence[str] = (),
        *,
        is_handed_over: bool = False,
    ) -> None:
        super().__init__(session)
        self._talk = TalkService(session.service)
        self._run = run
        self._asking, *self._rest = asked
        self._said = list(said)
        self._is_handing_over = not is_handed_over and self._is_for_one_of_two()

    def _is_for_one_of_two(self) -> bool:
        """Whether the other should look away first."""
        is_everything_mine = all(
            request.of in (None, self._run.participants[0]) for request in keep_requests(self._run)
        )
        return self._asking.of is not None and not is_everything_mine

    def page_name(self) -> str:
        return self._run.flow.title

    def keys_here(self) -> tuple[Key, ...]:
        """The keys that do something on this screen."""
        return tuple(key for key in FLOW_END if key.id != "choose" or not self._is_handing_over)

    def contents(self) -> Iterable[Widget]:
        if self._is_handing_over:
            yield VerticalScroll(*self._handing_over(), id="said")
            return
        yield Static(present.KEEPING, classes="task")
        yield Static(present.KEEPING_MEANS, classes="hint")
        yield Lines(*self._outcomes())

    def _handing_over(self) -> Iterable[Widget]:
        of = self._asking.of
        assert of is not None
        others = [participant for participant in self._run.participants if participant != of]
        yield Static(Content(present.NEXT_ONE_SEES.format(of.name)), classes="task")
        yield Static(Content(LOOK_AWAY.format(others[0].name)), classes="hint")

    def _outcomes(self) -> Iterable[Widget]:
        number = 0
        for keepsake in self._asking.keepsakes:
            content = Content.assemble((keepsake.label, "$text-muted"), "\n", keepsake.text)
            yield Static(content, classes="keepsake")
            for becoming in (None, *keepsake.becomes):
                number += 1
                yield OutcomeLine(KeepOption(keepsake, becoming), number, self.signs)

    def on_mount(self) -> None:
        if self._is_handing_over:
            self.query_one("#said").focus()
        else:
            self._lines.focus()
            self._lines.point_at(None)

    # choosing

    @property
    def _lines(self) -> Lines:
        return self.query_one(Lines)

    @property
    def _all(self) -> list[OutcomeLine]:
        return list(self.query(OutcomeLine))

    def action_choose(self) -> None:
        line = self._lines.current if self.query(Lines) else None
        if isinstance(line, OutcomeLine):
            self._toggle(line)

    def action_pick(self, number: int) -> None:
        if number <= len(self._all):
            self._lines.point_at(self._all[number - 1])
            self._toggle(self._all[number - 1])

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if isinstance(message.line, OutcomeLine):
            self._toggle(message.line)

    def _toggle(self, line: OutcomeLine) -> None:
        if self.query(OutcomeWords):
            return
        if line.is_chosen or not line.outcome.asks:
            line.choose(is_chosen=not line.is_chosen)
            return
        proposal = name_for(line.outcome.keepsake) if line.outcome.becoming == "ritual" else ""
        placeholder = _DAY_WANTED if line.outcome.becoming == "ask-about" else ""
        self.mount(OutcomeWords(line, proposal, placeholder), before=self.toast)
        self.come_in_sight()

    def on_outcome_words_settled(self, message: OutcomeWords.Settled) -> None:
        line, words = message.line, message.words
        if words is not None:
            try:
                self._check(line.outcome, words)
            except RitualsError as problem:
                self.toast.show(in_app(problem), needs_doing=True)
                return
        self.toast.clear()
        line.choose(is_chosen=words is not None, words=words or "")
        self.query(OutcomeWords).remove()
        self._lines.focus()
        self.come_in_sight()

    def _check(self, outcome: KeepOption, words: str) -> None:
        """Raise a `RitualsError` where `words` are no name or day, whichever was asked for."""
        if outcome.becoming == "ritual":
            clean_name(words, of="ritual")
        else:
            parse_day(words, today=self.service.today(), ahead=True)

    # doing

    def action_onward(self) -> None:
        if self._is_handing_over:
            asked = [self._asking, *self._rest]
            self.app.switch_screen(FlowEndScreen(self.session, self._run, asked, self._said, is_handed_over=True))
            return
        if self.query(OutcomeWords):
            return
        self.run_reporting(self._keep_chosen, then=self._go_on)

    def _keep_chosen(self) -> None:
        chosen = [line for line in self._all if line.is_chosen]
        self._keep([line for line in chosen if line.outcome.becoming is None])
        for line in chosen:
            if line.outcome.becoming is not None:
                self._said.append(self._do(line.outcome, line.words))
                line.choose(is_chosen=False)

    def _keep(self, lines: Sequence[OutcomeLine]) -> None:
        """Keep what was chosen, and clear the choice, so that nothing is kept twice."""
        if not lines:
            return
        keepsakes = [line.outcome.keepsake for line in lines]
        self._talk.keep(self._run, keepsakes)
        whose = dict.fromkeys(participant.name for keepsake in keepsakes for participant in keepsake.whose)
        self._said.append(present.kept_now_words(whose))
        for line in lines:
            line.choose(is_chosen=False)

    def _do(self, outcome: KeepOption, words: str) -> str:
        """Make of an answer what was chosen, and return a confirmation."""
        keepsake = outcome.keepsake
        if outcome.becoming == "jar":
            self._talk.put_in_jar(keepsake)
            return present.IN_THE_JAR
        if outcome.becoming == "ritual":
            self._talk.try_for_a_while(words, section=self._run.flow.section)
            return present.TO_TRY.format(words)
        today = self.service.today()
        day = parse_day(words, today=today, ahead=True)
        self._talk.ask_about(keepsake, day)
        return present.to_ask_words(day, today)

    # going on

    def _go_on(self) -> None:
        if self._rest:
            self.app.switch_screen(FlowEndScreen(self.session, self._run, self._rest, self._said))
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.app.switch_screen(FlowDoneScreen(self.session, self._run.flow, self._said))

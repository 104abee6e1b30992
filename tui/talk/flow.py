"""A talk, step by step; its answers are held by this screen alone, unless they are kept at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from time import monotonic

from textual.widget import Widget

from rituals.core.talk.session import TalkSession
from rituals.core.talk.steps import CARE, Flow
from rituals.errors import RitualsError
from rituals.service.talk import TalkService
from rituals.session import Session
from tui.shared.key_line import KeyLine
from tui.shared.keys import Key, bindings
from tui.shared.remedies import in_app
from tui.shared.transient_screen import TransientScreen
from tui.talk import present
from tui.talk.choices import FlowChoices
from tui.talk.flow_stop import FlowStopScreen
from tui.talk.keys import FLOW
from tui.talk.page import FlowPage

_SPACE: Mapping[str, str] = {"timer": "start, pause", "list": "choose"}


class FlowScreen(TransientScreen):
    """Goes through one talk; `seconds` is the clock of its timers."""

    KEYS = FLOW
    BINDINGS = bindings(FLOW)
    CSS_PATH = "flow.tcss"
    TITLE = "A talk"
    IS_GUIDED = True

    def __init__(self, session: Session, flow: Flow, *, seconds: Callable[[], float] = monotonic) -> None:
        super().__init__(session)
        self._flow = flow
        self._seconds = seconds
        self._run = TalkService(self.service).begin(flow)
        self._is_turning = False

    def headline(self) -> str:
        return present.talk_headline(self._run)

    def contents(self) -> Iterable[Widget]:
        if self._run.current is not None:
            yield self._made_page()

    def keys_here(self) -> tuple[Key, ...]:
        """The keys that do something at this step."""
        stop = self._run.current
        if stop is None:
            return ()
        left_out = {"new-line", "press", "week", "copy"}
        left_out -= {"week"} if stop.step.opens == "week" else set()
        left_out -= {"copy"} if present.to_copy(self._run) else set()
        left_out -= {"press"} if stop.step.asks_for in _SPACE else set()
        label = _SPACE.get(stop.step.asks_for, "")
        return tuple(key._replace(label=label) if key.id == "press" else key for key in FLOW if key.id not in left_out)

    # going on and back

    @property
    def _page(self) -> FlowPage:
        return self.query_one(FlowPage)

    def _made_page(self) -> FlowPage:
        return FlowPage(self._run, signs=self.signs, seconds=self._seconds)

    def _turn(self, step: Callable[[TalkSession], TalkSession]) -> None:
        """Show the step that `step` leads to; where it raises, show why and stay."""
        if self._is_turning:
            return
        try:
            run = step(self._run)
        except RitualsError as problem:
            self.toast.show(in_app(problem), needs_doing=True)
            return
        self.toast.clear()
        self._run = run
        if run.current is None:
            self._end(run)
            return
        self._is_turning = True
        self.call_later(self._lay_out)

    async def _lay_out(self) -> None:
        """Replace the page by that of the current step."""
        async with self.batch():
            await self.query(FlowPage).remove()
            await self.query(KeyLine).remove()
            await self.mount(self._made_page(), before=self.toast)
            await self.mount(KeyLine(self.keys_here()), after=self.toast)
        self.show_headline()
        self._is_turning = False

    def _end(self, run: TalkSession) -> None:
        from tui.talk.flow_end import ending
        from tui.talk.support import SupportScreen

        self.app.switch_screen(SupportScreen(self.session) if run.leads_to == CARE else ending(self.session, run))

    # answering

    def action_onward(self) -> None:
        if self._is_turning:
            return
        answer = self._page.settled()
        if answer is not None:
            self._turn(lambda run: run.answer(answer))

    def on_flow_choices_taken(self, message: FlowChoices.Taken) -> None:
        message.stop()
        self.action_onward()

    def action_press(self) -> None:
        if not self._is_turning:
            self._page.press()

    def action_pick(self, number: int) -> None:
        if not self._is_turning and not self._page.pick(number):
            self.toast.show(present.NOTHING_TO_CHOOSE)

    def action_new_line(self) -> None:
        if not self._is_turning:
            self._page.new_line()

    def action_before(self) -> None:
        if not self._is_turning:
            unfinished = self._page.unfinished
            self._turn(lambda run: run.drafted(unfinished).back())

    def action_skip(self) -> None:
        self._turn(TalkSession.skip)

    # what else can be done at a step

    def action_copy(self) -> None:
        words = present.to_copy(self._run)
        if words:
            self.app.copy_to_clipboard(words)
            self.toast.show(present.COPIED)

    def action_open(self, name: str) -> None:
        from tui.rituals.week import WeekScreen

        stop = self._run.current
        if stop is not None and stop.step.opens == name:
            self.app.push_screen(WeekScreen(self.session))

    def action_gate(self) -> None:
        from tui.shared.source_page import SourcePage

        self.app.push_screen(SourcePage(present.GATE_TITLE, [("", self.session.catalogue.safety.gate)]))

    def action_why(self) -> None:
        from rituals.core.catalogue.sources import flow_why
        from tui.shared.source_page import SourcePage

        self.app.push_screen(SourcePage(self._flow.title, flow_why(self._flow, self.session.catalogue)))

    # leaving

    def action_stop(self) -> None:
        """Leave; where something was answered, ask first."""
        if self._is_turning:
            return
        if self._run.trail or self._page.unfinished:
            self.app.push_screen(FlowStopScreen(), self._stop_or_go_on)
        else:
            self._stop_or_go_on(True)

    def _stop_or_go_on(self, is_over: bool | None) -> None:
        if is_over:
            self.forget()
            self.dismiss()

    def forget(self) -> None:
        self._run = self._run.stop()

    async def recompose(self) -> None:
        """Build everything anew, as after a change of the look; what is half answered stays."""
        if self._run.current is not None:
            self._run = self._run.drafted(self._page.unfinished)
        await super().recompose()

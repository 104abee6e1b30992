"""A talk, step by step; its answers are held by this screen alone, unless they are kept at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import monotonic

from textual.widget import Widget

from rituals.core.model import Person
from rituals.core.talk.detours import back_after, brought_along, detour_after, passed_over_to
from rituals.core.talk.route import Participant, StepAnswer
from rituals.core.talk.session import TalkSession
from rituals.core.talk.steps import CARE, Flow
from rituals.errors import RitualsError
from rituals.service.coming_back import come_back_in
from rituals.service.talk import TalkService
from rituals.session import Session
from tui.shared.guided.guided_screen import GuidedScreen
from tui.shared.keys import Key, bindings
from tui.shared.remedies import in_app
from tui.talk import present
from tui.talk.flow_stop import FlowStopScreen
from tui.talk.keys import FLOW, SKIP_STEP
from tui.talk.page import FlowPage
from tui.talk.safety import SafetyNotice

_SPACE: Mapping[str, str] = {"timer": "start, pause", "list": "choose", "choice": "choose"}


class FlowScreen(GuidedScreen):
    """Goes through one talk, with whoever is `beside` the person at the keyboard, or with nobody if it is gone through
    `apart`; `seconds` is its timers' clock. One that is `inside` another leads back into that; one that is gone on with
    begins `at` a step."""

    KEYS = FLOW
    BINDINGS = bindings(FLOW)
    CSS_PATH = "flow.tcss"
    TITLE = "A talk"
    PURPOSE = "One step of the talk at a time; nothing is kept unless you say so at the end."

    def __init__(
        self,
        session: Session,
        flow: Flow,
        beside: Person | None = None,
        *,
        seconds: Callable[[], float] = monotonic,
        apart: bool = False,
        inside: TalkSession | None = None,
        at: str = "",
    ) -> None:
        super().__init__(session)
        self._flow = flow
        self._beside = beside
        self._is_apart = apart
        self._is_inside = inside is not None
        self._is_away = False
        """Whether something else comes first, before the step that the talk is at."""
        self._says_when_back = bool(at)
        """Whether somebody said in this talk when they come back, which stays."""
        self._seconds = seconds
        self._talk = TalkService(self.service)
        begun = brought_along(self._talk.begin(flow, beside, apart=apart), inside)
        self._run = passed_over_to(begun, at) if at else begun

    def headline(self) -> str:
        return present.step_words(self._run)

    def page_name(self) -> str:
        return self._flow.title

    def contents(self) -> Iterable[Widget]:
        if self._run.current is not None and self._talk.gate_before(self._run) is None:
            yield self._made_page()

    def on_mount(self) -> None:
        self._show_gate()

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

    def _turn(self, step: Callable[[TalkSession], TalkSession], way: str = "") -> None:
        """Show the step that `step` leads to, by way of something else if that comes first; where it raises, show why
        and stay."""
        try:
            run = step(self._run)
        except RitualsError as problem:
            self.toast.show(in_app(problem), needs_doing=True)
            return
        self.toast.clear()
        self._run = run
        if way:
            self._go_by_way_of(way)
        elif run.current is None:
            self._end(run)
        else:
            self._show_step()

    def _go_by_way_of(self, way: str) -> None:
        """Show what comes first; the talk goes on once that is closed."""
        from tui.talk.support import CarePage

        self._is_away = True
        self.app.push_screen(CarePage(self.session) if way == CARE else self._other_talk(way, inside=self._run))

    def on_screen_resume(self) -> None:
        if self._is_away and not self._is_left:
            self._is_away = False
            self._turn(lambda run: run)

    def _other_talk(self, flow: str, *, inside: TalkSession | None = None) -> FlowScreen:
        """Another talk, for those who take part in this one."""
        other = self.session.catalogue.flow_called(flow)
        assert other is not None
        return FlowScreen(self.session, other, self._beside, seconds=self._seconds, apart=self._is_apart, inside=inside)

    def _show_step(self) -> None:
        self.go_out_of_sight()
        self.call_later(self._lay_out)

    async def _lay_out(self) -> None:
        """Replace the page by that of the current step, once whoever takes part in it has read the words on safety."""
        if self.is_closed:
            return  # the run may be over
        async with self.batch():
            await self.query(FlowPage).remove()
            await self.mount_all(self.contents(), before=self.toast)
            self.come_in_sight()
        self.show_top()
        self.refresh_bindings()
        self._show_gate()

    # the words on safety

    def _show_gate(self) -> None:
        """Show the words on safety to the one who takes part in the current step and has not read them, if any."""
        reader = self._talk.gate_before(self._run)
        if reader is not None:
            self.app.push_screen(SafetyNotice(self.session, self._run, reader, partial(self._answer_gate, reader)))

    def _answer_gate(self, reader: Participant, goes_on: bool) -> None:
        """Go on once they were read; whoever leaves there ends the talk, and nothing says who it was."""
        if goes_on:
            self._talk.pass_gate(reader.id)
            self._show_step()
        else:
            self._stop_or_go_on(True)

    def _end(self, run: TalkSession) -> None:
        from tui.talk.flow_end import ending
        from tui.talk.support import SupportScreen

        if run.leads_to == CARE:
            self.app.switch_screen(SupportScreen(self.session))
        elif not run.leads_to:
            self.app.switch_screen(ending(self.session, run))
        elif self._is_inside:
            self.dismiss()
        else:
            self.app.switch_screen(self._other_talk(run.leads_to))

    # answering

    def action_onward(self) -> None:
        answer = self._page.settled()
        if answer is None:
            self.toast.show(present.CHOOSE_FIRST.format(SKIP_STEP.face), needs_doing=True)
        else:
            self._turn(partial(self._answered, answer), detour_after(self._run.current_stop.step, answer))

    def _answered(self, answer: StepAnswer, run: TalkSession) -> TalkSession:
        """The talk after an answer, and if that says when somebody comes back, with that on the disk."""
        answered = run.answer(answer)
        minutes = back_after(run.current_stop.step, answer)
        if minutes is not None:
            come_back_in(self.service, minutes)
            self._says_when_back = minutes > 0
        return answered

    def action_press(self) -> None:
        self.toast.clear()
        self._page.press()

    def action_pick(self, number: int) -> None:
        self.toast.clear()
        if not self._page.pick(number):
            self.toast.show(present.NOTHING_TO_CHOOSE)

    def action_new_line(self) -> None:
        self._page.new_line()

    def action_before(self) -> None:
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
        if self._run.trail or self._page.unfinished:
            self.app.push_screen(FlowStopScreen(stays=self._says_when_back), self._stop_or_go_on)
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
        for page in self.query(FlowPage):
            self._run = self._run.drafted(page.unfinished)
        await super().recompose()

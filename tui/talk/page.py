"""One step of a talk: whose turn it is, what to do, and the widget to answer with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rituals.core.phrases import NOTHING_SHOWN
from rituals.core.talk.route import StepAnswer
from rituals.core.talk.session import TalkSession
from tui.shared.guided.choices import ChoiceList
from tui.shared.wrapped import WrappedText
from tui.talk import present
from tui.talk.timer import FlowTimer
from tui.talk.words import FlowWords

AnswerWidget = FlowWords | ChoiceList | FlowTimer


class FlowPage(Vertical):
    """The page of a talk's current step; each step gets a new one, so that nothing of another stays on it."""

    def __init__(self, run: TalkSession, *, signs: str, seconds: Callable[[], float]) -> None:
        super().__init__()
        self._run = run
        self._asking = _asking(run, signs, seconds)

    def compose(self) -> ComposeResult:
        run, stop = self._run, self._run.current_stop
        with VerticalScroll(id="said"):
            if words := present.turn_words(run):
                yield Static(Content(words), classes="turn")
            if run.progress.place == 1:
                yield Static(Content(run.intro), classes="intro")
            yield Static(Content(run.text), classes="task")
            if hint := present.hint_words(run):
                yield Static(Content(hint), classes="hint")
            if stop.kind == "together":
                yield from self._together()
            if lines := present.lines_to_read(run):
                yield Static(Content("\n".join(f"·  {line}" for line in lines.split("\n"))), classes="lines")
            if run.composed:
                yield from self._composed(run.composed)
        if self._asking is not None:
            yield self._asking

    def _together(self) -> ComposeResult:
        rows = self._run.side_by_side
        if not rows:
            yield Static(NOTHING_SHOWN, classes="hint")
            return
        yield WrappedText(partial(present.side_by_side_lines, rows))

    def _composed(self, words: str) -> ComposeResult:
        if not self._run.current_stop.step.compose:
            yield Static(present.SO_FAR, classes="so-far")
        yield Static(Content(words), classes="composed")

    def on_resize(self, event: events.Resize) -> None:
        """Leave to what is said the room that its choices, where they are few, do not take."""
        if isinstance(self._asking, ChoiceList):
            height = event.size.height
            self.query_one("#said").styles.max_height = max(height * 6 // 10, height - self._asking.whole_height)

    def on_mount(self) -> None:
        self.set_class(self._asking is not None, "-asking")
        if self._asking is None:
            self.query_one("#said").focus()

    @property
    def unfinished(self) -> StepAnswer:
        """The answer so far."""
        return self._asking.unfinished if self._asking else ""

    def settled(self) -> StepAnswer | None:
        """The answer, "" where nothing is asked; None where a choice is asked for and none was made."""
        return self._asking.settled() if self._asking else ""

    def press(self) -> bool:
        """Start or pause the timer, or make the choice under the cursor; False where the step has nothing to answer."""
        if self._asking is None:
            return False
        self._asking.press()
        return True

    def pick(self, number: int) -> bool:
        """Choose by number; False where there is nothing to choose."""
        if not isinstance(self._asking, ChoiceList):
            return False
        self._asking.pick(number)
        return True

    def new_line(self) -> None:
        """Begin a new line, where the answer is a text."""
        if isinstance(self._asking, FlowWords):
            self._asking.new_line()


def _asking(run: TalkSession, signs: str, seconds: Callable[[], float]) -> AnswerWidget | None:
    step = run.current_stop.step
    if step.asks_for == "text":
        return FlowWords(run.draft, step.marks)
    if step.asks_for in ("choice", "list"):
        return ChoiceList(run.choices, run.draft, signs=signs, is_list=step.asks_for == "list", own=step.own)
    if step.asks_for == "timer":
        return FlowTimer(step.seconds, seconds, signs=signs, pace=step.pace)
    return None

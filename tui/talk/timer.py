"""A step's timer: it is started by a key, can be paused, and shows when the time is up."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.widgets import Static

from rituals.core.talk.route import StepAnswer
from rituals.core.talk.timer import Timer, time_left_words
from tui.talk import present

LOOK_SECONDS = 0.25


class FlowTimer(Static, can_focus=True):
    """Counts down while it runs, without a sound, below it the `pace` of a breath, if it leads one; `seconds` is a
    clock that only goes forward."""

    def __init__(
        self, whole: int, seconds: Callable[[], float], *, signs: str, pace: tuple[int, int] | None = None
    ) -> None:
        super().__init__(classes="clickable")
        self._timer = Timer(whole)
        self._seconds = seconds
        self._signs = signs
        self._pace = pace
        self._shown = ""

    def on_mount(self) -> None:
        self._looking = self.set_interval(LOOK_SECONDS, self.show, pause=True)
        self.show()
        self.focus()

    def show(self) -> None:
        """Show the time that is left, where the text changes."""
        now = self._seconds()
        left, breath = self._timer.left(now), self._timer.breath(now, self._pace)
        words = present.TIME_IS_UP if not left else present.TIMER_WORDS[self._how]
        time = time_left_words(left)
        if f"{time} {words} {breath}" == self._shown:
            return
        self._shown = f"{time} {words} {breath}"
        self.set_class(not left, "-over")
        bar = present.timer_bar(left, self._timer.seconds, self._signs)
        content = Content.assemble((time, "bold"), "   ", (words, "$success" if not left else "$text-muted"))
        self.update(Content("\n").join([content, bar] if self._pace is None else [content, bar, Content(breath)]))
        if not left:
            self._looking.pause()

    @property
    def _how(self) -> str:
        if self._timer.is_running:
            return "runs"
        return "paused" if self._timer.spent else "still"

    def press(self) -> None:
        """Start, pause or resume it."""
        now = self._seconds()
        if not self._timer.left(now):
            return
        if self._timer.is_running:
            self._timer = self._timer.paused(now)
            self._looking.pause()
        else:
            self._timer = self._timer.running(now)
            self._looking.resume()
        self.show()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.press()

    @property
    def unfinished(self) -> StepAnswer:
        """Always "", as a timer has no answer."""
        return ""

    def settled(self) -> StepAnswer | None:
        """Always "": a timer has no answer, and one may go on before its end."""
        return ""

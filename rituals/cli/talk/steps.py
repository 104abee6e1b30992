"""The steps of a flow in the terminal, from the first to the last."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rituals.cli.shared.numbers import chosen_places, numbered
from rituals.cli.shared.remedies import in_shell
from rituals.cli.shared.terminal import KeyboardLeftError, TerminalDialogue
from rituals.core.phrases import KEPT_BACK, NOTHING_SHOWN
from rituals.core.talk.blame_words import blame_marks
from rituals.core.talk.route import StepAnswer
from rituals.core.talk.session import TalkSession
from rituals.core.talk.timer import Timer, time_left_words
from rituals.core.text import titled
from rituals.errors import RitualsError, UsageError

SKIP = ":skip"
STOP = ":stop"
WAYS: Mapping[str, Callable[[TalkSession], TalkSession]] = {
    ":back": TalkSession.back,
    SKIP: TalkSession.skip,
    STOP: TalkSession.stop,
}
SUPPORT = ":support"
_WORDS = ":back  :skip  :stop  :support"


class DetourError(Exception):
    """A command such as `:back` was typed in place of an answer; `word` is the command."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word


def walk(
    sheet: TerminalDialogue,
    run: TalkSession,
    show_support: Callable[[], None],
    let_read: Callable[[TalkSession], None],
    follow: Callable[[TalkSession, StepAnswer], None],
) -> TalkSession:
    """Go through the steps until the talk is over; the session as it is then.

    `let_read` is called before each step, for whoever has the safety text still to read; `follow` after each answer,
    for what follows from it beside the next step.
    """
    notice = ""
    while run.current is not None:
        let_read(run)
        _page(sheet, run, notice)
        notice = ""
        try:
            answer = _READERS[run.current.step.asks_for](sheet, run)
            answered = run.answer(answer)
            follow(run, answer)
            run = answered
        except KeyboardLeftError:
            run = run.stop()
        except RitualsError as problem:
            notice = in_shell(problem)
        except DetourError as away:
            if away.word == SUPPORT:
                show_support()
                continue
            try:
                run = WAYS[away.word](run)
            except RitualsError as problem:
                notice = in_shell(problem)
    return run


def typed_line(sheet: TerminalDialogue) -> str:
    """The next line typed; `DetourError` for a command such as `:back`, `KeyboardLeftError` at the end of the input."""
    typed = (sheet.line() or "").strip()
    if typed.lower() in WAYS or typed.lower() == SUPPORT:
        raise DetourError(typed.lower())
    return typed


def _page(sheet: TerminalDialogue, run: TalkSession, notice: str) -> None:
    stop, at = run.current_stop, run.progress
    sheet.clear()
    sheet.say(f"{run.flow.title} · {at.place} of {at.of}", "")
    if at.place == 1:
        sheet.say(run.intro, "")
    if run.hands_to:
        sheet.say(f"Hand the keyboard to {titled(run.hands_to.name)}.", "")
    if run.turn and not (run.hands_to and run.turn == run.hands_to.name):
        sheet.say(f"{run.turn}.", "")
    if run.composed and not stop.step.compose:
        sheet.say(f"So far: {run.composed}", "")  # above the question, which stays in sight however long it is
    sheet.say(run.text)
    if run.composed and stop.step.compose:
        sheet.say("", run.composed, "")
    if stop.kind == "together":
        _show_side_by_side(sheet, run)
    if stop.step.asks_for == "none":
        sheet.say(*(f"  - {line}" for line in run.choices))
    else:
        sheet.say(*numbered(run.choices))
    if run.draft:
        draft = run.draft if isinstance(run.draft, str) else ", ".join(run.draft)
        sheet.say("", f"Before, you said: {draft}", "Enter keeps that.")
    sheet.say("", f"{_ASKS[stop.step.asks_for]} {_WORDS}", *([notice] if notice else []))


def _show_side_by_side(sheet: TerminalDialogue, run: TalkSession) -> None:
    rows = run.side_by_side
    if not rows:
        sheet.say("", NOTHING_SHOWN)
    for row in rows:
        sheet.say("", row.label)
        sheet.say(*(f"  {participant.name}: {text or KEPT_BACK}" for participant, text in row.shown))


def _wait_to_go_on(sheet: TerminalDialogue, _run: TalkSession) -> StepAnswer:
    typed_line(sheet)
    return ""


def _read_words(sheet: TerminalDialogue, run: TalkSession) -> StepAnswer:
    answer = typed_line(sheet) or run.draft or ""
    marked = run.current_stop.step.marks
    while isinstance(answer, str) and marked and (marks := blame_marks(answer, marked)):
        sheet.say(*(f"“{mark.words}”: {mark.suggestion}" for mark in marks), "Enter leaves it so, or say it anew.")
        rewording = typed_line(sheet)
        if not rewording:
            break
        answer = rewording
    return answer


def _read_choice(sheet: TerminalDialogue, run: TalkSession) -> StepAnswer:
    typed = typed_line(sheet)
    if not typed and run.draft:
        return run.draft
    count = len(run.choices)
    if not (typed.isdecimal() and 1 <= int(typed) <= count):
        raise UsageError(f"Type one number from 1 to {count} here, or :skip.")
    return _in_own_words(sheet, run, run.choices[int(typed) - 1])


def _read_choices(sheet: TerminalDialogue, run: TalkSession) -> StepAnswer:
    typed = typed_line(sheet)
    if not typed:
        return run.draft or ()
    return tuple(_in_own_words(sheet, run, run.choices[place]) for place in chosen_places(typed, len(run.choices)))


def _in_own_words(sheet: TerminalDialogue, run: TalkSession, choice: str) -> str:
    if not choice or choice != run.current_stop.step.own:
        return choice
    sheet.say("In your own words, or Enter to leave it at that:")
    return typed_line(sheet) or choice


def _count_down(sheet: TerminalDialogue, run: TalkSession) -> StepAnswer:
    """Count down on one line; Enter starts, pauses and resumes it."""
    step = run.current_stop.step
    timer = Timer(step.seconds)
    while left := timer.left(now := sheet.seconds()):
        hint = "Enter pauses" if timer.is_running else "Enter starts it" if not timer.spent else "paused, Enter goes on"
        sheet.over(f"{time_left_words(left)}   {hint}   {timer.breath(now, step.pace)}   ")
        typed = sheet.line(within=left % 1 or 1.0) if timer.is_running else sheet.line()
        if typed is None:
            continue
        if typed.strip():
            _go_away(typed.strip().lower())
        seconds = sheet.seconds()
        timer = timer.paused(seconds) if timer.is_running else timer.running(seconds)
    sheet.over("0:00   That was the time. Finish your thought; Enter goes on.   ")
    typed_line(sheet)
    return ""


def _go_away(word: str) -> None:
    if word in WAYS or word == SUPPORT:
        raise DetourError(word)


_READERS: Mapping[str, Callable[[TerminalDialogue, TalkSession], StepAnswer]] = {
    "none": _wait_to_go_on,
    "text": _read_words,
    "choice": _read_choice,
    "list": _read_choices,
    "timer": _count_down,
}
_ASKS: Mapping[str, str] = {
    "none": "Enter goes on.",
    "text": "Type a line, then Enter.",
    "choice": "Type its number.",
    "list": "Type the numbers, or just Enter for none.",
    "timer": "Enter starts and pauses it; :skip goes on early.",
}

"""The texts and lines of the talks' screens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from textual.content import Content

from rituals.core.catalogue.helplines import (
    CountryLines,
    HelpCountry,
    Helpline,
    country_words,
    lines_elsewhere,
    lines_here,
    note_on_numbers,
)
from rituals.core.catalogue.model import Catalogue
from rituals.core.events import FlowKept
from rituals.core.model import Person
from rituals.core.phrases import KEPT_BACK, day_words
from rituals.core.questions.rounds import sealed_answer_words
from rituals.core.talk.blame_words import BlameMark
from rituals.core.talk.outcomes import KeepableAnswer
from rituals.core.talk.route import Participant
from rituals.core.talk.session import SideBySide, TalkSession
from rituals.core.talk.steps import Becoming, Flow
from rituals.core.talk.words import FOR_YOU_ALONE, LOOK_AWAY
from rituals.core.text import capital, joined, printable, titled
from tui.shared.text import Link, fitted, links_line, pointer, under

BOTH_THERE = "They are all there now. v on tonight's question shows them side by side."

ABOUT = "Nothing you type is kept unless you say so."
FOR_TWO_WHO_FEEL_SAFE = "For when you both feel safe with each other."
FOR_ONE_WHO_FEELS_SAFE = "For when you feel safe at home."
GATE_TITLE = "Before you begin"
GATE_HINT = "F2 shows these words at any time, and where help can be had."
MAY_STAY_BACK = "space shows one to {0}, or keeps it back. Nothing has to be shown."
WRITE = "Write here. Enter goes on, ctrl+j begins a new line."
CHOOSE_FIRST = "Nothing is chosen yet. space or a number chooses, {} passes this step."
NOTHING_TO_CHOOSE = "There is nothing to choose here. esc stops the talk first."
COPIED = "Copied. It lies where your computer keeps what is copied, until you copy something else."
STOP_TITLE = "Stop here?"
STOP_MEANS = "What was said in it is forgotten; nothing of it is on the disk."
STOP_LEAVES_TIME = "What was said in it is forgotten. Only the time you come back is on the disk, and on Today."
TIME_IS_UP = "That was the time. Finish your thought."
TIMER_WORDS = {"still": "space starts it", "runs": "space pauses it", "paused": "paused; space goes on"}
SO_FAR = "So far"

KEEPING = "Keep any of it?"
KEEPING_MEANS = (
    "Nothing is, unless you choose it. Whoever can use this login can read what is kept, unless it is locked."
)
NEXT_ONE_SEES = "What follows is for {0} to see."
BECOMING: Mapping[Becoming, str] = {
    "jar": "Put it in the jar",
    "ritual": "Try it, every day for two weeks",
    "ask-about": "Ask about it, on a day",
}
BECOMING_ASKS: Mapping[Becoming, str] = {"ritual": "Call it:", "ask-about": "On which day?"}
NAMES_OF_THESE = "The numbers above, by name"
WHAT_YOU_KEPT = "What you kept of talks"
KEPT_NOW = "Kept in your own notes, {0}. The last row of Talk shows them and can erase them."
NOTHING_KEPT = "Nothing was kept."
IN_THE_JAR = "It is in the jar."
TO_TRY = "“{0}” is among your rituals for two weeks, from today on."
TO_ASK = "You will be reminded of it {0}."
THE_END = "That was “{0}”."
TAKE_A_MOMENT = "Take a moment before you get up."

NOTES_EMPTY = (
    "This is where what you keep of a talk will live. At the end of each you are asked; nothing is kept by itself."
)
ERASE_ASKS = "Erase this for good?"
ERASE_MEANS = "It leaves every file here, and u can't bring it back. Copies you made elsewhere remain."

_BAR = {"unicode": ("━", "╌"), "ascii": ("=", ".")}
_BAR_LENGTH = 36
_TITLE = 70  # cells from a title to its minutes at most
_ROOM_FOR_NAMES = 60  # cells from which a helpline has its name below its number at once


# the list of talks


def flow_lines(flow: Flow, width: int, *, is_open: bool, is_alone: bool) -> list[Content]:
    """A talk's line; under the cursor also what it is about, and what can be done with it."""
    minutes = f"{flow.minutes_for(is_alone=is_alone)} min"
    name = fitted(flow.title, max(min(width - 2 - 9, _TITLE), 10), "bold" if is_open else "")
    first = Content.assemble(pointer(is_open=is_open), name, (minutes.rjust(7), "$text-muted"))
    if not is_open:
        return [first]
    intro = (is_alone and flow.alone) or flow.intro
    whom = [FOR_YOU_ALONE] if not flow.takes_two and not is_alone else []
    safety = [FOR_ONE_WHO_FEELS_SAFE if is_alone else FOR_TWO_WHO_FEEL_SAFE] if flow.safety else []
    links = links_line((Link("begin", "begin"), Link("where it comes from", "why")))
    texts = [intro, *filter(None, [" ".join(whom + safety)])]
    return [first, *(line for text in texts for line in under(text, width)), links]


# one step


def step_words(run: TalkSession) -> str:
    """The number of the current step of all steps; "" once there is none."""
    return f"{run.progress.place} of {run.progress.of}" if run.current else ""


def turn_words(run: TalkSession) -> str:
    """Whose turn it is, who gets the keyboard, and who looks away."""
    stop = run.current_stop
    sentences: list[str] = []
    if run.hands_to and stop.kind != "hand-over":
        sentences.append(f"Hand the keyboard to {titled(run.hands_to.name)}.")
    if run.turn and not (run.hands_to and run.turn == run.hands_to.name):
        sentences.append(f"{printable(run.turn)}.")
    if stop.participant is not None and stop.is_apart:
        sentences.append(LOOK_AWAY.format(titled(_other(run, stop.participant).name)))
    return " ".join(sentences)


def hint_words(run: TalkSession) -> str:
    """A hint where the keyboard changes hands, or where somebody chooses what to show; else ""."""
    stop = run.current_stop
    hints = {"hand-over": LOOK_AWAY, "show": MAY_STAY_BACK}
    return (
        hints[stop.kind].format(titled(_other(run, stop.participant).name))
        if stop.participant and stop.kind in hints
        else ""
    )


def lines_to_read(run: TalkSession) -> str:
    """The lines of a step that are only to be read or copied, one below the other; else ""."""
    stop = run.current_stop
    return "\n".join(run.choices) if stop.step.asks_for == "none" and stop.kind == "step" else ""


def to_copy(run: TalkSession) -> str:
    """What can be copied at this step: the sentence composed so far, or the lines to read."""
    stop = run.current
    if stop is None:
        return ""
    return (run.composed if stop.step.compose else "") or lines_to_read(run)


def side_by_side_lines(rows: Sequence[SideBySide], width: int) -> list[Content]:
    """What both answered apart: each label with both answers in two columns."""
    column = max((width - 3) // 2, 12)
    lines: list[Content] = []
    for row in rows:
        lines.append(Content.styled(row.label, "$text-muted"))
        names = [Content.styled(printable(participant.name), "bold") for participant, _ in row.shown]
        kept_back = Content.styled(KEPT_BACK, "italic $text-muted")
        answers = [Content(text) if text else kept_back for _, text in row.shown]
        lines += [*_in_columns(names, column), *_in_columns(answers, column), Content("")]
    return lines


def _in_columns(cells: Iterable[Content], width: int) -> Iterator[Content]:
    columns = (cell.wrap(width) for cell in cells)
    for left, right in zip_longest(*columns, fillvalue=Content("")):
        yield left.pad_right(width + 3 - left.cell_length) + right


def mark_lines(marks: Iterable[BlameMark]) -> list[Content]:
    """Words that may be heard as blame, each once, with a suggestion."""
    marks_by_words = {mark.suggestion: mark for mark in marks}
    return [
        Content.assemble((f"“{printable(' '.join(mark.words.split()))}”", "bold $warning"), f"  {mark.suggestion}")
        for mark in marks_by_words.values()
    ]


def timer_bar(left: float, whole: float, signs: str) -> Content:
    """A bar of the time that is left."""
    full, empty = _BAR[signs]
    filled = round(_BAR_LENGTH * left / whole) if whole else 0
    return Content.assemble((full * filled, "$secondary"), (empty * (_BAR_LENGTH - filled), "$text-muted"))


def _other(run: TalkSession, participant: Participant) -> Participant:
    return run.participants[1] if participant == run.participants[0] else run.participants[0]


# the end


def keep_words(keepsake: KeepableAnswer) -> str:
    """The label of the choice to keep an answer."""
    if len(keepsake.whose) > 1:
        return "Keep it, each in your own notes"
    return f"Keep it in {printable(keepsake.whose[0].name)}'s own notes"


def kept_now_words(names: Iterable[str]) -> str:
    """The confirmation after something was kept, with the people who kept it."""
    return KEPT_NOW.format(joined(titled(name) for name in names))


def to_ask_words(day: date, today: date) -> str:
    """The confirmation after a note to ask about was made."""
    return TO_ASK.format(day_words(day, today))


# what was kept


def kept_lines(kept: FlowKept, flow: Flow | None, width: int, today: date, *, is_open: bool) -> list[Content]:
    """What was kept of a talk: its day and the talk; under the cursor also the text."""
    day = capital(day_words(kept.on, today))
    title = flow.title if flow else kept.flow
    first = Content.assemble(
        pointer(is_open=is_open),
        fitted(day, 22, "bold" if is_open else ""),
        fitted(title, max(width - 24, 0), "$text-muted"),
    )
    if not is_open:
        return [first]
    return [first, *_answer_lines(kept, flow, width), Content("")]


def _answer_lines(kept: FlowKept, flow: Flow | None, width: int) -> Iterator[Content]:
    for answer in kept.answers:
        label = Content.styled(flow.label_of(answer.step) if flow else answer.step, "$text-muted")
        yield from (Content(" " * 4) + row for row in label.wrap(max(width - 6, 10)))
        yield from (Content(" " * 6) + row for row in Content(answer.text).wrap(max(width - 8, 10)))


def kept_text(kept: FlowKept) -> str:
    """The text of what was kept of a talk, to copy."""
    return "\n\n".join(answer.text for answer in kept.answers)


def sealed_kept_words(people: Collection[Person], *, is_shown: bool) -> str:
    """How it stands with what was sealed of a talk, and where it is shown."""
    return BOTH_THERE if is_shown else sealed_answer_words(people)


# where help can be had


def support_lines(content: Catalogue, country: HelpCountry, width: int) -> list[Content]:
    """The page with helplines; those of one country come first, so that they are in sight at once.

    Where the names have no room there beside them, they follow below.
    """
    safety = content.safety
    here = lines_here(content, country)
    has_names = width >= _ROOM_FOR_NAMES
    urgent = Content("\n").join(Content.styled(text, "bold") for text in (safety.emergency, safety.key_hint))
    lines = [*urgent.wrap(width), Content(""), *Content(country_words(content, country)).wrap(width)]
    lines += [Content("")] * bool(here)
    lines += [row for line in here for row in _helpline(line, width, with_name=has_names)]
    for text in (note_on_numbers(content), safety.device_hint, safety.gate):
        lines += [Content(""), *Content(text).wrap(width)]
    own = [] if has_names else [CountryLines(NAMES_OF_THESE, here)] if here else []
    for name, others in (*own, *lines_elsewhere(content, country)):
        lines += [Content(""), Content.styled(name, "bold")]
        lines += [row for line in others for row in _helpline(line, width)]
    return lines


def _helpline(line: Helpline, width: int, *, with_name: bool = True) -> Iterator[Content]:
    """A helpline: its number, and for whom; its name stands below."""
    yield from Content.assemble((line.contact, "bold"), "  ", (line.whom, "$text-muted")).wrap(width)
    if with_name:
        yield from (Content("  ") + row for row in Content(line.name).wrap(width - 2))

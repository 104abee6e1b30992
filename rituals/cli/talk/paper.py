"""A talk as a page to print: numbered steps, lists to tick, and lines to write on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rituals.core.cadence.vocabulary import NUMBER_NAMED
from rituals.core.catalogue.model import Catalogue
from rituals.core.talk.route import PARTNER
from rituals.core.talk.steps import CARE, Flow, Step
from rituals.core.talk.text import fill_references, told
from rituals.core.text import capital

_TWO_SHEETS = "Take a sheet each; what stands on yours is yours to show or not."
_SIDE_BY_SIDE = "Then side by side: show each other what you like of it. Read it, and ask before you answer."
_AGAIN = "Now the other way round: steps {} {} {} once more. If that is enough for today, leave it out."
_SOMEONE = "* To talk to someone by yourself: rituals talk support shows where help is."
_AT_BEGINNING = re.compile(r"(?:^|(?<=[^.][.?!] ))whoever")
_NAMED_NUMBERS = {number: name for name, number in NUMBER_NAMED.items()}
_MINUTE = 60  # seconds
_LINE = 70  # columns of a line to write on
_SHORT_LINE = 30
_INDENT = " " * 3


def paper(flow: Flow, catalogue: Catalogue, *, is_alone: bool) -> Iterator[str]:
    """A talk as paragraphs to print, for two or for one by themselves, without what only a screen can do."""
    return _Paper(flow, catalogue, is_alone=is_alone).paragraphs()


class _Paper:
    def __init__(self, flow: Flow, catalogue: Catalogue, *, is_alone: bool) -> None:
        self._flow = flow
        self._is_alone = is_alone
        self._steps = [step for step in flow.step if not (is_alone and step.only_two)]
        self._numbers = {step.id: number for number, step in enumerate(self._steps, 1)}
        self._titles = {other.id: other.title for other in catalogue.flow}

    def paragraphs(self) -> Iterator[str]:
        yield f"{self._flow.title} · about {self._flow.minutes_for(is_alone=self._is_alone)} minutes"
        yield ""
        yield (self._is_alone and self._flow.alone) or self._flow.intro
        for is_apart, several in groupby(self._steps, key=lambda step: step.apart and not self._is_alone):
            steps = list(several)
            yield from ("", _TWO_SHEETS) if is_apart else ()
            for step in steps:
                yield ""
                yield from self._step(step)
            yield from ("", _SIDE_BY_SIDE) if is_apart else ()
        if any(CARE in (*step.leads.values(), *step.by_way_of.values()) for step in self._steps):
            yield ""
            yield _SOMEONE

    def _step(self, step: Step) -> Iterator[str]:
        yield f"{self._numbers[step.id]}. {self._text(step)}"
        if step.seconds:
            minutes = step.seconds // _MINUTE
            yield f"{_INDENT}(for {_NAMED_NUMBERS.get(minutes, minutes)} minute{'s' * (minutes > 1)})"
        for choice in self._choices(step):
            yield f"{_INDENT}{choice}"
        for _ in range(2 if step.each and not self._is_alone else 1):
            yield from self._lines_to_write_on(step)

    def _text(self, step: Step) -> str:
        if step.again_from:
            first, last = self._numbers[step.again_from], self._numbers[step.id] - 1
            return _AGAIN.format(first, "to" if last - first > 1 else "and", last)
        text = told((self._is_alone and step.alone) or step.paper or step.text, self._names)
        turns = {} if self._is_alone else {"speaker": self._flow.speaks, "listener": self._flow.listens}
        if whose := turns.get(step.who):
            text = f"{whose}: {text[0].lower()}{text[1:]}"
        return capital(_AT_BEGINNING.sub("Whoever", text))

    @property
    def _names(self) -> dict[str, str]:
        """Who stands for a name on paper, where nobody has chosen yet who begins."""
        if self._is_alone:
            return dict.fromkeys(("other", "speaker", "listener"), PARTNER.name)
        return {"other": PARTNER.name, "speaker": self._flow.speaks, "listener": self._flow.listens}

    def _choices(self, step: Step) -> Sequence[str]:
        """The choices, to tick where one is asked for; a line for a name where they are people's."""
        if step.seats:
            return [fill_references(step.choices[0], {"one": "_" * _SHORT_LINE})]
        sign = "-" if step.asks_for == "none" else "[ ]"
        blanks = {step.own: f": {'_' * _SHORT_LINE}"} if step.own else {}
        return [f"{sign} {choice}{blanks.get(choice, '')}{self._what_follows(step, choice)}" for choice in step.choices]

    def _what_follows(self, step: Step, choice: str) -> str:
        """Where a choice leads beside the next step, in brackets; a star for the line on where help is."""
        way, end, back = step.by_way_of.get(choice, ""), step.leads.get(choice, ""), step.returns.get(choice, "")
        first = f"“{self._titles[way]}”" if way in self._titles else ""
        then = f"back to step {self._numbers[back]}" if back else "on from here" if first else ""
        if end:
            then = f"go on with “{self._titles[end]}”" if end in self._titles else "leave it there for now"
        brackets = f" ({', then '.join(filter(None, [first, then]))})" if then else ""
        return f"{brackets} *" if CARE in (way, end) else brackets

    def _lines_to_write_on(self, step: Step) -> Iterator[str]:
        """Lines for an answer, with room above each for a pen, and with one for the name where both answer."""
        if step.each and not self._is_alone:
            yield ""
            yield f"{_INDENT}Name: {'_' * _SHORT_LINE}"
        for _ in range(step.blank_lines):
            yield ""
            yield f"{_INDENT}{'_' * _LINE}"

"""The steps that a flow in the catalogue is made of."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from rituals.core.talk.blame_words import Marked
from rituals.core.talk.text import references

Input = Literal["none", "text", "choice", "list", "timer"]
Role = Literal["me", "speaker", "listener", "both"]
Becoming = Literal["jar", "ritual", "ask-about"]

CARE = "care"
"""Where a choice leads if the flow should not go on, or not at once: to the page with helplines."""
_LINES_OF_WORDS = 3
_OTHERS = {"other", "speaker", "listener"}


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a flow; every key after `text` may be left out."""

    id: str
    who: Role
    text: str
    asks_for: Input = field(default="none", name="input")
    keep: Literal["no", "ask"] = "no"
    choices: tuple[str, ...] = ()
    seconds: int = 0
    pace: tuple[int, int] | None = None
    """With a timer: how many seconds a breath goes in and how many out, which it then says."""
    alone: str = ""
    """The text in place of `text` where one person uses the app by themselves."""
    paper: str = ""
    """The text in place of `text` on paper, where no name, no earlier answer and no next page is at hand."""
    only_two: bool = False
    """Left out where one person uses the app by themselves."""
    after: str = ""
    """The id of an earlier step without an answer to which this one is left out."""
    label: str = ""
    """A short label for the answer, where the question is not shown."""
    apart: bool = False
    """Each person answers unseen; then both see side by side what each chose to show."""
    each: bool = False
    """Each person answers in turn, while the other watches."""
    unshown: bool = False
    """With `apart`: only for the person who wrote it, never shown."""
    at_most: int = 0
    """How many items of a list may be chosen; 0 is any number."""
    lines: int = 0
    """How many lines the answer has on paper; see `blank_lines`."""
    asks_after: bool = False
    """What is kept of it, or became a ritual for two weeks, is asked after once they are over."""
    own: str = ""
    """The choice that stands for an answer in one's own words."""
    seats: Literal["", "speaker"] = ""
    """Who is the speaker from here on: the first choice makes it the first person, the second the other."""
    again_from: str = ""
    """The id of the step from which, once, the steps up to here are repeated with the roles swapped."""
    leads: dict[str, str] = {}
    """Choices that lead out of the flow, and where each leads: the page with helplines, or another flow by its id."""
    returns: dict[str, str] = {}
    """Choices that go back, and the step each goes back to: an earlier one, or this one."""
    by_way_of: dict[str, str] = {}
    """Choices after which something else comes first, and what: the page with helplines, or another flow by its id."""
    back_in: dict[str, int] = {}
    """Choices that say in how many minutes somebody comes back; 0 is not any more."""
    lets_go: str = ""
    """The choice after which the answer is not offered for keeping, and is left out of what is composed."""
    opens: str = ""
    """A screen of the app that belongs to this step."""
    compose: tuple[tuple[str, ...], ...] = ()
    """Sentences, each a tuple of clauses, that are composed of the answers."""
    marks: Marked | None = None
    """Which words are marked, with a suggestion: those often heard as blame, or what weakens an apology as well."""
    becomes: tuple[Becoming, ...] = ()
    """What the answer may become at the end."""

    @property
    def blank_lines(self) -> int:
        """How many lines to leave on paper for the answer in words, three unless the catalogue says otherwise."""
        return self.lines or (_LINES_OF_WORDS if self.asks_for == "text" else 0)

    @property
    def concerns_other(self) -> bool:
        """Whether it is for somebody beside the person at the keyboard, or names them."""
        return self.who != "me" or self.apart or self.each or not _OTHERS.isdisjoint(references(self.text))


class Flow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A guided conversation, or a quiet exercise for one."""

    id: str
    title: str
    section: str
    minutes: int
    safety: bool
    source: str
    intro: str
    limits: str
    step: tuple[Step, ...]
    sources_also: tuple[str, ...] = ()
    alone: str = ""
    """The introduction, in place of `intro`, for one person without the other."""
    alone_minutes: int = 0
    """How long it takes one person without the other, where that is less; see `minutes_for`."""
    me: Literal["speaker", "listener"] = "speaker"
    """The role that the person at the keyboard begins with."""
    speaks: str = "whoever speaks"
    """What the speaker is called on paper, where nobody has chosen yet who that is."""
    opens_with: str = ""
    """The page of the app that comes before its first step."""
    listens: str = "whoever listens"

    once: dict[str, str] = {}
    """Labels of steps that an earlier version had, under which what was kept of them still stands."""

    def minutes_for(self, *, is_alone: bool) -> int:
        """About how many minutes it takes two, or one by themselves."""
        return (is_alone and self.alone_minutes) or self.minutes

    def label_of(self, step: str) -> str:
        """The label of a step by its id, also of one that is there no more; the id where there is none."""
        labels = self.once | {here.id: here.label for here in self.step}
        return labels.get(step, "") or step

    @property
    def tries(self) -> frozenset[str]:
        """The ids of the steps whose answers are asked after."""
        return frozenset(step.id for step in self.step if step.asks_after)

    @property
    def takes_two(self) -> bool:
        """Whether it matters who takes part beside the person at the keyboard, as some step concerns them."""
        return any(step.concerns_other for step in self.step)

    @property
    def fits_one(self) -> bool:
        """Whether one of several may as well go through it alone, as it has words for that."""
        return self.takes_two and bool(self.alone)

    @property
    def is_written_apart(self) -> bool:
        """Whether what one wrote alone can be shown beside what another did: it begins with what each writes for
        themselves, and may show."""
        return self.step[0].apart and not self.step[0].unshown and self.fits_one

    @property
    def name(self) -> str:
        """The title, under the attribute by which everything that can be looked up is found."""
        return self.title

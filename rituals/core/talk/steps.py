"""What a flow is made of: steps for one of you or both, as the catalogue lays them down."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

Input = Literal["none", "text", "choice", "list", "timer"]
Role = Literal["me", "speaker", "listener", "both"]
Becoming = Literal["jar", "ritual", "ask-about"]

CARE = "care"
"""Where a flow leads that should not go on: to the page with helplines."""


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a flow; every key after `text` may be left out."""

    id: str
    who: Role
    text: str
    asks_for: Input = field(default="none", name="input")
    keep: Literal["no", "ask"] = "no"
    choices: tuple[str, ...] = ()
    seconds: int = 0
    alone: str = ""
    """The text in place of `text` where one person uses the app by themselves."""
    only_two: bool = False
    """Left out where one person uses the app by themselves."""
    label: str = ""
    """A few words for the answer where it stands without its question."""
    apart: bool = False
    """Each answers unseen; then both see side by side what each chose to show."""
    each: bool = False
    """Each answers in turn, before the other's eyes."""
    unshown: bool = False
    """Where it is answered apart: for the one who wrote it only."""
    at_most: int = 0
    """How many of a list may be chosen; 0 is any number."""
    own: str = ""
    """The choice that stands for words of one's own."""
    seats: Literal["", "speaker"] = ""
    """The first choice makes the first person the speaker, the second choice the other."""
    again_from: str = ""
    """Once, the steps from that one up to here again with the roles swapped."""
    leads: dict[str, str] = {}
    """A choice, and where it leads instead of onward."""
    returns: dict[str, str] = {}
    """A choice, and the earlier step it goes back to."""
    lets_go: str = ""
    """The choice after which nothing of this step is offered to be kept."""
    opens: str = ""
    """A screen of the app that belongs to this step."""
    compose: tuple[tuple[str, ...], ...] = ()
    """Sentences, each of its clauses, that are put together from the answers."""
    marks: bool = False
    """Whether words that tend to sound like blame get a suggestion."""
    becomes: tuple[Becoming, ...] = ()
    """What the answer may become at the end."""


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
    """The introduction in place of `intro` for one person by themselves."""
    me: Literal["speaker", "listener"] = "speaker"
    """What the one at the keyboard is at first."""

    @property
    def name(self) -> str:
        """What it is called, as anything else that is looked for by its name."""
        return self.title

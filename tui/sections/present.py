"""The texts and lines of the map of the sections, and of the consent screen."""

from __future__ import annotations

from textual.content import Content

from rituals.core.catalogue.model import Entry
from rituals.core.catalogue.sections import Offer, SectionOverview
from rituals.core.state.written import WordsAbout
from rituals.core.text import joined, printable
from tui.shared.text import fitted, pointer, under

CONSENT_INTRO = (
    "What is here stays out of sight until each of you said yes, each alone. "
    "Each may change it on any day; nobody is told what anybody else said."
)

CONSENT_TOGETHER = "A yes by itself never leaves this machine, so you{} say yours at one keyboard, each alone."
CONSENT_YES = "Kept: yes. It comes into sight once you{} said so."
CONSENT_YES_LOCKED = "Kept: yes. Once you{} said so, and have your private pages open together, it comes into sight."
CONSENT_YES_HERE = "Kept: yes. It comes into sight once you{} said so at this keyboard."

CONSENT_NO = "Kept: not now. It is out of sight."

WITHDRAW_ASKS = "Take your yes back?"

_OUT_OF_SIGHT = "It goes out of sight until each of you says yes to it anew"

CONSENT_ALONE = "It takes two, so it is for later, once there is somebody with you."

KINDS = {"ritual": "a ritual", "flow": "a talk", "screen": "a page"}

YOURS = "yours"

QUESTIONS_ON_THIS = "Questions on this"

NO_SOURCE = "This is a page of the app, and the idea is its own."


def withdrawing_words(lost: WordsAbout) -> str:
    """What happens when a yes is taken back, and on which pages words are lost."""
    places = [
        "the notes on its days" if lost.notes else "",
        "why it was rested or paused" if lost.reasons else "",
        "the name and cue you gave it" if lost.names else "",
    ]
    if not any(places):
        return f"{_OUT_OF_SIGHT}. Nothing was written about it."
    what = joined(filter(None, places))
    return (
        f"{_OUT_OF_SIGHT}, and what was written about it is erased from Today, Rituals, Rhythm and every backup "
        f"here: {what}. What you did stays."
    )


def consent_lines(entry: Entry, sign: str, width: int, *, given: bool, is_open: bool) -> list[Content]:
    """A ritual that needs both, with one person's own answer; under the cursor also what it is for."""
    first = Content.assemble(
        pointer(is_open=is_open),
        (f"{sign}  ", "$success" if given else "$text-muted"),
        fitted(entry.name, max(min(width - 22, 40), 10), "bold" if is_open else ""),
        ("yes, for me" if given else "not now", "" if given else "$text-muted"),
    )
    return [first, *under(entry.why, width)] if is_open else [first]


def stand_lines(stand: SectionOverview, width: int, *, is_open: bool) -> list[Content]:
    """A section on the map; under the cursor also what it is about, and what the couple has of it."""
    title = Content.assemble(pointer(is_open=is_open), (stand.title, "bold" if is_open else ""))
    if not is_open:
        return [title.truncate(width, ellipsis=True)]
    return [title, *under(stand.lead, width), *under(stand.words, width)]


def offer_line(offer: Offer, width: int, *, is_open: bool) -> Content:
    """One thing that the app offers for a section."""
    about = YOURS if offer.kept_as else KINDS[offer.kind]
    return Content.assemble(
        pointer(is_open=is_open),
        fitted(printable(offer.name), max(min(width - 14, 44), 10), "bold" if is_open else ""),
        (about, "$success" if offer.kept_as else "$text-muted"),
    )

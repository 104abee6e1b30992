"""Pages with one person's private words in the terminal: they ask whose they are, and are gone once they were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.opening import has_opened
from rituals.cli.shared.terminal import KeyboardLeftError, TerminalDialogue, readable, wrapped
from rituals.core.checkin.words import whose_page_words
from rituals.core.exchange.locking_words import closed_words
from rituals.core.model import Person
from rituals.core.phrases import beside_whom_words
from rituals.core.rituals.finding import matching
from rituals.core.text import printable, titled
from rituals.service.couple import CoupleService

_LEAVE = {"q", "quit", ":stop"}
_AROUND = 6  # the lines of a page beside what is read: its heading, its hint, the prompt, and the gaps between
_SHORTEST = 4


class PrivatePages:
    """Shows pages one after the other, each cleared before the next, and reads what is typed."""

    def __init__(self, sheet: TerminalDialogue, context: CliContext) -> None:
        self.context = context
        self.service = context.service
        self._sheet = sheet

    @property
    def width(self) -> int:
        """Columns a line of text may take in this terminal and still be easy to read."""
        return readable(self.context.room)

    def turn(self, *paragraphs: str) -> str | None:
        """Show these on an empty page; the line typed then, case-folded, or None at the end of the input."""
        return turn_page(self._sheet, *paragraphs)

    def whose(self, named: Person | None, question: str) -> Person | None:
        """Ask whose page it is (Enter: who sits here), or hand over to the person `named`; None where they left."""
        couple = self.service.couple
        if named is not None:
            return named if self.hand_over(named) else None
        if len(couple) == 1:
            return couple[0]
        return ask_for_person(self._sheet, question, couple, on_enter=self.service.seated)

    def beside(self) -> Person | None:
        """Who takes part beside whoever sits here; None where they left instead."""
        try:
            return person_beside(self._sheet, self.service)
        except KeyboardLeftError:
            return None

    def hand_over(self, person: Person) -> bool:
        """Ask everyone but this person to look away; False where they left instead."""
        return not leaves(self.turn(whose_page_words(person), "", "Enter when nobody else is looking. q leaves."))

    def passphrase(self, *paragraphs: str) -> str:
        """Show these on an empty page; what is typed there without being shown, and empty where they left."""
        self._sheet.clear()
        self._sheet.say(*paragraphs, "")
        try:
            typed = (self._sheet.line(prompt="> ", is_hidden=True) or "").strip()
        except KeyboardLeftError:
            return ""
        if not typed or leaves(typed.casefold()):
            return ""
        self._sheet.say("", "One moment.")
        return typed

    def opens(self, person: Person, heading: str = "", means: str = "Just Enter leaves.") -> bool:
        """Ask for what opens a person's private pages, if they are locked; False where they left instead."""

        def ask(notice: str) -> str:
            how = f"Type the passphrase, or the twelve words. {means}"
            return self.passphrase(heading or closed_words(person.name), *below_heading(notice), how)

        return has_opened(self.service, person, ask, self.tell)

    def tell(self, sentence: str) -> None:
        """Show what somebody has to know, until they go on."""
        self.turn(sentence, "", "Enter goes on.")

    def read_through(self, heading: str, paragraphs: Sequence[str]) -> None:
        """Show paragraphs on as many pages as they need, as what has scrolled away could not be read any more."""
        *earlier, last = self._pages_of(paragraphs)
        for page in earlier:
            if leaves(self.turn(heading, "", *page, "", "Enter reads on. q leaves.")):
                return
        self.turn(heading, "", *last, "", "Enter ends.")

    def _pages_of(self, paragraphs: Sequence[str]) -> Iterator[Sequence[str]]:
        room = max(get_terminal_size().lines - _AROUND, _SHORTEST)
        page: list[str] = []
        height = 0
        for paragraph in paragraphs:
            needs = len(wrapped(paragraph, self.width))
            if page and height + needs > room:
                yield page
                page, height = [], 0
            page.append(paragraph)
            height += needs
        yield page


def below_heading(notice: str) -> list[str]:
    """What stands between a heading and the rest of a page: a notice, if there is one."""
    return ["", notice, ""] if notice else [""]


def turn_page(sheet: TerminalDialogue, *paragraphs: str) -> str | None:
    """Show these on an empty page; the line typed then, case-folded, or None at the end of the input."""
    sheet.clear()
    sheet.say(*paragraphs, "")
    try:
        typed = sheet.line(prompt="> ") or ""
    except KeyboardLeftError:
        return None
    return typed.strip().casefold()


def ask_for_person(
    sheet: TerminalDialogue, question: str, people: Sequence[Person], *, on_enter: Person | None = None
) -> Person | None:
    """Ask for one of some people by number or name (Enter: `on_enter`); None where they left."""
    names = [f"  {place}  {printable(person.name)}" for place, person in enumerate(people, 1)]
    leaving = f"Enter is for {titled(on_enter.name)}, q leaves." if on_enter else "q leaves."
    hint = f"Type the number or the name. {leaving}"
    while not leaves(typed := turn_page(sheet, question, "", *names, "", hint)):
        if not typed and on_enter:
            return on_enter
        numbered = [person for place, person in enumerate(people, 1) if typed == str(place)]
        matches = numbered if not typed or typed.isdecimal() else matching(typed, people)
        if len(matches) == 1:
            return matches[0]
        hint = f"That is none of these. Type 1 to {len(people)}, or a name. {leaving}"
    return None


def person_beside(sheet: TerminalDialogue, service: CoupleService) -> Person | None:
    """Who takes part beside whoever sits here, asking where there are several; None where nobody else is here.

    `KeyboardLeftError` where they left.
    """
    seated = service.seated
    others = [person for person in service.couple if person != seated]
    if len(others) < 2:
        return next(iter(others), None)
    chosen = ask_for_person(sheet, beside_whom_words(seated), others)
    if chosen is None:
        raise KeyboardLeftError
    return chosen


def leaves(typed: str | None) -> bool:
    """Whether a typed line ends the pages; None, the end of the input, does."""
    return typed is None or typed in _LEAVE

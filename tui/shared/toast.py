"""A short, kind sentence that appears and goes by itself; one that asks for action stays a little longer."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from rituals.session import Session
from tui.shared.text import linked, reword

KIND_WORD_SECONDS = 5
NEEDS_DOING_SECONDS = 15
NOTHING_TO_ERASE = "Nothing was just taken back that has words on the disk."
OFFER = "X takes the words off the disk as well."
ERASED = "It is gone for good, from every file here."
LEAVES_BACKUPS = "It is gone from your pages, and leaves the backups here as well."
WORDS_ERASED = "The words are off the disk; what happened stays."
WORDS_LEAVE_BACKUPS = "The words are gone from your pages, and leave the backups here as well; what happened stays."


def after_erasing(session: Session, *, has_travelled: bool = False) -> str:
    """What is said of something that was just erased: that it is gone for good only where no backup holds it, and when
    it goes from another machine if it `has_travelled`."""
    if not has_travelled:
        return LEAVES_BACKUPS if session.is_erasing else ERASED
    elsewhere = session.elsewhere
    return f"{LEAVES_BACKUPS} {elsewhere.later_words}".strip() if session.is_erasing else elsewhere.gone_words(ERASED)


def after_erasing_words(session: Session) -> str:
    """The same of words, where what happened stays."""
    elsewhere = session.elsewhere
    if session.is_erasing:
        return f"{WORDS_LEAVE_BACKUPS} {elsewhere.later_words}".strip()
    return elsewhere.gone_words(WORDS_ERASED, "what happened stays")


class Toast(Static):
    """One line, empty most of the time."""

    DEFAULT_CSS = """
    Toast { height: auto; min-height: 1; max-height: 6; margin: 0 2 0 4; color: $success; text-style: italic; }
    Toast.-needs-doing { max-height: 8; color: $warning; text-style: none; }
    """

    _going: Timer | None = None
    _words = Content("")

    def __init__(self, may_erase: Callable[[], bool] = lambda: False) -> None:
        """`may_erase` is whether words that were just taken back are still on the disk, to be offered to erase."""
        super().__init__()
        self._may_erase = may_erase

    def show(self, words: str, *, needs_doing: bool = False) -> None:
        """Show a sentence for a while, in place of any before."""
        if self._going is not None:
            self._going.stop()
        self.set_class(needs_doing, "-needs-doing")
        content = self._words = Content(words)
        offers = self._may_erase()
        self.set_class(offers, "-offers")
        if offers:
            offer = linked(OFFER, "app.erase_words")
            content = Content.assemble(content, " ", offer)
        self.update(content)
        self._going = self.set_timer(NEEDS_DOING_SECONDS if needs_doing else KIND_WORD_SECONDS, self.clear)

    def end_offer(self) -> None:
        """Leave what was said without the offer to erase, once that holds no more."""
        if self.has_class("-offers") and not self._may_erase():
            self.remove_class("-offers")
            self.update(self._words)

    def clear(self) -> None:
        """Remove the sentence."""
        self.remove_class("-offers")
        reword(self, "")

"""Consent to the rituals that need both: each person says yes or no on a private screen, unseen by the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.catalogue.consent import in_need_of_both
from rituals.core.catalogue.model import Entry
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import both_or_all
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable
from tui.sections.keys import CONSENT
from tui.sections.present import (
    CONSENT_ALONE,
    CONSENT_INTRO,
    CONSENT_NO,
    CONSENT_TOGETHER,
    CONSENT_YES,
    CONSENT_YES_HERE,
    CONSENT_YES_LOCKED,
    WITHDRAW_ASKS,
    consent_lines,
    withdrawing_words,
)
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.list_screen import ListScreen
from tui.shared.locked.own_page import OwnPage
from tui.shared.locked.privacy_line import PrivacyLine


class ConsentLine(Line):
    """A ritual that needs both, and whether this person consents to it."""

    def __init__(self, entry: Entry, signs: str, *, given: bool) -> None:
        super().__init__()
        self.entry = entry
        self.given = given
        self._signs = SIGNS[signs]

    def show(self, *, given: bool) -> None:
        """Show the consent as it is now."""
        if given != self.given:
            self.given = given
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        sign = self._signs[Sign.KEPT if self.given else Sign.OPEN]
        return consent_lines(self.entry, sign, width, given=self.given, is_open=self.is_open)


class ConsentScreen(ListScreen, OwnPage):
    """Shows one person's own consent to each ritual; it can be changed on any day."""

    KEYS = CONSENT
    BINDINGS = bindings(CONSENT)
    CSS_PATH = "consent.tcss"
    TITLE = "A yes from each"
    PURPOSE = "What stays hidden until each of you has said yes to it, for yourself."

    WHILE_LOCKED = frozenset({"choose", "why"})

    def page_name(self) -> str:
        return f"{printable(self._person.name)} · {self.TITLE}"

    def lines_while_locked(self) -> Iterable[Line]:
        """What everyone said yes to, which both know: to take a yes back, nobody has to open anything."""
        entries = in_need_of_both(self.session.catalogue.ritual)
        agreed = self.service.consent.agreed(entries)
        return [ConsentLine(entry, self.signs, given=True) for entry in entries if entry.id in agreed]

    def own_contents(self) -> Iterable[Widget]:
        alone = len(self.service.couple) < 2
        intro = [CONSENT_ALONE if alone else CONSENT_INTRO]
        if self._is_paired and not alone:
            intro.append(CONSENT_TOGETHER.format(both_or_all(self.service.couple)))
        yield Static(" ".join(intro), classes="prose")
        entries = [] if alone else in_need_of_both(self.session.catalogue.ritual)
        yield Lines(*(ConsentLine(entry, self.signs, given=self._given(entry)) for entry in entries))
        yield PrivacyLine(self.session, self._person)

    @property
    def _is_paired(self) -> bool:
        return self.service.logs.is_paired()

    def _given(self, entry: Entry) -> bool:
        return self.service.consent.said_yes(entry.id, by=self._person.id)

    def show_own(self) -> None:
        """Show the consents as they are now."""
        for line in self.query(ConsentLine):
            line.show(given=self._given(line.entry))

    def choose(self, line: Line) -> None:
        """Consent to a ritual, or withdraw the consent."""
        if isinstance(line, ConsentLine):
            entry = line.entry
            if self._given(entry):
                self._ask_to_withdraw(entry)
            else:
                self._settle(lambda: self._agree(entry))

    def _ask_to_withdraw(self, entry: Entry) -> None:
        """Ask before a yes is taken back, as words go with it."""
        from tui.sections.withdraw import WithdrawScreen

        def answered(sure: bool | None) -> None:
            if sure:
                self._settle(lambda: self._withdraw(entry))

        means = withdrawing_words(self.service.consent.words_to_lose(entry))
        self.app.push_screen(WithdrawScreen(WITHDRAW_ASKS, means), answered)

    def _settle(self, do: Callable[[], str]) -> None:
        self.run_reporting(do)
        self.show()

    def _agree(self, entry: Entry) -> str:
        self.service.consent.say(entry.id, by=self._person.id, given=True)
        self.service.refresh()  # this shows the rituals that depend on it
        couple = self.service.couple
        kept = CONSENT_YES_HERE if self._is_paired else CONSENT_YES
        if any(self.service.private(person.id).is_locked for person in couple):
            kept = CONSENT_YES_LOCKED
        return kept.format(both_or_all(couple))

    def _withdraw(self, entry: Entry) -> str:
        was_shown = entry.id in self.service.consent.agreed([entry])
        self.service.consent.withdraw(entry, by=self._person.id)
        return f"{CONSENT_NO} {self.session.elsewhere.later_words if was_shown else ''}".strip()

    def action_why(self) -> None:
        from tui.shared.source_page import SourceScreen

        line = self.lines.current
        if isinstance(line, ConsentLine):
            self.app.push_screen(SourceScreen(line.entry, self.session.catalogue.source_of(line.entry)))

"""The lines of a file that is brought in: each of its rituals beside what it becomes here, and what is said of all."""

from __future__ import annotations

from textual.content import Content

from rituals.core.cadence.words import words
from rituals.core.exchange.import_plan import ImportLine
from rituals.core.exchange.import_words import WHOSE_QUESTION, detail_words, name_in_file, to_bring_in_words
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from rituals.core.text import printable
from rituals.service.couple import CoupleService
from tui.settings.bringing_in.desks import ImportDesk
from tui.settings.bringing_in.pickers import owner_words
from tui.settings.lines import SettingLine
from tui.settings.setting import Setting
from tui.shared.lines import Line
from tui.shared.text import fitted, hanging, pointer, under

INTRO = "Another program's file, or an export of rituals. You see what it would bring in before anything is written."
NOT_NAMED = "not named yet"
AT_ONCE = "All of it comes in at once."
TAKE_BACK = "u takes it back."
FILE, WHOSE, ALL = "file", "whose", "all"
"""The rows that are no ritual, by their ids."""
CANT = "can't be brought in as it is"
_NAME = 26
_WORDS = 34
"""Cells that the words get at least."""


class ImportRow(Line):
    """A ritual of the file; under the cursor, all that is to be known of it."""

    def __init__(self, line: ImportLine, *, is_taken: bool, signs: str) -> None:
        super().__init__()
        self.line = line
        self._is_taken = is_taken
        self._signs = SIGNS[signs]

    def show(self, line: ImportLine, *, is_taken: bool) -> None:
        """Show it as it is planned, or chosen, now."""
        if (line, is_taken) != (self.line, self._is_taken):
            self.line, self._is_taken = line, is_taken
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        name = name_in_file(self.line)
        room = min(max(width - self.SIGN_WIDTH - _WORDS, 10), _NAME)
        heading = Content.assemble(
            pointer(is_open=self.is_open),
            self._sign(),
            fitted(name, room, "bold" if self.is_open else ""),
            "  ",
        )
        about = Content.styled(self._words(), "" if self.is_open else "$text-muted")
        left = max(width - heading.cell_length, 10)
        if not self.is_open:
            return [heading + about.truncate(left, ellipsis=True)]
        whole_name = [name] if Content(name).cell_length > room else []
        details = [row for sentence in (*whole_name, *detail_words(self.line)) for row in under(sentence, width)]
        return [*hanging(heading, about.wrap(left)), *details]

    def _sign(self) -> Content:
        if not self._is_taken:
            return Content.styled(f"{self._signs[Sign.OPEN]}  ", "$text-muted")
        if self.line.wrong:
            return Content.styled("!  ", "$warning")
        return Content.styled(f"{self._signs[Sign.KEPT]}  ", "$success")

    def _words(self) -> str:
        if not self._is_taken:
            return " · ".join(["not picked" if self.line.foreign.is_plan else "left out", words(self.line.cadence)])
        return becoming_words(self.line) if self.line.is_taken else "…"


def becoming_words(line: ImportLine) -> str:
    """What becomes of a ritual of a file that is taken: “new · every day · 40 days”."""
    if line.wrong:
        return CANT
    name = printable(line.name)
    is_renamed = name != name_in_file(line)
    if line.kept:
        goes_on = f"goes on as {name}" if is_renamed else "you keep it"
        return f"{goes_on} · {to_bring_in_words([line]) or 'nothing'} new"
    is_new = "new, put away" if line.foreign.is_put_away else "new"
    parts = [f"{name}, {is_new}" if is_renamed else is_new, words(line.cadence)]
    return " · ".join([*parts, *([_days(line.days)] if line.days else [])])


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


class BringInLine(SettingLine):
    """Brings all of it in; always in view."""

    DEFAULT_CSS = """
    BringInLine { dock: bottom; }
    """


def setting_of(row: str, service: CoupleService, desk: ImportDesk | None, looking: str = "") -> Setting:
    """A row that is no ritual, by its id, as it is now; `looking` is said while the file is looked through."""
    if desk is None:
        return Setting(FILE, "The file", INTRO, NOT_NAMED)
    if row == FILE:
        return Setting(FILE, "The file", " ".join(desk.told), desk.about)
    if row == WHOSE:
        return Setting(WHOSE, "Whose days they are", WHOSE_QUESTION, owner_words(service, desk.answers.whose))
    means = f"{AT_ONCE} {TAKE_BACK}" if desk.can_be_undone else AT_ONCE
    return Setting(ALL, "Bring this in", means if desk.is_new else "", looking or desk.words)

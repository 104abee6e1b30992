"""One whole talk in the terminal: the safety text, the steps of the flow, and the questions at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rituals.cli.shared.private_pages import person_beside
from rituals.cli.shared.terminal import KeyboardLeftError, TerminalDialogue
from rituals.cli.talk import pages
from rituals.cli.talk.outcomes import Ending, ParseDay
from rituals.cli.talk.steps import STOP, SUPPORT, DetourError, typed_line, walk
from rituals.core.talk.session import TalkSession
from rituals.core.talk.steps import CARE, Flow
from rituals.core.talk.words import reader_words
from rituals.service.talk import TalkService
from rituals.session import Session


def talk_through(
    sheet: TerminalDialogue, session: Session, flow: Flow, parse_day: ParseDay, *, apart: bool = False
) -> str:
    """Go through a flow from the safety text to the end, with `apart` alone, and return what is to be said afterwards;
    leaving it anywhere loses all that was not kept."""

    service, content = session.service, session.catalogue
    support = pages.support(content, session.help_country, is_verb=False)

    def show_support() -> None:
        sheet.show(*support, "", "Any key goes back.")

    talk = TalkService(service)

    def let_read(run: TalkSession) -> None:
        while (reader := talk.gate_before(run)) is not None:
            is_locked = service.private(reader.id).is_locked
            words = pages.gate(content, reader_words(run, reader), comes_again=is_locked)
            _pass_gate(sheet, words, show_support)
            talk.pass_gate(reader.id)

    try:
        beside = person_beside(sheet, service) if flow.takes_two and not apart else None
        run = walk(sheet, talk.begin(flow, beside, apart=apart), show_support, let_read)
        if run.leads_to == CARE:
            sheet.show(*support, "", content.safety.key_hint)
        ending = Ending(sheet, service, run, parse_day, show_support)
        if run.is_finished:
            ending.ask(content.kept_by(flow))
        return ending.said
    except (KeyboardLeftError, DetourError):
        return ""


def _pass_gate(sheet: TerminalDialogue, words: Sequence[str], show_support: Callable[[], None]) -> None:
    """Show the safety text until it was read; `DetourError` or `KeyboardLeftError` where somebody leaves instead."""
    while True:
        sheet.clear()
        sheet.say(*words)
        try:
            typed_line(sheet)
        except DetourError as away:
            if away.word == STOP:
                raise
            if away.word == SUPPORT:
                show_support()
            continue
        return

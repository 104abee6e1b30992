"""One whole talk in the terminal: the safety text, the steps of the flow, and the questions at its end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from rituals.cli.shared.terminal import KeyboardLeftError, TerminalDialogue
from rituals.cli.talk import pages
from rituals.cli.talk.outcomes import Ending, ParseDay
from rituals.cli.talk.steps import SUPPORT, DetourError, typed_line, walk
from rituals.core.catalogue.model import Catalogue
from rituals.core.talk.steps import CARE, Flow
from rituals.errors import StorageError
from rituals.service.couple import CoupleService
from rituals.service.talk import TalkService


def talk_through(
    sheet: TerminalDialogue, service: CoupleService, flow: Flow, content: Catalogue, parse_day: ParseDay
) -> None:
    """Go through a flow from the safety text to the end; leaving it anywhere loses all that was not kept."""

    def show_support() -> None:
        sheet.show(*pages.support(content, is_verb=False), "", "Any key goes back.")

    talk = TalkService(service)
    try:
        if talk.gate_stands(flow):
            _pass_gate(sheet, content, show_support)
            with suppress(StorageError):  # then the safety text is shown again the next time
                talk.pass_gate()
        run = walk(sheet, talk.begin(flow), show_support)
        if run.leads_to == CARE:
            sheet.show(*pages.support(content, is_verb=False), "", content.safety.key_hint)
        if run.is_finished:
            Ending(sheet, service, run, parse_day).ask(content.kept_by(flow))
    except (KeyboardLeftError, DetourError):
        return


def _pass_gate(sheet: TerminalDialogue, content: Catalogue, show_support: Callable[[], None]) -> None:
    """Show the safety text until it was read; `DetourError` or `KeyboardLeftError` where somebody leaves instead."""
    while True:
        sheet.clear()
        sheet.say(*pages.gate(content))
        try:
            typed_line(sheet)
        except DetourError as away:
            if away.word != SUPPORT:
                raise
            show_support()
            continue
        return

"""One whole talk in the terminal: the safety text, the steps of the flow, and the questions at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from rituals.cli.shared.numbers import numbered
from rituals.cli.shared.private_pages import leaves, person_beside, turn_page
from rituals.cli.shared.terminal import KeyboardLeftError, TerminalDialogue
from rituals.cli.talk import pages
from rituals.cli.talk.outcomes import Ending, ParseDay
from rituals.cli.talk.steps import STOP, SUPPORT, DetourError, typed_line, walk
from rituals.core.model import Person
from rituals.core.talk.detours import back_after, brought_along, detour_after
from rituals.core.talk.route import StepAnswer
from rituals.core.talk.session import TalkSession
from rituals.core.talk.steps import CARE, Flow
from rituals.core.talk.words import offers_to_take_part, reader_words, who_question
from rituals.service.coming_back import come_back_in
from rituals.service.talk import TalkService
from rituals.session import Session


def talk_through(
    sheet: TerminalDialogue, session: Session, flow: Flow, parse_day: ParseDay, *, apart: bool = False
) -> str:
    """Go through a flow from the safety text to the end, with `apart` alone, and return what is to be said afterwards;
    leaving it anywhere loses all that was not kept."""
    try:
        beside = _beside(sheet, session, flow) if flow.takes_two and not apart else None
    except KeyboardLeftError:
        return ""
    talk = _Talk(sheet, session, parse_day, beside, apart=apart or (flow.takes_two and beside is None))
    with suppress(KeyboardLeftError, DetourError):
        talk.go_through(flow)
    return "\n".join(talk.said)


class _Talk:
    """A talk of the person at the keyboard and whoever is `beside` them, and the talks that its choices lead to; `said`
    holds what is to be said when it is left."""

    def __init__(
        self, sheet: TerminalDialogue, session: Session, parse_day: ParseDay, beside: Person | None, *, apart: bool
    ) -> None:
        self._sheet = sheet
        self._session = session
        self._parse_day = parse_day
        self._beside = beside
        self._is_apart = apart
        self._service = TalkService(session.service)
        self._support = pages.support_on_screen(session.catalogue, session.help_country, is_verb=False)
        self.said: list[str] = []

    def go_through(self, flow: Flow, *, inside: TalkSession | None = None) -> None:
        """Go through a flow to its end, or to where its last choice leads; one `inside` another leads back there.

        `DetourError` where somebody stops at its end, `KeyboardLeftError` at the end of the input.
        """
        catalogue = self._session.catalogue
        if flow.opens_with and inside is None:
            self._show_put_down()
        begun = brought_along(self._service.begin(flow, self._beside, apart=self._is_apart), inside)
        run = walk(self._sheet, begun, self._show_support, self._let_read, self._follow)
        if run.leads_to == CARE:
            self._sheet.show(*self._support, "", catalogue.safety.key_hint)
        elif run.leads_to and inside is None:
            self.go_through(self._flow(run.leads_to))
        elif run.is_finished:
            ending = Ending(self._sheet, self._session.service, run, self._parse_day, self._show_support)
            ending.ask(catalogue.kept_by(flow))
            self.said += filter(None, [ending.said])

    def _follow(self, run: TalkSession, answer: StepAnswer) -> None:
        """Do what follows from an answer in `run` beside the next step; `RitualsError` where it can't be done."""
        step = run.current_stop.step
        minutes = back_after(step, answer)
        if minutes is not None:
            come_back_in(self._session.service, minutes)
        way = detour_after(step, answer)
        if way == CARE:
            self._sheet.show(*self._support, "", "Any key goes on with the talk.")
        elif way:
            with suppress(DetourError):
                self.go_through(self._flow(way), inside=run)

    def _flow(self, name: str) -> Flow:
        flow = self._session.catalogue.flow_called(name)
        assert flow is not None
        return flow

    def _show_support(self) -> None:
        self._sheet.show(*self._support, "", "Any key goes back.")

    def _show_put_down(self) -> None:
        """Show what of the list for someday waits for this talk."""
        from rituals.core.evenings.someday import for_meeting_lines  # most talks do without

        service = self._session.service
        if put_down := for_meeting_lines(service.state, service.today()):
            self._sheet.show(*put_down, "", "Any key goes on.")

    def _let_read(self, run: TalkSession) -> None:
        while (reader := self._service.gate_before(run)) is not None:
            is_locked = self._session.service.private(reader.id).is_locked
            words = pages.gate(self._session.catalogue, reader_words(run, reader), comes_again=is_locked)
            _pass_gate(self._sheet, words, self._show_support)
            self._service.pass_gate(reader.id)


def _beside(sheet: TerminalDialogue, session: Session, flow: Flow) -> Person | None:
    """Who takes part beside whoever sits here, asking where that may be nobody; None for nobody.

    `KeyboardLeftError` where they left.
    """
    service = session.service
    others = [person for person in service.couple if person != service.seated]
    if not (flow.fits_one and others):
        return person_beside(sheet, service)
    offers = offers_to_take_part(others)
    labels = list(numbered(f"{offer.label}. {offer.means}" for offer in offers))
    hint = "Type its number. q leaves."
    while not leaves(typed := turn_page(sheet, who_question(others), "", *labels, "", hint)):
        if typed and typed.isdecimal() and 1 <= int(typed) <= len(offers):
            return offers[int(typed) - 1].beside
        hint = f"Type one number from 1 to {len(offers)}. q leaves."
    raise KeyboardLeftError


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

"""The end of a talk in the terminal: what to keep of the answers, what each may become, and which ritual to tick."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from rituals.cli.shared.apart_words import after_sealing_words
from rituals.cli.shared.numbers import chosen_places, numbered
from rituals.cli.shared.remedies import in_shell
from rituals.cli.shared.terminal import TerminalDialogue
from rituals.cli.talk.steps import SKIP, STOP, SUPPORT, DetourError, typed_line
from rituals.core.events import FlowKept
from rituals.core.model import PersonId, RitualId
from rituals.core.phrases import both_or_all
from rituals.core.talk.outcomes import KeepableAnswer, KeepRequest, keep_requests, kept_words, name_for
from rituals.core.talk.session import TalkSession
from rituals.core.talk.steps import Becoming
from rituals.core.text import printable
from rituals.errors import RitualsError
from rituals.service.couple import CoupleService
from rituals.service.talk import TalkService

ParseDay = Callable[[str], date]

_KEEPING = (
    "Keep any of it{0} in your own notes?{1} Type the numbers, y for all of it, or just Enter to keep nothing. "
    "In the app, the last row of Talk shows what is kept, and erases it."
)
_HANDING = "What follows is for {0} to see. Enter goes on, :skip passes it over."
_SEALING = "Show it once you{0} have written yours? It is sealed until then. y, or just Enter to keep it to yourself."
_WORDS = ":skip  :stop  :support"
_NO_WAY_BACK = "There is no way back from here. :stop leaves."
_BECOMING: Mapping[Becoming, str] = {
    "jar": "go into the jar",
    "ritual": "become a ritual, every day for two weeks",
    "ask-about": "become something to ask about, on a day",
}


class Ending:
    """Asks the questions at the end of one talk."""

    def __init__(
        self,
        sheet: TerminalDialogue,
        service: CoupleService,
        run: TalkSession,
        parse_day: ParseDay,
        show_support: Callable[[], None],
    ) -> None:
        self._sheet = sheet
        self._service = service
        self._talk = TalkService(service)
        self._run = run
        self._parse_day = parse_day
        self._show_support = show_support
        self._kept: dict[PersonId, FlowKept] = {}
        self.said = ""
        """What is to be said when the talk is left."""

    def ask(self, entries: Sequence[RitualId]) -> None:
        """Ask what to keep and whether to tick; `entries` are the catalogue's rituals that it counts for, by id."""
        requests = keep_requests(self._run)
        is_for_one = all(asking.of in (None, self._run.participants[0]) for asking in requests)
        for asking in requests:
            of = None if is_for_one else asking.of
            if of is None or self._ask(lambda _: None, _HANDING.format(printable(of.name))):
                self._ask_to_keep(asking)
        for ritual in self._talk.to_tick(entries):
            self._ask(partial(self._tick, ritual.id), f"Tick “{ritual.name}” for today? y, or just Enter to leave it.")
        self._ask_to_seal()

    def _ask_to_keep(self, asking: KeepRequest) -> None:
        keepsakes = asking.keepsakes
        labels = numbered(tuple(f"{keepsake.label}: {keepsake.text}" for keepsake in keepsakes))
        keeping = _KEEPING.format(", each" if asking.of is None else "", self._who_reads(asking))
        self._ask(partial(self._keep, keepsakes), *labels, "", keeping)
        for keepsake in keepsakes:
            for becoming in keepsake.becomes:
                self._ask_to_become(keepsake, becoming)

    def _who_reads(self, asking: KeepRequest) -> str:
        """Who can read what is kept beside those whose it is; empty where it is locked."""
        whose = [asking.of] if asking.of else self._run.participants
        locks = [self._service.private(participant.id).lock for participant in whose if participant.id]
        locked = [lock for lock in locks if lock and lock.is_set]
        if locks and len(locked) == len(locks):
            return ""
        return f" Whoever can use this login can read {'what is not locked' if locked else 'them'}."

    def _keep(self, keepsakes: Sequence[KeepableAnswer], typed: str) -> None:
        chosen = dict.fromkeys(chosen_places(typed, len(keepsakes))) if not _is_yes(typed) else range(len(keepsakes))
        self._kept |= self._talk.keep(self._run, [keepsakes[place] for place in chosen])

    def _ask_to_seal(self) -> None:
        """Ask whether what one of several wrote apart is to be shown once all have."""
        service, flow = self._service, self._run.flow
        kept = self._kept.get(service.seated.id)
        if kept and self._run.is_alone and flow.is_written_apart and len(service.couple) > 1:
            words = kept_words(kept, flow)
            self._ask(partial(self._seal, kept, words), words, "", _SEALING.format(both_or_all(service.couple)))

    def _seal(self, kept: FlowKept, words: str, typed: str) -> None:
        if _is_yes(typed):
            service = self._service
            asked = service.apart.seal_entry(kept.flow, kept.entry, words, by=service.seated)
            self.said = after_sealing_words(service, asked, service.seated)

    def _ask_to_become(self, keepsake: KeepableAnswer, becoming: Becoming) -> None:
        deeds: Mapping[Becoming, tuple[str, Callable[[str], object]]] = {
            "jar": ("y, or just Enter to leave it.", lambda typed: _is_yes(typed) and self._talk.put_in_jar(keepsake)),
            "ritual": (
                f"Give it a name, or y for “{name_for(keepsake)}”. Enter leaves it.",
                partial(self._try, keepsake),
            ),
            "ask-about": (
                "Type the day, such as fri or 2026-11-20. Enter leaves it.",
                lambda typed: self._talk.ask_about(keepsake, self._parse_day(typed)),
            ),
        }
        hint, do = deeds[becoming]
        self._ask(do, f"“{keepsake.text}”", "", f"Shall it {_BECOMING[becoming]}?", hint)

    def _try(self, keepsake: KeepableAnswer, typed: str) -> None:
        name = name_for(keepsake) if _is_yes(typed) else typed
        self._talk.try_for_a_while(name, section=self._run.flow.section)

    def _tick(self, name: RitualId, typed: str) -> None:
        if _is_yes(typed):
            self._service.tick(name)

    def _ask(self, do: Callable[[str], object], *page: str) -> bool:
        """Ask on a page until `do` takes what was typed, or an empty line leaves it; False where it was passed over.

        `DetourError` where somebody stops, `KeyboardLeftError` at the end of the input.
        """
        notice: list[str] = []
        while True:
            self._sheet.clear()
            self._sheet.say(*page, _WORDS, *notice)
            try:
                if typed := typed_line(self._sheet):
                    do(typed)
                return True
            except RitualsError as problem:
                notice = [in_shell(problem)]
            except DetourError as away:
                if away.word == STOP:
                    raise
                if away.word == SKIP:
                    return False
                notice = [] if away.word == SUPPORT else [_NO_WAY_BACK]
                if away.word == SUPPORT:
                    self._show_support()


def _is_yes(typed: str) -> bool:
    return typed.lower() in ("y", "yes")

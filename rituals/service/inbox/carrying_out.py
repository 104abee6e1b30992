"""Carries out what came from a phone: each line by the same rules as the command of its name, a file in one commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.calendar import day_of
from rituals.core.inbox.file_lines import ArrivedFile, line_id, lines_of_wishes
from rituals.core.inbox.report import WHOLE_FILE
from rituals.core.inbox.wishes import MeantHere, Wish, WishedRest, WishedThanks, WishedTick, wish_in
from rituals.core.jar import commands as jar_commands
from rituals.core.model import EventId
from rituals.core.nudges.residents import residents
from rituals.core.occurrences.planned import tick_day
from rituals.core.rituals import commands
from rituals.core.rituals.alone import check_counted_for
from rituals.core.state.couple_state import State
from rituals.errors import RitualsError, StorageError, UsageError
from rituals.service.couple import CoupleService

OLDEST = timedelta(days=60)
"""How long ago a file may say it was written, for its lines to be about that day."""
_NOTE = "note"


def carry_out(
    service: CoupleService, file: ArrivedFile, here: Sequence[str], *, may_be_done: bool
) -> Mapping[int, tuple[str, str]]:
    """Carry out the lines of a file, and return those that were not understood, each with the reason why, by number.

    `here` is the setting of who lives here. `may_be_done` says that an earlier process may have been at the file: what
    it recorded is left as it is. `StorageError` if the disk refuses; then nothing is recorded.
    """
    try:
        lines = lines_of_wishes(file.content)
    except UsageError as refusal:
        return {WHOLE_FILE: ("", str(refusal))}
    service.welcome_somebody()
    return _OneFile(service, file, here).carry_out(lines, may_be_done=may_be_done)


class _OneFile:
    """Carries out the lines of one file."""

    def __init__(self, service: CoupleService, file: ArrivedFile, here: Sequence[str]) -> None:
        now = service.now()
        is_plausible = timedelta() <= now - file.written_at <= OLDEST
        written = file.written_at if is_plausible else now
        self._service = service
        self._file = file
        self._here = here
        self._local = written.astimezone(service.zone()).replace(tzinfo=None)
        self._ids: list[EventId] = []
        self._events: list[e.AnyEvent] = []
        self._unread: dict[int, tuple[str, str]] = {}

    def carry_out(self, lines: Mapping[int, str], *, may_be_done: bool) -> Mapping[int, tuple[str, str]]:
        def decide(state: State) -> Sequence[e.AnyEvent]:
            done = self._done(lines) if may_be_done else ()
            meant = self._meant(state)
            for number, line in lines.items():
                if self._id(number) not in done:
                    self._decide(state, meant, number, line)
            return [] if done else self._events  # as all of it was one commit

        self._service.record_under(self._ids, decide)
        return self._unread

    def _decide(self, state: State, meant: MeantHere, number: int, line: str) -> None:
        try:
            events = self._decided(state, wish_in(line, meant), meant, number)
        except StorageError:
            raise
        except RitualsError as refusal:
            self._unread[number] = line, str(refusal)
            return
        phoned = [replace(event, by_phone=True) for event in events]
        new = [event for event in phoned if event not in self._events]
        self._events += new
        self._ids += [self._id(number, part) for part in range(len(new))]

    def _decided(self, state: State, wish: Wish, meant: MeantHere, number: int) -> Sequence[e.AnyEvent]:
        match wish:
            case WishedTick(ritual, day, by, tiny, note):
                whose, today = [by] if by else [], self._service.today_of(ritual)
                check_counted_for(ritual, day, state.people, by=whose or None)
                return commands.tick_ritual(state, ritual, day, today=today, by=whose, tiny=tiny, note=note)
            case WishedRest(ritual, day, by, reason):
                today, standing = self._service.today_of(ritual), state.rests(ritual.id)
                check_counted_for(ritual, day, state.people, by=[by] if by else None)
                rests = commands.rest_occurrence(state, ritual, day, today=today, by=by, reason=reason)
                return [rest for rest in rests if not {(rest.day, None), (rest.day, rest.by)} & standing]
            case WishedThanks(by, text):
                name, to = self._id(number, _NOTE), jar_commands.receiver_of(by, meant.couple)
                if name in state.jar.known:
                    return ()  # it went in before, and may have been erased since
                added = e.AppreciationAdded(name, by, meant.written_on, text, to)
                return jar_commands.put_in(state, added, today=meant.written_on)

    def _meant(self, state: State) -> MeantHere:
        couple, begins = self._service.couple, state.household.day_starts_at
        return MeantHere(
            list(state.rituals.values()),
            couple,
            residents(self._here, couple),
            day_of(self._local, begins),
            lambda ritual: tick_day(ritual, self._local, begins),
        )

    def _done(self, lines: Collection[int]) -> Collection[EventId]:
        """The ids of lines that are recorded."""
        ids = {self._id(number) for number in lines}
        return {record.id for record in self._service.logs.shared.newest_first() if record.id in ids}

    def _id(self, number: int, part: int | str = 0) -> EventId:
        return line_id(self._file.id, number, part)

"""The service's part for the jar: notes put in, edited, erased, drawn and read, and drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.jar import commands as jar_commands
from rituals.core.jar.unfinished import UnfinishedNote
from rituals.core.model import HIGHEST_FOLLOWED, Appreciation, AppreciationId, EventId, PersonId, Seal
from rituals.core.state.couple_state import State
from rituals.core.state.device_state import DeviceState
from rituals.core.state.drawing import ChooseWeighted
from rituals.core.text import words_in
from rituals.errors import Remedy, RuleError, StorageError
from rituals.ports import EditorFolder
from rituals.service.ledger import Ledger

DRAFTS_TOGETHER = 20  # versions of a draft that are kept until the older ones are erased together


class JarService:
    """The commands on the jar."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._drafts: dict[PersonId, tuple[tuple[int, EventId], e.DraftKept]] = {}
        self._draft_events: dict[EventId, PersonId] = {}

    # notes

    def put_in(
        self,
        text: str,
        *,
        by: PersonId | None = None,
        to: PersonId | None = None,
        day: date | None = None,
        seal: Seal | None = None,
    ) -> Sequence[AnyEvent]:
        """Put a note in; `by` None is the person at the keyboard, `to` None the other one if there is just one.

        Returns the note's event first, then those of the rituals it ticks.
        """
        ledger = self._ledger
        ledger.welcome_somebody()
        writer = ledger.seated.id if by is None else ledger.known(by)
        receiver = to if to is not None else jar_commands.receiver_of(writer, ledger.couple)
        note = e.AppreciationAdded(ledger.new_id(), writer, day or ledger.today(), text, receiver, seal)
        return ledger.record(lambda state: jar_commands.put_in(state, note, today=ledger.today()))

    def edit(self, wish: e.AppreciationEdited, *, by: PersonId | None = None) -> Sequence[e.AppreciationEdited]:
        """Change one's own note; no events if nothing differs. `by` None is the person at the keyboard."""
        ledger = self._ledger
        writer = ledger.seated.id if by is None else ledger.known(by)
        return ledger.record(lambda state: jar_commands.edit_note(state, wish, by=writer, today=ledger.today()))

    def check_erasable(self, name: AppreciationId) -> None:
        """`RuleError` if the person at the keyboard may not erase a note."""
        self._tombstone(name)

    def _tombstone(self, name: AppreciationId) -> Sequence[e.AppreciationErased]:
        ledger = self._ledger
        return jar_commands.erase_note(ledger.state, name, by=ledger.seated.id, today=ledger.today())

    def erase(self, name: AppreciationId) -> bool:
        """Erase a note for good, and any draft with its text. False if other devices' journals still hold some of it:
        each device erases from its own once it sees the tombstone."""
        ledger = self._ledger
        with ledger.logs.shared.exclusive():
            ledger.refresh()
            tombstone = self._tombstone(name)
            self.let_go_of_unfinished(ledger.state.jar.words_of(name), of=name)
            ledger.record(lambda _: tombstone)
            ledger.finish_erasing()
            ledger.refresh()
        return not ledger.state.jar.is_held(name)

    def favour(self, name: AppreciationId, *, favourite: bool = True) -> None:
        """Make a note a favourite, or none any more."""
        self._ledger.record(lambda state: jar_commands.favour_note(state, name, favourite=favourite))

    def answer(
        self, name: AppreciationId, text: str, *, by: PersonId | None = None
    ) -> Sequence[e.AppreciationAnswered]:
        """Leave a line under a note, or without words take it away; no events if nothing differs. `by` None is the
        person at the keyboard."""
        ledger = self._ledger
        wish = e.AppreciationAnswered(name, ledger.seated.id if by is None else ledger.known(by), text)
        return ledger.record(lambda state: jar_commands.answer_note(state, wish, today=ledger.today()))

    def check_answerable(self, name: AppreciationId, *, by: PersonId | None = None) -> None:
        """`RuleError` if somebody may not leave a line under a note; `by` None is the person at the keyboard."""
        ledger = self._ledger
        jar_commands.note_to_answer(ledger.state, name, by=by or ledger.seated.id, today=ledger.today())

    # drawing and opening

    def draw(self, choose: ChooseWeighted) -> Appreciation:
        """Draw an open note at random, rarely one that came up lately."""
        ledger = self._ledger
        drawn: list[Appreciation] = []

        def decide(state: State, device_state: DeviceState) -> Sequence[AnyEvent]:
            note = state.jar.draw(device_state.drawn, ledger.today(), choose)
            if note is None:
                raise RuleError("There is no open note in the jar to draw.", Remedy.ADD_THANKS)
            drawn.append(note)
            return [e.AppreciationDrawn(note.id)]

        ledger.remember(decide)
        return drawn[-1]

    def open(self, read: Sequence[AppreciationId]) -> Sequence[AnyEvent]:
        """Record that these notes were read aloud together; returns the events, those of ticked rituals included."""
        ledger = self._ledger
        return ledger.record(lambda state: jar_commands.record_opening(state, read, today=ledger.today()))

    # drafts

    def draft(self, by: PersonId) -> e.DraftKept | None:
        """A person's unfinished note, if there is one."""
        self._read_drafts()
        draft = self._drafts.get(by)
        return draft[1] if draft else None

    def keep_draft(self, draft: e.DraftKept) -> None:
        """Save an unfinished note, so that a crash or power cut does not lose it; `StorageError` if it can't be
        saved."""
        log = self._ledger.logs.drafts
        with log.exclusive():
            self._read_drafts()
            lamport = 1 + min(max((order[0] for order, _ in self._drafts.values()), default=0), HIGHEST_FOLLOWED)
            log.append([Recorded(self._ledger.new_id(), log.device, lamport, self._ledger.now(), draft)])
            self._read_drafts()
            current = self._drafts[draft.by][0][1]
            older = [event for event, by in self._draft_events.items() if by == draft.by and event != current]
            if len(older) >= DRAFTS_TOGETHER:
                with suppress(StorageError):  # the draft is saved; the next one tries again
                    log.erase(older)

    def drop_draft(self, by: PersonId) -> None:
        """Erase every version of a person's draft, because it was put in or thrown away."""
        self._read_drafts()
        events = [event for event, whose in self._draft_events.items() if whose == by]
        if events:
            self._ledger.logs.drafts.erase(events)

    def let_go_of_unfinished(self, words: AbstractSet[str], *, of: AppreciationId = "") -> None:
        """Erase drafts with these texts, and what editors left of them or of a note: they stay behind if the disk
        refused to erase them when the note was put in. `StorageError` if it refuses again."""
        self._drop_drafts_of(words)
        self._drop_left_in_editors(of, words)

    def _drop_drafts_of(self, words: AbstractSet[str]) -> None:
        self._read_drafts()
        for by, (_, draft) in list(self._drafts.items()):
            if draft.text.strip() in words:
                self.drop_draft(by)

    # in an editor

    def begin_in_editor(self, note: UnfinishedNote, text: str) -> EditorFolder:
        """A folder to write a note in, with this text to begin with; `StorageError` if the disk refuses."""
        editors = self._ledger.logs.editors
        if editors is None:
            raise StorageError("There is no disk here to write on.")
        return editors().begin(note, text)

    def unfinished(self, note: UnfinishedNote) -> Iterator[EditorFolder]:
        """What an earlier editor left of such a note, of the same person who sat there; each is held until it is
        released."""
        for folder in self._stopped_editors():
            if folder.note is not None and self._is_alike(folder.note, note):
                yield folder
            else:
                folder.release()

    def _is_alike(self, earlier: UnfinishedNote, note: UnfinishedNote) -> bool:
        known = self._ledger.known
        people = [(known(each.seated), known(each.began.by), each.edits) for each in (earlier, note)]
        return people[0] == people[1]

    def _drop_left_in_editors(self, name: AppreciationId, words: AbstractSet[str]) -> None:
        for folder in self._stopped_editors():
            texts = {words_in(folder.content(), "replace")}
            note = folder.note
            texts |= {note.began.text.strip()} if note is not None else set()
            if (name and note is not None and note.edits == name) or texts & words:
                folder.remove()
            else:
                folder.release()

    def _stopped_editors(self) -> Iterator[EditorFolder]:
        editors = self._ledger.logs.editors
        return editors().stopped() if editors is not None else iter(())

    def _read_drafts(self) -> None:
        fresh = self._ledger.logs.drafts.fresh()
        if fresh.rewritten:
            self._drafts, self._draft_events = {}, {}
        for record in fresh.records:
            if isinstance(record.event, e.DraftKept):
                by, order = record.event.by, (record.lamport, record.id)
                self._draft_events[record.id] = by
                if by not in self._drafts or self._drafts[by][0] <= order:
                    self._drafts[by] = order, record.event

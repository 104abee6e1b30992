"""Pairs this machine with others through the couple's folder, and parts it from them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from rituals.adapters.inbox.folder import inbox_of_device
from rituals.adapters.journal.device import device_here
from rituals.adapters.journal.disk import Disk, make_folder, saving
from rituals.adapters.journal.event_log import JournalLog
from rituals.adapters.journal.file import JournalFile
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.pairing.forgetting import forget_device, known_devices
from rituals.adapters.pairing.joined import joinings
from rituals.adapters.pairing.joining import Settle, finish_joining, join_couple, plan_joining
from rituals.adapters.pairing.reading import records_at
from rituals.adapters.pairing.refusals import NEWER, refuse_place
from rituals.adapters.pairing.taking_up_words import take_up_words
from rituals.adapters.together.folder_carrier import FolderCarrier
from rituals.adapters.together.looking import FolderLooks, Paired, key_here, paired_here
from rituals.adapters.together.mirrors import mirror_stems
from rituals.adapters.together.names import SEGMENT, couple_name, latest_epochs, state_name
from rituals.adapters.together.sealed.couple_key import COUPLE_HEADER, CoupleKey
from rituals.core.events.recorded import Recorded
from rituals.core.exchange.known_device import KnownDevice
from rituals.core.exchange.rebase import made_by_joining, rebase_onto
from rituals.core.model import DeviceId, PersonId, RitualId
from rituals.errors import NewerFormatError, RuleError, StorageError, UsageError
from rituals.files import is_folder, is_mounted, is_there

README = """\
This folder belongs to an app called rituals, in which two people keep small rituals.

What lies here is sealed. Whoever has the couple's twelve words can open it, and nobody else.
Only what a phone puts below inbox is plain text, until the machine that it is for takes it away, moments later.
Each machine writes below a name of its own. Leave the files as they are: if one is lost, its machine writes it anew.

To leave, on the machine that leaves: rituals pair leave
What it put here stays, sealed. To take that away as well, then or later: rituals pair leave --remove
What is on a machine stays there, whoever leaves. What others had of it they may put here again.
"""
_PAIRED = "This machine is paired already. Leave first, to be paired elsewhere."


class CoupleThere(NamedTuple):
    """A couple whose file lies in a folder."""

    couple: str
    epoch: int
    content: bytes


class Pairing:
    """This machine's part in a couple that shares a folder; each call may take a while."""

    def __init__(
        self,
        data: Path,
        disk: Disk | None = None,
        machine: bytes | None = None,
        *,
        settle: Settle = lambda _: None,
    ) -> None:
        self._settle = settle
        self._data = data
        self._disk = disk or Disk()
        self._machine = machine

    @property
    def key(self) -> CoupleKey | None:
        """The key of the couple that this machine is paired in; None if it is in none."""
        return key_here(self._data)

    @property
    def paired(self) -> Paired | None:
        """Where it is paired, or was before it left; None if it never was."""
        return paired_here(self._data)

    @property
    def last_place(self) -> Path | None:
        """The folder through which it is paired, or was before it left; None if it never was."""
        return Path(self.paired.place) if self.paired else None

    def refuse_to_begin(self, place: Path) -> None:
        """Raise `RitualsError` if no new couple can begin in a folder."""
        if self.key:
            raise RuleError(_PAIRED)
        refuse_place(self._data, place)
        if self._has_shared:
            raise RuleError("What is here was shared with a couple before. Begin a new one with what is in a new home.")
        if self._couples(place):
            raise RuleError("Somebody has begun in this folder. Join them, with the twelve words that they got.")

    def begin(self, place: Path) -> CoupleKey:
        """Begin a new couple in a folder, with all that is shared here."""
        self.refuse_to_begin(place)
        key = CoupleKey.new()
        carrier = FolderCarrier(place, device_here(self._data, self._machine).id, self._disk)
        if "README.txt" not in carrier.names():
            carrier.write("README.txt", README.encode())
        self._remember(place, key, began=True)
        key.keep(self._folder, self._disk)  # last, as it is what pairs this machine
        return key

    def couple_in(self, place: Path) -> CoupleThere:
        """The couple in a folder; `RitualsError` if this machine can't join it."""
        refuse_place(self._data, place)
        there = self._couples(place)
        if not there:
            raise RuleError("Nobody has begun in this folder, or what they began with has not been carried here yet.")
        if not there[0].content.startswith(COUPLE_HEADER):
            raise NewerFormatError(NEWER)
        key, paired = self.key, self.paired
        latest = key.epoch if key else paired.epoch if paired and paired.couple == there[0].couple else 1
        if there[0].epoch < latest:
            raise RuleError("The couple has newer words than this folder. Try again once they have been carried here.")
        if key and (key.couple != there[0].couple or key.fits(there[0].content)):
            raise RuleError(_PAIRED)
        if self._has_shared and there[0].couple not in self._couples_before:
            raise RuleError("What is here was shared with another couple before. Join this one with a new home.")
        return there[0]

    def key_of(self, there: CoupleThere, words: str) -> CoupleKey:
        """The couple's key, by its twelve words; `UsageError` if they are others."""
        key = CoupleKey.from_words(words, there.couple, there.epoch)
        if not key.fits(there.content):
            raise UsageError("These are not the words of the couple in this folder. Look whether they are its latest.")
        return key

    def records_at(self, place: Path, key: CoupleKey) -> Sequence[Recorded]:
        """All that the couple's machines have published, without taking any of it in; `RuleError` if some of it has not
        been carried here yet, as far as that can be told."""
        return records_at(self._data, place, key, but=self._own_devices)

    @property
    def records_here(self) -> Sequence[Recorded]:
        """All that is shared on this machine."""
        return self._log().fresh().records

    def was_in(self, key: CoupleKey) -> bool:
        """Whether what is here is the couple's already, so that nothing in it has to change."""
        return key.couple in self._couples_before

    def join(
        self,
        place: Path,
        key: CoupleKey,
        *,
        on: date,
        inviter: Sequence[Recorded],
        people: Mapping[PersonId, PersonId],
        rituals: Mapping[RitualId, RitualId],
    ) -> None:
        """Join a couple: what is here becomes its own, once and for all."""
        if self.was_in(key):
            began = self.paired is not None and self.paired.began and self.paired.couple == key.couple
            self._remember(place, key, began=began)
            take_up_words(self._data, place, key, self._disk, self._machine)
            return
        device, joiner = device_here(self._data, self._machine).id, self.records_here
        rebase = rebase_onto(key.couple, on, inviter=inviter, joiner=joiner, people=people, rituals=rituals)
        lived = made_by_joining(rebase, inviter=inviter, joiner=joiner)
        plan = plan_joining(self._data, rebase, key, device, lived)  # nothing is changed where it can't be made
        self._remove_own(place)  # of a couple that nobody else was in
        self._remember(place, key, began=False)
        join_couple(self._data, plan, self._disk, settle=self._settle)

    @property
    def devices(self) -> Sequence[KnownDevice]:
        """The couple's other machines, as far as they are known here."""
        return known_devices(self._data, self.records_here, self._own_devices) if self.key else ()

    def written_on(self, device: DeviceId) -> Sequence[Recorded]:
        """The records here that a device wrote."""
        return [record for record in self.records_here if record.device == device]

    def forget(self, device: DeviceId) -> CoupleKey:
        """Forget another machine and begin with new words, after looking once more with the old ones."""
        key, paired = self.key, self.paired
        if key is None or paired is None:
            raise RuleError("This machine is not paired.")
        self.surely_look()
        new = forget_device(self._data, Path(paired.place), key, device, self._disk, self._machine)
        self.look()
        return new

    def finish(self) -> None:
        """Go on with a joining that could not be carried out; `StorageError` says why it still can't be."""
        finish_joining(self._data, self._disk, settle=self._settle)

    def look(self) -> None:
        """Take in what came, and publish what is new, as far as that can be done now."""
        FolderLooks(self._data, self._disk, self._machine).look()

    def surely_look(self) -> bool:
        """Take in what came, and publish what is new; `RitualsError` says what keeps it from being done. False while
        another process is at it."""
        return FolderLooks(self._data, self._disk, self._machine).surely_look() is not None

    def leave(self, *, remove: bool) -> None:
        """Read and write nothing more in the couple's folder, and forget its key; with `remove`, first take away what
        this machine's devices published, if the folder is there; after leaving, that may be done later."""
        key, paired = self.key, self.paired
        if paired is None or not (key or remove):
            raise RuleError("This machine is not paired.")
        lock = FileLock(self._folder / "lock")
        with saving(lock.path), lock if remove else lock.if_free():  # whoever has it may hang at the folder
            if remove and (key is None or is_folder(Path(paired.place))):
                self._remove_own(Path(paired.place))
            if key:
                self._save(msgspec.structs.replace(paired, epoch=key.epoch))
                (self._folder / "key").unlink(missing_ok=True)

    def _remove_own(self, place: Path) -> None:
        """Take what this machine's devices published out of a folder."""
        for device in self._own_devices:
            carrier = FolderCarrier(place, device, self._disk)
            for name in carrier.names():
                segment = SEGMENT.fullmatch(name)
                if name == state_name(device) or (segment and segment[1] == device):
                    carrier.remove(name)
            with suppress(OSError):  # where a phone wrote something that nobody took in, it stays
                inbox_of_device(place, device).path.rmdir()

    @property
    def _own_devices(self) -> Sequence[DeviceId]:
        here = device_here(self._data, self._machine)
        return here.id, *here.earlier

    def _couples(self, place: Path) -> Sequence[CoupleThere]:
        """Those who began in a folder, the one that stays first, each with its latest words."""
        carrier = FolderCarrier(place, "")
        epochs = latest_epochs(carrier.names())
        try:
            return [
                CoupleThere(couple, epoch, carrier.read(couple_name(couple, epoch))) for couple, epoch in epochs.items()
            ]
        except StorageError as refusal:
            raise StorageError(f"{refusal} Perhaps it has not been carried here yet.") from refusal

    @property
    def _has_shared(self) -> bool:
        """Whether something of others is here; of another beginning in the same folder nothing could be opened."""
        return any(is_there(self._data / "shared" / f"{stem}.jsonl") for stem in mirror_stems(self._data))

    @property
    def _couples_before(self) -> set[str]:
        """The couples whose own what is here has become, or with which it began."""
        joined = {joining.rebase.couple for joining in joinings(self._data)}
        return joined | ({self.paired.couple} if self.paired and self.paired.began else set())

    def _remember(self, place: Path, key: CoupleKey, *, began: bool) -> None:
        self._save(Paired(str(place.absolute()), key.couple, began, key.epoch, is_mounted(place)))

    def _save(self, paired: Paired) -> None:
        with saving(self._folder / "paired.json"):
            make_folder(self._folder)
            JournalFile(self._folder / "paired.json", self._disk).replace([msgspec.json.encode(paired)])

    def _log(self) -> JournalLog:
        return JournalLog(self._data / "shared", device_here(self._data, self._machine).id)

    @property
    def _folder(self) -> Path:
        return self._data / "together"

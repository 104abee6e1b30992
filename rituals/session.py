"""A session: the service, the settings and the folders of one couple, for a command or the app."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rituals.config import CalendarSettings, InboxSettings, Places, Settings, locale_here, save, save_all
from rituals.core.events import MilestoneTold, PersonRenamed
from rituals.core.model import Person, PersonId, Ritual
from rituals.core.phrases import Elsewhere
from rituals.core.text import NAME_LIMIT, printable
from rituals.errors import Problem, RuleError, StorageError, Telling
from rituals.ports import ERASING_MARK, CalendarWriter, Clock, EventLog, FeedReport, PlannedCalendar
from rituals.service.couple import CoupleService

if TYPE_CHECKING:
    from rituals.core.catalogue.helplines import HelpCountry
    from rituals.core.catalogue.model import Catalogue, Entry
    from rituals.core.inbox.report import InboxReport
    from rituals.core.nudges.reminders import PlannerInput
    from rituals.core.nudges.words import NudgeWords
    from rituals.core.questions.deck import Prompt
    from rituals.core.rhythm.history_cache import HistoryCache
    from rituals.ports import Autostart, CalendarFile, CouplesFolder, Inbox, Notifier, Repair, SenderLock
    from rituals.service.own_data import OwnData
    from rituals.service.pairing import PairingService
    from rituals.service.people import PeopleService


class Session(Struct, eq=False, dict=True):
    """Everything that a command or the app works with; the settings may be replaced while it is open.

    Each that makes something is None in a session that does without: the demo has no autostart entry, for example.
    """

    service: CoupleService
    settings: Settings
    places: Places
    shared: EventLog
    local: EventLog
    clock: Clock
    notifier: Callable[[], Notifier] | None = None
    """Makes the notifier of this machine."""
    autostart: Callable[[], Autostart] | None = None
    """Makes the autostart entry of this machine."""
    sender_lock: Callable[[], SenderLock] | None = None
    """Makes the lock of the process that sends this couple's nudges."""
    own_data: Callable[[], OwnData] | None = None
    """Makes what backs up, brings back and writes out this couple's data, on any thread."""
    couples_folder: Callable[[], CouplesFolder | None] = lambda: None
    """Reads what is kept of the couple's folder; None where this machine never was in one."""
    pairing: Callable[[], PairingService] | None = None
    """Makes what pairs this machine with others, on any thread."""
    write_calendar: CalendarWriter | None = None
    """Makes the text of a calendar."""
    calendar_file: Callable[[], CalendarFile] | None = None
    """Makes what keeps this machine's calendar file up to date, on any thread."""
    inbox: Callable[[InboxSettings], Inbox] | None = None
    """Makes what a phone's wishes come in by, on any thread."""
    known_problems: Sequence[Problem] = ()
    """What is wrong with the files, as somebody saw who looked last."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue with the couple's own entries; read on first access."""
        from rituals.content.loader import catalogue  # parsing it costs more than most commands
        from rituals.content.own import with_own

        return with_own(catalogue(), self.places.catalogue)

    def add_question(self, text: str, depth: int) -> Prompt:
        """Add a question of the couple's own to their catalogue; it is in the deck at once."""
        from rituals.content.loader import catalogue  # both only for those who add one
        from rituals.content.own_question import write_own_question

        question = write_own_question(catalogue(), self.places.catalogue, text, depth)
        self.__dict__.pop("catalogue", None)  # it is read anew
        return question

    @property
    def help_country(self) -> HelpCountry:
        """The country whose helplines come first."""
        from rituals.core.catalogue.helplines import help_country  # only where help is looked for

        return help_country(self.settings.help.country, locale_here())

    def question_text(self, question: str) -> str:
        """The words of a question by its id; empty for one that is in no catalogue here."""
        return next((prompt.text for prompt in self.catalogue.prompt if prompt.id == question), "")

    def asked_text(self, about: str) -> str:
        """What is answered apart, by the id of a question or a talk, or of the check-in."""
        from rituals.core.questions.rounds import CHECKIN  # only for those who answer apart

        flow = self.catalogue.flow_called(about)
        title = self.catalogue.form.checkin.title if about == CHECKIN else flow.title if flow else ""
        return self.question_text(about) or title or "A question"

    def draws_ideas(self, ritual: Ritual) -> bool:
        """Whether a ritual offers something of the list for someday; the catalogue is read to tell."""
        return self.catalogue.draws(ritual)

    def offered(self) -> Sequence[Entry]:
        """The catalogue's entries that can be taken up now; those that need both only if both agreed."""
        return self.catalogue.offered(self.service.consent.agreed(self.catalogue.ritual))

    @property
    def is_unread(self) -> bool:
        """Whether nothing is here, and something is wrong that may be why."""
        is_wrong = any(problem.telling is Telling.AT_ONCE for problem in self.known_problems)
        return is_wrong and not self.service.has_begun

    @cached_property
    def people(self) -> PeopleService:
        """The commands on who belongs to the couple."""
        from rituals.service.people import PeopleService  # most commands leave people as they are

        return PeopleService(self.service)

    @cached_property
    def histories(self) -> HistoryCache:
        """The histories of rituals, computed on first access and shared by all screens."""
        from rituals.core.rhythm.history_cache import HistoryCache  # not needed for Today's first paint

        return HistoryCache(self.service.logs.closed)

    @property
    def is_erasing(self) -> bool:
        """Whether something was erased that is still to be taken out of the backups; one `stat`."""
        return self.erasing_mark() is not None

    def erasing_mark(self) -> int | None:
        """What is another each time something is erased that is to be taken out of the backups; None once it is."""
        with suppress(OSError):
            return (self.places.data / ERASING_MARK).stat().st_mtime_ns
        return None

    @property
    def paired_folder(self) -> CouplesFolder | None:
        """What is kept of the couple's folder while this machine is paired; None if it is not, which is fast."""
        return self.couples_folder() if self.service.logs.is_paired() else None

    def remember_milestone(self, milestone: str) -> None:
        """Record that a milestone, by its id, was shown on this machine, so that it isn't shown again."""
        self.service.remember(
            lambda _, device_state: [] if milestone in device_state.milestones_told else [MilestoneTold(milestone)]
        )

    def planner_input(self) -> PlannerInput:
        """Everything that nudges depend on now, who lives here included."""
        from rituals.core.nudges.reminders import PlannerInput  # only for those who nudge
        from rituals.core.nudges.residents import asking_residents

        own, here = self.service, self.settings.together.here
        to_ask = own.days_to_ask(here)
        planned = PlannerInput(own.state, own.device_state, self.settings.nudges, own.now(), own.zone(), to_ask)
        return asking_residents(planned, here)

    def settings_problems(self) -> Sequence[str]:
        """A sentence for each invalid value in the settings, and for each name there that is nobody's."""
        here, people = self.settings.together.here, self.service.state.people
        if not here or not people:
            return self.settings.problems
        from rituals.core.nudges.residents import unknown_residents  # only where somebody wrote who lives here

        unknown = unknown_residents(here, people)
        beginning = f"{self.places.settings.name}: [together] here names"
        strangers = (f"{beginning} “{printable(name[:NAME_LIMIT])}”, who is nobody here." for name in unknown)
        return (*self.settings.problems, *strangers)

    def residents(self) -> Sequence[Person]:
        """Who lives where this machine stands, by the settings."""
        from rituals.core.nudges.residents import residents  # only for those who nudge, or ask

        return residents(self.settings.together.here, self.service.couple)

    def questions_from_elsewhere(self) -> Sequence[Repair]:
        """What another machine asks of whoever is here, if it does."""
        folder = self.couples_folder()
        return folder.questions(self.elsewhere) if folder else ()

    @property
    def elsewhere(self) -> Elsewhere:
        """The couple's other machines, as far as is known here."""
        folder = self.paired_folder
        machines = folder.machines if folder else 0
        if not machines:
            return Elsewhere()
        at_home = self.residents()
        names = [printable(person.name) for person in self.service.couple if person not in at_home]
        return Elsewhere(machines, names[0] if (machines, len(names)) == (1, 1) else "")

    def save_residents(self, people: Collection[PersonId]) -> None:
        """Save who lives here, by id; everyone is saved as nobody named, so that newcomers are among them."""
        couple = self.service.couple
        here = tuple(person.id for person in couple if person.id in people)
        value = here if len(here) < len(couple) else ()
        if value != self.settings.together.here:
            self.settings = save(self.places.settings, "together", "here", value)

    def rename(self, person: PersonId, name: str) -> Sequence[PersonRenamed]:
        """Change a person's name, and keep who lives here where the settings say it by name."""
        resident_ids = [resident.id for resident in self.residents()]
        renamed = self.service.rename(person, name)
        if self.settings.together.here:
            self.save_residents([self.service.known(resident) for resident in resident_ids])
        return renamed

    def planned_calendar(self, people: Collection[Person], *, is_floating: bool, with_quotas: bool) -> PlannedCalendar:
        """What is planned for these people, naming what nudges name, as the text of an `.ics` file once that is asked
        for; `is_floating` leaves out the zone, `with_quotas` puts in a day for each week or month of a quota."""
        from rituals.service.exchange.outgoing import planned_calendar  # only for those who write one

        assert self.write_calendar is not None, "who asks for a calendar has what writes one"
        discreet, rules = self.settings.nudges.discreet, self.nudge_words().rules
        return planned_calendar(
            self.service,
            people,
            self.write_calendar,
            discreet,
            rules,
            is_floating=is_floating,
            with_quotas=with_quotas,
        )

    def planned_feed(self, chosen: CalendarSettings) -> PlannedCalendar:
        """What is to be in this machine's calendar file: what is planned for who lives here."""
        return self.planned_calendar(self.residents(), is_floating=chosen.floating, with_quotas=chosen.quotas)

    def keep_calendar(self, chosen: CalendarSettings) -> None:
        """Keep a calendar file up to date from now on, or none; `RitualsError` says why it can't be written."""
        if chosen.feed:
            if self.calendar_file is None:
                raise RuleError("Nothing here is on the disk, so no calendar can follow it.")
            calendar_file = self.calendar_file()
            chosen = replace(chosen, feed=calendar_file.place(chosen.feed))
            calendar_file.keep_now(chosen.feed, self.planned_feed(chosen))
        self.settings = save_all(self.places.settings, self.settings, "calendar", chosen)

    def keep_inbox(self, chosen: InboxSettings) -> None:
        """Take in a phone's wishes from now on, or no more; `RitualsError` says why they can't come in that way."""
        if chosen.on:
            if self.inbox is None:
                raise RuleError("Nothing here is on the disk, so nothing can come in.")
            chosen = replace(chosen, folder=self.inbox(self.settings.inbox).open(chosen.folder))
        self.settings = save_all(self.places.settings, self.settings, "inbox", chosen)

    def inbox_report(self) -> InboxReport:
        """What came by the inbox lately, and what of it was not understood; nothing looks into its folder."""
        from rituals.service.inbox.reporting import inbox_report  # only for who asks

        return inbox_report(self.service, self.inbox(self.settings.inbox) if self.inbox else None)

    def calendar_report(self) -> FeedReport | None:
        """What became of the calendar file, after a moment for what is due; None where none is kept. On any thread."""
        file = self.settings.calendar.feed
        if not file or self.calendar_file is None:
            return None
        calendar_file = self.calendar_file()
        calendar_file.try_again()
        report = calendar_file.report
        return report if report and report.file == file else FeedReport(file)

    def nudge_words(self) -> NudgeWords:
        """The texts of nudges, and what they may name."""
        return nudge_words_of(self.catalogue)

    def nudge_holder(self) -> str | None:
        """The name of the process that sends the nudges, None if none does; `OSError` if that can't be seen."""
        return self.sender_lock().holder() if self.sender_lock is not None else None

    def tidy(self) -> None:
        """Prepare a fast next start; to be called last, when nobody waits."""
        with suppress(StorageError):  # without it, the next start is only slower
            self.service.compact_local()
            self.shared.tidy()
        if "histories" in self.__dict__:
            self.histories.keep()


def nudge_words_of(catalogue: Catalogue) -> NudgeWords:
    """A catalogue's nudge texts, and what it says about which rituals they may name."""
    from rituals.core.nudges.discretion import DiscretionRules  # only for those who nudge
    from rituals.core.nudges.words import NudgeWords

    return NudgeWords(
        plain=tuple(words.text for words in catalogue.nudge if words.style == "plain"),
        discreet=tuple(words.text for words in catalogue.nudge if words.style == "discreet"),
        rules=DiscretionRules(
            frozenset(section.id for section in catalogue.section if not section.discreet), catalogue.discreet_words
        ),
        with_tiny=frozenset(entry.id for entry in catalogue.ritual if entry.tiny),
    )

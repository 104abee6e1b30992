"""The click context object of every command: the session, opened when first needed, and what the terminal can show."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from os import environ
from typing import TYPE_CHECKING, Literal, TypeAlias

from rituals.core.phrases import date_words
from rituals.errors import UsageError
from rituals.problems import problems

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from rituals.core.nudges.delivery import Delivery
    from rituals.ports import Autostart, Notifier
    from rituals.service.couple import CoupleService
    from rituals.session import Session

WrittenKind: TypeAlias = Literal["ritual", "note", "question", "answer", "ask-about", "person", "idea"]
"""What something is that a command has written."""
WrittenThing: TypeAlias = "tuple[WrittenKind, str, date | None]"
"""Its id, and the day it was written for."""


def _open_session(home: str | None) -> Session:
    from rituals.bootstrap import open_session  # --help and completion scripts need no data

    return open_session(home)


def _notifier(home: str | None) -> Notifier:
    from rituals.bootstrap import notifier  # both only for those who nudge
    from rituals.config import places

    return notifier(places(home))


def _autostart(home: str | None) -> Autostart:
    from rituals.bootstrap import autostart  # only for those who install

    return autostart(home)


def _go_on_beside(session: Session, *, has_written: bool) -> None:
    from rituals.bootstrap import go_on_beside  # imported as late as the session itself

    go_on_beside(session, has_written=has_written)


def _open_demo() -> AbstractContextManager[Session]:
    from rituals.bootstrap import demo_session  # only for a demo

    return demo_session()


class CliContext:
    """The context of one run of a command; tests pass their own sessions, and their own ways to the system."""

    def __init__(
        self,
        open_session: Callable[[str | None], Session] = _open_session,
        notifier: Callable[[str | None], Notifier] = _notifier,
        open_demo: Callable[[], AbstractContextManager[Session]] = _open_demo,
        autostart: Callable[[str | None], Autostart] = _autostart,
        go_on_beside: Callable[..., None] = _go_on_beside,
    ) -> None:
        self.home: str | None = None
        self.colour = "auto"
        """Whether to print in colours: "auto", "always" or "never"."""
        self.open_demo = open_demo
        self.has_told = False
        """Whether the command reports by itself what is wrong in the session, so that `troubles` need not."""
        self.typed_apart = ""
        """Words that were typed for the command where they do not stay in sight."""
        self.tells_in_json = False
        """Whether a command that writes prints `written` as a document."""
        self.written: list[WrittenThing] = []
        self._has_changed = False
        self._mark_at_first: int | None = None
        self._open_session = open_session
        self._autostart = autostart
        self._notifier = notifier
        self._go_on_beside = go_on_beside

    @cached_property
    def session(self) -> Session:
        """The couple's data and settings, in `home` or else in the usual folders."""
        session = self._open_session(self.home)
        session.service.subscribe(self._note_change)
        self._mark_at_first = session.erasing_mark()
        return session

    def show(self, session: Session) -> None:
        """Use this session instead; it may be closed before `troubles` is called, which therefore reports nothing."""
        self.session = session
        self.has_told = True

    @property
    def service(self) -> CoupleService:
        """The couple's service, by which everything is read and changed."""
        return self.session.service

    @property
    def autostart(self) -> Autostart:
        """The entry that starts the nudges at every login."""
        return self._autostart(self.home)

    def notifier(self) -> Notifier:
        """What sends nudges in the ways that the settings name."""
        return self._notifier(self.home)

    def ask_desktop(self) -> Callable[[], Delivery]:
        """Begin to ask whether the desktop would take a nudge now, which takes another process; what is returned waits
        for the answer."""
        from threading import Thread  # only for those who nudge

        answers: list[Delivery] = []
        notifier = self.notifier()
        asking = Thread(target=lambda: answers.append(notifier.check()), daemon=True)
        asking.start()

        def answer() -> Delivery:
            asking.join()
            return answers[0]

        return answer

    @property
    def has_colour(self) -> bool:
        """Whether what is printed has colours: as --color says, else at a terminal that can show them, where nobody
        has asked for none (https://no-color.org)."""
        if self.colour != "auto":
            return self.colour == "always"
        is_refused = bool(environ.get("NO_COLOR")) or environ.get("TERM", "dumb") == "dumb"
        return not is_refused and self.room is not None

    @property
    def room(self) -> int | None:
        """Columns of the terminal; None where stdout is no terminal."""
        if sys.stdout is None or not sys.stdout.isatty():
            return None
        from shutil import get_terminal_size  # shutil imports the archive formats too

        return get_terminal_size().columns

    def wrote(self, kind: WrittenKind, name: str, day: date | None = None) -> None:
        """Note down what the command has written, by its id, for `--json`."""
        self.written.append((kind, name, day))

    def back_up_after_change(self) -> None:
        """Make the weekly backup if something was recorded and one is due, and take what was erased out of the others;
        to be called after the output is printed."""
        if self._has_changed or ("session" in self.__dict__ and self.session.is_erasing):
            from rituals.bootstrap import back_up_if_due  # reading verbs do without

            back_up_if_due(self.session.places, self.service.now())

    def finish_erasing(self) -> None:
        """Take what this run erased out of the backups; to be called before it is said that it is gone for good."""
        if "session" in self.__dict__ and self.session.erasing_mark() not in {None, self._mark_at_first}:
            from rituals.bootstrap import backups_of  # only to erase

            backups_of(self.session.places).finish_erasing()

    def tidy(self) -> None:
        """Compact the logs of a session that was opened, so that the next start is quick; to be called last of all."""
        if "session" in self.__dict__:
            self.session.tidy()

    def go_on_beside(self) -> None:
        """Have somebody look into the couple's folder for what was recorded, or for what came, and see to the calendar
        file; nobody waits for it, so that it is to be called last."""
        if "session" in self.__dict__:
            self._go_on_beside(self.session, has_written=self._has_changed)

    def _note_change(self) -> None:
        self._has_changed = True

    def troubles(self) -> Iterator[str]:
        """What to say of the problems of the session that were not reported yet; nothing where it was not opened."""
        if self.has_told or "session" not in self.__dict__:
            return
        what = {problem.what for problem in problems(self.session)}
        if self.session.clock.problem:
            yield self.session.clock.problem
        if what - {self.session.clock.problem}:
            yield "not all is well with your files; rituals doctor says what, and how to mend it."

    def day(self, words: str | None, *, ahead: bool = False, today: date | None = None) -> date | None:
        """The day that `words` name, seen from `today`; None for None."""
        if words is None:
            return None
        from rituals.core.cadence.day_parser import parse_day  # most verbs are about today

        return parse_day(words, today=today or self.service.today(), ahead=ahead)

    def past_day(self, words: str | None, *, today: date | None = None) -> date | None:
        """The day up to `today` that `words` name; None for None, `UsageError` where it is still to come."""
        today = today or self.service.today()
        day = self.day(words, today=today)
        if day is not None and day > today:
            when = date_words(day, today)
            raise UsageError(f"{when} is still to come, and this looks back. Choose a day up to today.")
        return day

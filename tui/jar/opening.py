"""Opening the jar together: one note after the other is unfolded, with time to read it aloud."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.content.loader import catalogue
from rituals.core.cadence.words import words as cadence_words
from rituals.core.catalogue.model import Entry
from rituals.core.events import AnyEvent
from rituals.core.jar.commands import OPENING
from rituals.core.jar.turns import reading_turns, reads_aloud_words
from rituals.core.jar.words import next_opening, next_opening_words
from rituals.core.model import Appreciation
from rituals.core.phrases import all_words
from rituals.core.rituals.confirmations import done_along_words
from rituals.errors import BusyError, RitualsError
from rituals.session import Session
from tui.jar import present
from tui.jar.keys import JAR_OPENING
from tui.jar.reading import JarReading
from tui.shared.dispatch.held import Intent, holding
from tui.shared.keys import Key, bindings
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen
from tui.shared.silence import take_up
from tui.shared.text import Link, links_line
from tui.shared.toast import Toast

FADE_SECONDS = 0.8
_CARD = -1  # the page before the first note


class JarOpeningScreen(AppScreen):
    """Shows the unread notes in order, each folded first; those that were unfolded are recorded as read, once, when it
    ends."""

    KEYS = JAR_OPENING
    BINDINGS = bindings(JAR_OPENING)
    CSS_PATH = "opening.tcss"
    TITLE = "Opening the jar"
    PURPOSE = "Your notes, one at a time, for both of you to hear."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        notes = self.service.state.jar.unread(self.service.today())
        self._notes = [note.id for note in notes]
        self._turns = reading_turns(notes, self.service.couple)
        self._page = _CARD
        self._unfolded = 0  # how many, from the first one on
        self._opened: Sequence[AnyEvent] = ()
        self._is_refused = self._is_told = False

    def headline(self) -> str:
        return present.place_words(self._page, len(self._notes)) if self._note else self.TITLE

    def keys_here(self) -> Sequence[Key]:
        """Only the screen's own keys, as this is a calm page."""
        return self.KEYS

    def contents(self) -> Iterable[Widget]:
        yield Horizontal(JarReading(), Static(id="glass"), id="table")

    def on_mount(self) -> None:
        self._reading.focus()
        self._turn_to(_CARD)

    # showing

    @property
    def _reading(self) -> JarReading:
        return self.query_one(JarReading)

    @property
    def _is_at_end(self) -> bool:
        return self._page >= len(self._notes) > 0

    @property
    def _note(self) -> Appreciation | None:
        """The note on this page; None before the first, after the last, and where it was erased meanwhile."""
        jar = self.service.state.jar
        place = self._page
        return jar[self._notes[place]] if 0 <= place < len(self._notes) and self._notes[place] in jar else None

    @property
    def _is_folded(self) -> bool:
        return self._note is not None and self._page >= self._unfolded

    def show(self) -> None:
        """Show this page as it is now."""
        picture, glass = self._picture(), self.query_one("#glass", Static)
        glass.update(picture)
        glass.display = self._note is not None
        if self._note is not None and self._is_folded:
            turn = reads_aloud_words(self._turns[self._page]) if self._turns else ""
            self._reading.show(
                *present.folded_words(self._note, self.service.state.people, turn, self.signs), self._links()
            )
        elif self._note is not None:
            about = present.note_about_words(self._note, self.service.state.people, signs=self.signs)
            words = present.words_with_reply(self._note, self.service.state.people)
            self._reading.show(about, words, self._links())
        else:
            self._reading.show(picture, self._card(), self._links())
        self.show_top()

    def _picture(self) -> Content:
        """The jar as full as what is still folded makes it; where nothing is new, as full as it is."""
        notes = len(self._notes) - self._unfolded if self._notes else len(self.service.state.jar)
        return Content("\n").join(present.jar_picture(notes, self.signs))

    def _card(self) -> Content:
        if not self._notes:
            return Content(present.NOTHING_NEW)
        if self._page == _CARD:
            card = present.OPENING_CARD if self._turns else present.OPENING_CARD_ALONE
            return Content(f"{present.waiting_words(len(self._notes))}\n\n{card}")
        if not self._is_at_end:
            return Content(present.TAKEN_OUT)
        closing = (Content(self._thanks()), *self._favourites(), Content(self._next_words()))
        return Content("\n\n").join(part for part in closing if part)

    def _favourites(self) -> Sequence[Content]:
        """The favourites among the notes of this opening, together once more."""
        jar, people = self.service.state.jar, self.service.state.people
        favourites = [note for name in self._notes if name in jar and (note := jar[name]).favourite]
        kept = [present.favourite_words(note, people, signs=self.signs) for note in favourites]
        return [Content(present.FAVOURITES), *kept] if kept else []

    def _thanks(self) -> str:
        people = self.service.couple
        return present.THE_END.format(all_words(people)) if len(people) > 1 else present.THE_END_ALONE

    def _next_words(self) -> str:
        """When the jar is opened next, or how a day for it can be kept."""
        state, today = self.service.state, self.service.today()
        if state.kept_as(OPENING) is None:
            entry = self._entry
            return present.KEEP_A_DAY.format(cadence_words(entry.cadence)) if entry else ""
        words = next_opening_words(next_opening(state, today), today)
        return f"{words[:1].upper()}{words[1:]}." if words else ""

    @property
    def _entry(self) -> Entry | None:
        return catalogue().entry(OPENING)

    def _links(self) -> Content:
        return links_line(self._wanted_links(), indent=0)

    def _wanted_links(self) -> tuple[Link, ...]:
        if not self._notes:
            return (Link("draw one", "draw"), Link("back", "end"))
        if self._page == _CARD:
            return (Link("begin", "onward"), Link("another evening", "end"))
        if self._is_at_end:
            keep = (Link("keep a day", "keep_opening"),) if self.service.state.kept_as(OPENING) is None else ()
            return (*keep, Link("back to the jar", "end"))
        if self._is_folded:
            return (Link("before", "before"), Link("unfold", "onward"))
        favourite = "remove favourite" if self._note and self._note.favourite else "favourite"
        return (Link("before", "before"), Link(favourite, "favour"), Link("next", "turn(1)"))

    def _fade_in(self) -> None:
        if self.app.animation_level == "full":
            self._reading.styles.opacity = 0.0
            self._reading.styles.animate("opacity", 1.0, duration=FADE_SECONDS, easing="out_cubic")

    # turning pages

    def action_onward(self) -> None:
        if self._is_folded:
            self._unfolded = self._page + 1
            self.show()
            self._fade_in()
        elif not self._reading.read_on():
            self.action_turn(1)

    def action_before(self) -> None:
        self.action_turn(-1)

    def action_turn(self, step: int) -> None:
        page = max(_CARD, min(self._page + step, len(self._notes) if self._notes else _CARD))
        if page != self._page:
            self._turn_to(page)
        elif step > 0:
            self.action_end()

    def _turn_to(self, page: int) -> None:
        self._page = page
        self._unfolded = max(self._unfolded, page)  # what was taken out meanwhile is passed by
        if self._is_at_end:
            self._record()
        self.show()
        self._fade_in()

    # doing

    def why_not(self, action: str) -> str | None:
        return present.STILL_FOLDED if action == "favour" and self._is_folded else None

    def action_favour(self) -> None:
        note = self._note
        if self._is_folded:
            self.toast.show(present.STILL_FOLDED)
        elif note is not None:
            self.run_reporting(lambda: self._favour(note))
            self.show()

    def _favour(self, note: Appreciation) -> str:
        self.service.jar.favour(note.id, favourite=not note.favourite)
        return present.note_favoured_words(is_favourite=not note.favourite)

    def action_draw(self) -> None:
        from tui.jar.draw import JarDrawScreen

        if not self._notes and self.service.state.jar.open_notes(self.service.today()):
            self.app.push_screen(JarDrawScreen(self.session))

    def action_keep_opening(self) -> None:
        """Take up the ritual of opening the jar, where it is not kept."""
        entry = self._entry
        if self._is_at_end and entry is not None and self.service.state.kept_as(OPENING) is None:
            self.run_reporting(lambda: self._take_up(entry))
            self.show()

    def _take_up(self, entry: Entry) -> str:
        return take_up(self.session, entry)

    # ends

    def action_end(self) -> None:
        """Record what was read and leave; where it can't be recorded, say so and stay, but leave the second time."""
        self._record()
        if self._is_refused and not self._is_told:
            self._is_told = True
            return
        self.dismiss()
        if self._opened:
            holding(self).say(" ".join(self._last_words()))

    def _last_words(self) -> Iterable[str]:
        if done_along := done_along_words(self._opened, self.service.state):
            yield done_along
        if self._unfolded < len(self._notes):
            yield present.READ_SO_FAR

    def _record(self) -> None:
        """Record the notes that were reached as read, once; where that is refused, say so."""
        self._is_refused = False
        if self._unfolded:
            holding(self).do_or_hold(Intent(self._open, self, str, self._refuse, about="what you read of the jar"))

    def _open(self) -> None:
        self._opened = self._opened or self.service.jar.open(self._notes[: self._unfolded])

    def _refuse(self, problem: RitualsError) -> None:
        self._is_refused = not isinstance(problem, BusyError)
        why = f" {present.NOT_RECORDED}" if self._is_refused else ""
        for toast in self.query(Toast):  # it is gone while the screen closes
            toast.show(f"{in_app(problem)}{why}", needs_doing=True)

    def on_screen_suspend(self) -> None:
        if self not in self.app.screen_stack:  # left for another mode
            self._record()

    def on_unmount(self) -> None:
        self._record()

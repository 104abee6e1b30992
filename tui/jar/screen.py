"""The jar: how full it is, every note in one scroll, and the one under the cursor in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.jar.words import CURTAIN, next_opening, next_opening_words, note_count_words, seal_words
from rituals.core.model import Appreciation, AppreciationId
from rituals.core.state.jar import NoteHead
from rituals.errors import RuleError
from rituals.session import Session
from tui.jar import present
from tui.jar.filter import View, by_month, fold_in_slices, next_whose, sealed_now, seen, view_links
from tui.jar.keys import JAR
from tui.jar.list import JarList
from tui.jar.reading import JarReading
from tui.jar.replying import Replying
from tui.shared.frame.footer import Footer
from tui.shared.keys import bindings
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen
from tui.shared.text import Link, links_line

if TYPE_CHECKING:
    from tui.jar.find import JarFind
    from tui.jar.reply_line import ReplyLine

_SEARCH = "search"


class JarScreen(AppScreen):
    """Every thank-you, to look back on, to draw from and to open together."""

    KEYS = JAR
    BINDINGS = bindings(JAR)
    CSS_PATH = "jar.tcss"
    TITLE = "The jar"
    PURPOSE = "Your thanks, to read, to find and to open together."

    ROW_ACTIONS = frozenset({"favour", "edit", "erase", "read_on", "reply"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = View()
        self._sealed: frozenset[AppreciationId] = frozenset()
        self._laid_out: tuple[object, ...] = ()
        self._replying = Replying(self)

    def headline(self) -> str:
        state, today = self.service.state, self.service.today()
        parts = (self._count_words(), next_opening_words(next_opening(state, today), today))
        return " · ".join(part for part in parts if part)

    def _count_words(self) -> str:
        return "" if self.session.is_unread else note_count_words(len(self.service.state.jar))

    def contents(self) -> Iterable[Widget]:
        yield Static(view_links(self._view, self.service.couple), id="arrangement")
        picture = Horizontal(Static(id="picture"), Static(id="facts"), id="glass")
        yield Horizontal(
            JarList(self._line, self._read_ahead),
            Static(id="nothing"),
            Widget(picture, JarReading(), id="aside"),
            id="table",
        )

    def on_mount(self) -> None:
        self._list.focus()

    # showing

    @property
    def _list(self) -> JarList:
        return self.query_one(JarList)

    @property
    def current(self) -> Appreciation | None:
        """The note under the cursor."""
        head = self._list.current
        return next(iter(self.service.state.jar.worded([head])), None) if head is not None else None

    def show(self) -> None:
        """Show the current state; the list is laid out anew only where something in it is different."""
        jar, today = self.service.state.jar, self.service.today()
        people, seated = self.service.state.people, self.service.seated.id
        contents = (jar.heads, jar.read, today, self._view, people, seated, self.signs)
        previous, self._laid_out = self._laid_out, contents
        if not previous or previous[0] is not contents[0] or previous[1:] != contents[1:]:
            self._lay_out()
        self.show_top()

    async def recompose(self) -> None:
        """Build everything anew, with the cursor on its note, as after a change of the look."""
        current = self.current
        self._laid_out = ()
        await super().recompose()
        self.show()
        if current is not None:
            self._list.point_at(current.id)
        self._list.focus()

    def _lay_out(self) -> None:
        jar, today = self.service.state.jar, self.service.today()
        self._sealed = sealed_now(jar, today)
        notes = seen(jar, self._view, today)
        self._list.show(by_month(notes))
        self.set_class(not notes, "-empty")
        nothing = present.NOTHING_FOUND if self._view.sought else present.NOTHING_IN_VIEW
        nothing_yet = present.NOTHING_YET if len(self.service.couple) > 1 else present.NOTHING_YET_ALONE
        words = nothing if self._view.is_narrow else nothing_yet
        self.query_one("#nothing", Static).update(self.of_nothing(words))
        self.query_one("#arrangement", Static).update(view_links(self._view, self.service.couple))
        self.query_one("#picture", Static).update(Content("\n").join(present.jar_picture(len(jar), self.signs)))
        self.query_one("#facts", Static).update(Content("\n").join(self._facts()))
        self._read()

    def _facts(self) -> list[Content]:
        opening = next_opening_words(next_opening(self.service.state, self.service.today()), self.service.today())
        return [
            Content(""),
            Content.styled(self._count_words(), "bold"),
            Content.styled(opening, "$text-muted"),
            links_line((Link("draw one", "draw"), Link("open it", "open_jar"), Link("thank", "app.thank")), indent=0),
            links_line((Link("a booklet", "app.page('data', 'booklet')"),), indent=0),
        ]

    def _read_ahead(self, heads: Sequence[NoteHead]) -> None:
        """Read the words of these notes in one go, without those that nobody may see yet."""
        self.service.state.jar.worded(head for head in heads if head.id not in self._sealed)

    def _line(self, head: NoteHead, width: int, is_current: bool) -> Content:
        jar, people = self.service.state.jar, self.service.state.people
        sealed = seal_words(head, self.service.today()) if head.id in self._sealed else ""
        words = sealed or "".join(present.first_line(note.text) for note in jar.worded([head]))
        return present.note_line(
            head, people, width, signs=self.signs, words=words, sealed=bool(sealed), is_current=is_current
        )

    def on_jar_list_moved(self) -> None:
        self._read()
        self.query(Footer).refresh()

    def _read(self) -> None:
        """Show the note under the cursor in full, or when it opens, if it is sealed."""
        note, reading = self.current, self.query_one(JarReading)
        if note is None:
            reading.show(Content(""), Content(""))
            return
        is_own, people = note.by == self.service.seated.id, self.service.state.people
        about = present.note_about_words(note, people, signs=self.signs, on_one_line=True)
        favour = Link("remove favourite" if note.favourite else "favourite", "favour")
        own = (Link("change", "edit"),) if is_own else self._replying.links(note)
        links, erasing = links_line((favour, *own), indent=0), links_line((Link("erase …", "erase"),), indent=0)
        if note.id not in self._sealed:
            reading.show(about, present.words_with_reply(note, people), links, erasing)
            return
        curtain = f"{present.sealed_words(note, self.service.today(), is_own=is_own)}\n\n{CURTAIN}"
        reading.show(about, Content.styled(curtain, "italic $text-muted"), links, erasing)

    # looking back

    def action_month(self, step: int) -> None:
        self._list.to_month(step)

    def action_whose(self) -> None:
        self._look_for(self._view._replace(whose=next_whose(self._view.whose, self.service.couple)))

    def action_favourites(self) -> None:
        self._look_for(self._view._replace(favourites=not self._view.favourites))

    def action_read_on(self) -> None:
        reading = self.query_one(JarReading)
        if self._note_for("read_on") is not None and not reading.read_on():
            reading.scroll_home(animate=False)

    def action_find(self) -> None:
        from tui.jar.find import JarFind

        if not self.query(JarFind):
            self.mount(JarFind(), before="#arrangement")
            self._seek(self._view.sought)

    def on_find_line_sought(self, message: JarFind.Sought) -> None:
        self._seek(message.text)

    def _seek(self, sought: str) -> None:
        self.run_worker(self._sought(sought), group=_SEARCH, exclusive=True)

    async def _sought(self, sought: str) -> None:
        """Show what a search finds, once the notes are prepared for it."""
        await fold_in_slices(self.service.state.jar)
        self._look_for(self._view._replace(sought=sought))

    def _look_for(self, view: View) -> None:
        self._view = view
        self.show()

    async def action_back(self) -> None:
        from tui.jar.find import JarFind

        if self.query(JarFind):
            await self.query_one(JarFind).action_all_again()
        elif self._view.is_narrow:
            self._look_for(View())
        else:
            await self.run_action("app.back")

    async def stand_on(self, note: AppreciationId) -> None:
        """Put the cursor on a note, with all notes in view."""
        from tui.jar.find import JarFind

        self.workers.cancel_group(self, _SEARCH)
        await self.query(JarFind).remove()
        self._look_for(View())
        self._list.focus()
        self._list.point_at(note)

    # doing

    def why_not(self, action: str) -> str | None:
        note = self.current
        if action in self.ROW_ACTIONS and note is None:
            return present.NO_NOTE
        if action == "edit" and note is not None and note.by != self.service.seated.id:
            return present.not_yours_words(note, self.service.state.people)
        if action == "reply" and note is not None:
            return self._replying.why_not(note) or None
        if action == "draw" and len(self.service.state.jar) == len(self._sealed):
            return present.NOTHING_TO_DRAW
        return None

    def _note_for(self, action: str) -> Appreciation | None:
        """The note under the cursor, if that can be done with it; else it is said why not."""
        if why_not := self.why_not(action):
            self.toast.show(why_not)
            return None
        return self.current

    def action_favour(self) -> None:
        if (note := self._note_for("favour")) is not None:
            self.run_reporting(lambda: self._favour(note))

    def _favour(self, note: Appreciation) -> str:
        self.service.jar.favour(note.id, favourite=not note.favourite)
        return present.note_favoured_words(is_favourite=not note.favourite)

    def action_edit(self) -> None:
        from tui.jar.note import JarNoteScreen

        if (note := self._note_for("edit")) is not None:
            self.app.push_screen(JarNoteScreen(self.session, note))

    def action_reply(self) -> None:
        if (note := self._note_for("reply")) is not None:
            self._replying.ask(note)

    async def on_reply_line_answered(self, message: ReplyLine.Answered) -> None:
        await self._replying.keep(message)

    def action_erase(self) -> None:
        from tui.jar.erase import JarEraseScreen, erase_for_good

        def erase(note: AppreciationId) -> None:
            self.run_reporting(lambda: erase_for_good(self.session, note))

        if (note := self._note_for("erase")) is not None and self._may_be_erased(note):
            about = present.note_about_words(note, self.service.state.people, signs=self.signs)
            self.app.push_screen(JarEraseScreen(about), lambda sure: erase(note.id) if sure else None)

    def _may_be_erased(self, note: Appreciation) -> bool:
        try:
            self.service.jar.check_erasable(note.id)
        except RuleError as problem:
            self.toast.show(in_app(problem))
            return False
        return True

    def action_draw(self) -> None:
        from tui.jar.draw import JarDrawScreen

        if why_not := self.why_not("draw"):
            self.toast.show(why_not)
        else:
            self.app.push_screen(JarDrawScreen(self.session))

    def action_open_jar(self) -> None:
        from tui.jar.opening import JarOpeningScreen

        self.app.push_screen(JarOpeningScreen(self.session))

"""The form for a ritual, new or existing: a cadence in words with a preview, and a sentence beside each mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from rituals.content.loader import catalogue
from rituals.core.model import A_COUPLE, EACH, TOGETHER, Ritual
from rituals.core.phrases import who_words
from rituals.errors import Remedy, RitualsError, RuleError
from rituals.session import Session
from tui.rituals.form_model import (
    EXAMPLES,
    REMINDERS,
    UNLESS_CHOSEN,
    UNLESS_EARLIER,
    FormError,
    FormSubject,
    RitualFormFields,
    RitualFormModel,
)
from tui.rituals.lock_screen_line import LockScreenLine
from tui.shared.choice import Choice
from tui.shared.field import Field
from tui.shared.keys import FORM, bindings
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen

ONCE_MORE = "What you wrote isn't saved. esc once more throws it away; ctrl+s saves it."
JUST_ME = "just me"


class FormFields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields; where they need more room than there is, the arrows still go from one to the next."""


class RitualFormScreen(AppScreen):
    """Asks for one ritual."""

    KEYS = FORM
    BINDINGS = bindings(FORM)
    CSS_PATH = "form.tcss"
    TITLE = "A ritual"
    PURPOSE = "What it is, when, and for whom; the lines beneath say how it is read."
    TAKES_AN_ANSWER = True

    def __init__(self, session: Session, subject: FormSubject | None) -> None:
        super().__init__(session)
        self._subject = subject
        self._desk = RitualFormModel(self.service, subject)
        self._let_go: RitualFormFields | None = None

    def page_name(self) -> str:
        return "Change a ritual" if isinstance(self._subject, Ritual) else "A new ritual"

    def contents(self) -> Iterable[Widget]:
        draft = self._desk.draft
        cues = [f"when {cue.text}" for cue in catalogue().cue]
        fields: list[Widget] = [
            Field("name", draft.name, field_id="name-field", placeholder="What you call it."),
            Field("when", draft.when, field_id="when-field", placeholder="every fri at 19:30", suggestions=EXAMPLES),
            Field("minutes", draft.minutes, field_id="minutes-field", placeholder="About how long, if you like."),
            Field(
                "cue", draft.cue, field_id="cue-field", placeholder="What it follows, if you like.", suggestions=cues
            ),
            Field("remind", draft.remind, field_id="remind-field", placeholder=UNLESS_CHOSEN, suggestions=REMINDERS),
            Field("since", draft.since, field_id="since-field", placeholder=UNLESS_EARLIER),
        ]
        if who := self._who_choice(draft):
            fields.insert(2, who)
        yield FormFields(*fields, id="form")
        yield LockScreenLine(draft.discreet)

    def _who_choice(self, draft: RitualFormFields) -> Widget | None:
        """The choice of whom it is for, which is no choice where it is for somebody else alone; None for one person."""
        people, seated = self.service.couple, self.service.seated.id
        if len(people) < A_COUPLE:
            return None
        options = [(TOGETHER, who_words(TOGETHER, people)), (EACH, who_words(EACH, people)), (seated, JUST_ME)]
        if draft.who not in {TOGETHER, EACH, seated}:
            theirs = (draft.who, who_words(draft.who, self.service.everyone))
            options = [theirs] if any(person.id == draft.who for person in people) else [*options, theirs]
        choice = Choice(options, draft.who)
        return Vertical(Horizontal(Static("who", classes="field-label"), choice, classes="field-line"), id="who-field")

    def on_mount(self) -> None:
        is_proposal = self._subject is not None and not isinstance(self._subject, Ritual)
        self._field("when" if is_proposal and self._draft().name else "name").input.focus()
        self._planner_input, self._nudge_words = self.session.planner_input(), self.session.nudge_words()
        self._preview()
        self._preview_lock_screen()

    # reading the fields

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}-field", Field)

    def _draft(self) -> RitualFormFields:
        choice = self.query("#who-field Choice").results(Choice)
        return RitualFormFields(
            name=self._field("name").text,
            when=self._field("when").text,
            who=next((who.chosen for who in choice), self._desk.draft.who),
            minutes=self._field("minutes").text,
            cue=self._field("cue").text,
            remind=self._field("remind").text,
            since=self._field("since").text,
            discreet=self.query_one(LockScreenLine).discreet,
        )

    def _preview(self) -> None:
        field = self._field("when")
        try:
            field.hint(self._desk.preview(field.text, self._field("since").text))
        except RitualsError as problem:
            field.hint(in_app(problem))

    def _preview_lock_screen(self) -> None:
        self.query_one(LockScreenLine).show(
            self._desk.lock_screen(self._draft(), self._planner_input, self._nudge_words)
        )

    def on_choice_changed(self) -> None:
        self._preview_lock_screen()

    def on_input_changed(self, event: Input.Changed) -> None:
        field = next(ancestor for ancestor in event.input.ancestors if isinstance(ancestor, Field))
        if field.id != "when-field":
            field.hint("")
        if field.id in {"when-field", "since-field"}:
            self._preview()
        self._preview_lock_screen()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input in (self._field("remind").input, self._field("since").input):
            self.action_save()
        else:
            self.focus_next()

    # doing

    def action_suggestion(self) -> None:
        for field in self.query(Field):
            if field.input.has_focus:
                field.suggest_next()

    def action_save(self) -> None:
        self.run_reporting(lambda: self._desk.save(self._draft()), refuse=self._refuse, then=self.dismiss)

    def _refuse(self, problem: RitualsError) -> None:
        if isinstance(problem, FormError):
            self._show_problems(problem.by_field)
        elif isinstance(problem, RuleError) and problem.remedy is not Remedy.TAKE_SEAT:
            self._show_problems({"name": in_app(problem)})  # another ritual has that name
        else:
            self.toast.show(in_app(problem), needs_doing=True)

    def _show_problems(self, by_field: Mapping[str, str]) -> None:
        for name, words in by_field.items():
            self._field(name).hint(words, is_problem=True)
        first = self._field(next(iter(by_field)))
        first.input.focus()
        self.call_after_refresh(first.scroll_visible, animate=False)

    def action_back(self) -> None:
        """Leave; unsaved changes are dropped only when it is pressed twice."""
        draft = self._draft()
        if draft in (self._desk.draft, self._let_go):
            self.dismiss()
            return
        self._let_go = draft
        self.toast.show(ONCE_MORE, needs_doing=True)

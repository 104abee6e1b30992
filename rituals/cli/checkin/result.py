"""The pages of a check-in that show: the result and what may follow, past ones, and both people's side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rituals.cli.checkin.items import Pages
from rituals.cli.shared.apart_words import after_sealing_words
from rituals.cli.shared.erasing import CANNOT_BE_UNDONE
from rituals.cli.shared.output import table
from rituals.cli.shared.remedies import in_shell, silence_lines
from rituals.cli.shared.signs import printed_signs
from rituals.core.catalogue.suggestions import Suggestion, help_words, suggestion_words
from rituals.core.checkin import scoring as c
from rituals.core.checkin import words
from rituals.core.checkin.apart import AnswersApart, answer_pairs, needs_shown
from rituals.core.events import CheckinTaken
from rituals.core.model import EntryId, Person
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import KEPT_BACK, NOTHING_SHOWN, all_words, both_or_all, joined_names, person_name
from rituals.core.rituals.confirmations import done_along_words, taken_up_words
from rituals.core.text import printable
from rituals.errors import StorageError

_LET_GO = "x"
_HOW_TO_LET_GO = "y takes it out of every file here, Enter keeps it."
_READS_LOG = {_LET_GO, "s", "w"}
"""What is done at the end only once one's private pages are open."""
_KEPT_LOCKED = "Kept. Your check-ins from before are locked; once they are open, this one shows beside them."
_ALONE = "Just Enter shows this one alone."
_TRY_AGAIN = "Enter tries again with what you answered. q leaves."


class ResultAction(NamedTuple):
    """What a key does at the end of a check-in: `says` labels it, `do` runs it and returns a confirmation."""

    says: str
    do: Callable[[], str]


def outcome(pages: Pages, person: Person, answers: c.CheckinAnswers) -> bool:
    """Keep the answers, show the result and run the actions chosen; False where the check-in was erased again."""
    checkin = pages.service.checkin
    entry = _take(pages, person, answers)
    pages.opens(person, _KEPT_LOCKED, _ALONE)
    confirmation: list[str] = []
    suggested = checkin.suggestion(pages.catalogue, _result(pages, person, entry, answers).needs)
    while True:
        result = _result(pages, person, entry, answers)
        deeds = _deeds(pages, person, entry, suggested)
        keys = [*(f"{key} {deed.says}" for key, deed in deeds.items()), f"{_LET_GO} erase it", "Enter ends"]
        typed = pages.turn(*_result_lines(pages, person, result, suggested), *confirmation, "", " · ".join(keys))
        if typed in _READS_LOG and not pages.opens(person):
            continue
        if typed == _LET_GO:
            if pages.turn(f"{words.LET_GO_ASKS} {CANNOT_BE_UNDONE}", "", _HOW_TO_LET_GO) not in ("y", "yes"):
                continue
            elsewhere = pages.context.session.elsewhere
            if checkin.let_go(entry, by=person.id) and elsewhere.machines:
                pages.turn(elsewhere.gone_words(words.NOTHING_KEPT), "", "Enter ends.")
            return False
        if not typed or typed not in deeds:
            return True
        confirmation = [deeds[typed].do()]
        suggested = None if typed == "d" else suggested  # one thing is enough


def _take(pages: Pages, person: Person, answers: c.CheckinAnswers) -> EntryId:
    """Keep the answers; where the disk refuses, offer another try, and raise the `StorageError` if it is declined."""
    while True:
        try:
            return pages.service.checkin.take(pages.form, answers, by=person.id)
        except StorageError as problem:
            if pages.turn(in_shell(problem), "", _TRY_AGAIN) != "":
                raise


def _result(pages: Pages, person: Person, entry: EntryId, answers: c.CheckinAnswers) -> c.Result:
    """The result of a check-in just taken, compared with earlier ones where those can be read."""
    service = pages.service
    if service.private(person.id).is_locked:
        return c.checkin_result(pages.form, [CheckinTaken(entry, service.today(), {**answers})], entry)
    return service.checkin.result(pages.form, entry, by=person.id)


def show_past_checkins(pages: Pages, person: Person) -> None:
    """Show a person's earlier check-ins, as a picture and in words, and what the other shared with them."""
    points = c.checkin_points(pages.form, pages.service.private(person.id).now.checkins)
    today = pages.service.today()
    point_lines = [f"  {words.point_words(point, today)}" for point in points] or [words.NOTHING_YET]
    picture = [words.picture(points), ""] if points else []
    shown_by_others = _shown_by_others(pages, person)
    pages.read_through(
        words.whose_page_words(person),
        [*picture, *point_lines, "", *shown_by_others, pages.form.checkin.disclaimer],
    )


def _shown_by_others(pages: Pages, person: Person) -> Iterator[str]:
    service = pages.service
    for shared in service.state.shared_checkins:
        if shared.by != person.id:
            name = person_name(shared.by, service.state.people)
            yield words.shared_words(shared, name, service.today(), service.couple)
            yield from _answer_lines(pages, [shared.answers.get(item.id) for item in pages.form.items])
            yield ""


def compare_answers(pages: Pages, both: Sequence[AnswersApart]) -> bool:
    """Keep each person's answers in their own log, then offer to show what both let be seen; whether any were kept."""
    kept = [_take(pages, one.person, one.answers) for one in both if one.answers]
    means = "Enter shows what each of you chose to show. q leaves without showing it."
    if pages.turn("Now both of you.", "", means) == "":
        _show_both(pages, both)
    return bool(kept)


def _show_both(pages: Pages, both: Sequence[AnswersApart]) -> None:
    comparison: list[str] = []
    for pair in answer_pairs(pages.form, both):
        rows = [
            (
                printable(one.person.name),
                _dots(pages, value),
                KEPT_BACK if value is None else words.value_words(pages.form, value),
            )
            for one, value in zip(both, pair.values, strict=True)
        ]
        comparison += [pair.item.short, *table(rows, room=pages.width, indent=2)]
    needs = needs_shown(pages.form, both)
    closing = _what_may_help(pages, needs, pages.service.checkin.suggestion(pages.catalogue, needs))
    checkin = pages.form.checkin
    heading = f"Side by side, {checkin.period}"
    pages.turn(heading, "", *(comparison or [NOTHING_SHOWN]), "", *closing, checkin.disclaimer)


def _result_lines(pages: Pages, person: Person, result: c.Result, suggested: Suggestion | None) -> Iterator[str]:
    form = pages.form
    yield f"{form.checkin.title} · {person.name}"
    yield ""
    yield from _answer_lines(pages, result.values)
    today = pages.service.today()
    yield f"  {words.sum_words(form.checkin, result, today, today)}"
    yield ""
    yield from filter(None, [result.message])
    yield from _what_may_help(pages, result.needs, suggested)
    yield ""
    yield form.checkin.disclaimer


def _answer_lines(pages: Pages, values: Sequence[int | None]) -> Iterator[str]:
    rows = [
        (_dots(pages, value), words.value_words(pages.form, value), item.short)
        for item, value in zip(pages.form.items, values, strict=True)
    ]
    return iter(table(rows, room=pages.width, name=2, indent=2))


def _dots(pages: Pages, value: int | None) -> str:
    """A value as a bar of signs, one for each step of the scale; a passed item fills none."""
    checkin, signs = pages.form.checkin, printed_signs(pages.context)
    steps = checkin.scale_max - checkin.scale_min
    reached = 0 if value is None else value - checkin.scale_min
    return signs[Sign.KEPT] * reached + signs[Sign.COMING] * (steps - reached)


def _what_may_help(pages: Pages, needs: c.Needs, suggested: Suggestion | None) -> Iterator[str]:
    """The suggestion and the mention of outside help, each with how a talk is opened."""
    if suggested:
        opens = "" if suggested.kind == "ritual" else _opens(suggested.id)
        yield f"{suggestion_words(suggested)}{opens}"
    if mention := help_words(pages.catalogue, needs):
        yield f"{mention}{_opens(pages.form.checkin.help_flow)}"


def _opens(flow: str) -> str:
    return f" rituals talk {flow} opens it."


def _deeds(pages: Pages, person: Person, entry: EntryId, suggested: Suggestion | None) -> Mapping[str, ResultAction]:
    """The actions that may follow, by key: take up what was suggested, tick the ritual, share the answers."""
    deeds = {}
    service = pages.service
    if suggested is not None and suggested.kind == "ritual" and service.state.kept_as(suggested.id) is None:
        deeds["d"] = ResultAction(f"take up {printable(suggested.name)}", lambda: _take_up(pages, suggested))
    for ritual in list(service.checkin.to_tick(pages.catalogue.ritual, [person.id]))[:1]:
        deeds["t"] = ResultAction(f"tick {printable(ritual.name)}", lambda: _finish(pages, person))
    others = [other for other in service.couple if other.id != person.id]
    if others and not service.checkin.is_shared(entry):
        deeds["s"] = ResultAction(f"show these answers to {joined_names(others)}", lambda: _share(pages, person, entry))
        private = service.private(person.id)
        if private.is_locked or entry not in private.now.sealed_entries:
            both = both_or_all(service.couple)
            deeds["w"] = ResultAction(f"seal them until you{both} have", lambda: _seal(pages, person, entry))
    return deeds


def _take_up(pages: Pages, suggestion: Suggestion) -> str:
    entry = pages.catalogue.entry(suggestion.id)
    assert entry is not None
    taken_up = taken_up_words(pages.service.take_up(entry), pages.service.state)
    return " ".join((taken_up, *silence_lines(pages.context, pages.service.state.rituals[entry.id])))


def _finish(pages: Pages, person: Person) -> str:
    ticks = pages.service.checkin.finish(pages.catalogue.ritual, [person.id])
    return done_along_words(ticks, pages.service.state) or words.NOTHING_TO_TICK


def _seal(pages: Pages, person: Person, entry: EntryId) -> str:
    asked = pages.service.apart.seal_checkin(pages.form, entry, by=person)
    return after_sealing_words(pages.service, asked, person)


def _share(pages: Pages, person: Person, entry: EntryId) -> str:
    pages.service.checkin.share(entry, by=person.id)
    everyone = all_words(pages.service.couple)
    return f"Shown to {everyone} from now on. On your page of check-ins in the app, o takes that back."

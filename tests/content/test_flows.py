"""Every flow that ships: gone through to its end, stopped half-way, gone back through, and wandered in at random."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rituals.content.loader import catalogue
from rituals.core.catalogue.helplines import (
    HelpCountry,
    country_words,
    lines_elsewhere,
    lines_here,
    note_on_numbers,
)
from rituals.core.catalogue.model import Help
from rituals.core.catalogue.sources import CHECKS, STUDIES, flow_why
from rituals.core.countries import COUNTRIES, country_of
from rituals.core.talk.outcomes import keep_requests, keepsakes
from rituals.core.talk.route import Participant, StepAnswer
from rituals.core.talk.session import TalkSession, begin
from rituals.core.talk.steps import CARE, Flow
from rituals.core.talk.text import OPEN
from rituals.errors import RitualsError

FLOWS = catalogue().flow
TWO, ONE = (Participant("ana", "Ana"), Participant("sam", "Sam")), (Participant("ana", "Ana"),)

every_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
alone_or_two = pytest.mark.parametrize("people", [ONE, TWO], ids=["alone", "two"])


def onward(run: TalkSession) -> StepAnswer:
    """An answer that leads on."""
    here = run.current_stop
    if here.step.asks_for == "text":
        return f"words at {here.step.id}"
    if here.step.asks_for == "list":
        return run.choices[:2]
    if here.step.asks_for == "choice":
        return next(one for one in run.choices if one not in {*here.step.leads, *here.step.returns})
    return ""


@every_flow
@alone_or_two
def test_a_flow_comes_to_its_end_and_keeps_nothing_of_what_it_promised_to_forget(
    flow: Flow, people: tuple[Participant, ...]
) -> None:
    run = begin(flow, *people)
    while run.current is not None:
        assert run.text
        assert "{" not in run.text + "".join(run.choices) + run.turn
        run = run.answer(onward(run))

    assert run.is_finished
    kept = {one.step for one in keepsakes(run)}
    assert kept == {step.id for step in flow.step if step.keep == "ask" and not (run.is_alone and step.only_two)}
    assert all(kept.label and kept.text for asking in keep_requests(run) for kept in asking.keepsakes)


@every_flow
@alone_or_two
def test_a_flow_can_be_passed_over_whole_and_then_leaves_nothing_to_keep(
    flow: Flow, people: tuple[Participant, ...]
) -> None:
    run = begin(flow, *people)
    while run.current is not None:
        run = run.skip()

    assert run.is_finished
    assert keepsakes(run) == ()


@every_flow
@alone_or_two
def test_no_page_has_a_gap_where_an_answer_was_passed_over(flow: Flow, people: tuple[Participant, ...]) -> None:
    run = begin(flow, *people)
    while run.current is not None:
        step = run.current_stop.step
        own_words = (step.text, step.alone) if run.current_stop.kind == "step" else ()
        assert run.text.count(OPEN) <= max((text.count(OPEN) for text in own_words), default=0), run.text
        assert f"“{OPEN}”" not in run.text
        assert OPEN not in run.composed
        assert OPEN not in run.turn + "".join(run.choices)
        run = run.skip()


@every_flow
@alone_or_two
def test_a_flow_can_be_stopped_at_every_step(flow: Flow, people: tuple[Participant, ...]) -> None:
    run = begin(flow, *people)
    while run.current is not None:
        stopped = run.stop()

        assert stopped.current is None
        assert keepsakes(stopped) == ()
        assert stopped.trail == ()
        assert not stopped.drafts
        run = run.answer(onward(run))


@every_flow
def test_alone_a_flow_can_be_gone_back_through_to_its_beginning(flow: Flow) -> None:
    run = begin(flow, *ONE)
    before = []
    while run.current is not None:
        before.append(run)
        run = run.answer(onward(run))

    while run.can_go_back:
        run = run.back()

        assert run == before.pop()

    assert before == []


@given(data=st.data())
def test_no_walk_loses_its_way_and_nothing_is_kept_without_a_yes(data: st.DataObject) -> None:
    run = begin(data.draw(st.sampled_from(FLOWS)), *data.draw(st.sampled_from([ONE, TWO])))

    for _ in range(data.draw(st.integers(0, 40))):
        if run.current is None:
            break
        before, here = run, run.current
        run = _a_step(run, data)
        assert [key for key, _ in run.trail] == [stop.key for stop in run.stops[: len(run.trail)]]
        assert run.progress.of <= 2 * len(run.flow.step) + 6
        if len(run.trail) > len(before.trail) and (run.current is None or run.can_go_back):
            went_back = run.back() if run.can_go_back else before
            assert went_back == before
            assert went_back.current == here

    for one in keepsakes(run):
        assert run.is_finished
        assert next(step for step in run.flow.step if step.id == one.step).keep == "ask"


def _a_step(run: TalkSession, data: st.DataObject) -> TalkSession:
    here = run.current_stop
    way = data.draw(st.sampled_from(["answer", "answer", "answer", "skip", "back", "stop"]))
    try:
        if way == "answer":
            return run.answer(_an_answer(run, data))
        return {"skip": run.skip, "back": run.back, "stop": run.stop}[way]()
    except RitualsError:
        assert run.current == here
        return run


def _an_answer(run: TalkSession, data: st.DataObject) -> StepAnswer:
    if run.current_stop.step.asks_for == "list":
        return tuple(data.draw(st.lists(st.sampled_from(run.choices), max_size=4))) if run.choices else ()
    if run.current_stop.step.asks_for == "choice":
        return data.draw(st.sampled_from(run.choices) | st.text(max_size=5))
    return data.draw(st.text(max_size=20))


# what the catalogue says of them


@every_flow
def test_a_flow_is_well_made(flow: Flow) -> None:
    ids = [step.id for step in flow.step]
    assert len(set(ids)) == len(ids)
    assert not {"one", "two", "me", "other", "speaker", "listener"} & set(ids)
    clauses = [clause for step in flow.step for sentence in step.compose for clause in sentence]
    for place, step in enumerate(flow.step):
        assert (step.asks_for == "timer") == bool(step.seconds)
        assert step.pace is None or (min(step.pace) > 0 and step.seconds % sum(step.pace) == 0 and step.seconds)
        assert step.choices or step.asks_for not in ("choice", "list")
        assert step.label or not (step.keep == "ask" or step.apart)
        assert {*step.leads, *step.returns, step.lets_go, step.own} <= {*step.choices, ""}
        assert {step.again_from, step.after} <= {*ids[:place], ""}
        assert set(step.returns.values()) <= set(ids[: place + 1])
        assert len(step.choices) == 2 or not step.seats
        assert step.keep == "ask" or not step.becomes
        assert step.keep == "ask" or not step.lets_go or any(f"{{{step.id}}}" in clause for clause in clauses)
        own_clauses = [clause for sentence in step.compose for clause in sentence]
        assert set(re.findall(r"\{([a-z-]+)\}", "".join(own_clauses))) <= set(ids[:place])


@every_flow
def test_a_flow_names_its_sources_and_what_they_do_not_show(flow: Flow) -> None:
    sources = {source.id: source for source in catalogue().source}

    assert flow.section in {section.id for section in catalogue().section}
    assert {flow.source, *flow.sources_also} <= set(sources)
    assert flow.limits
    assert [heading for heading, _ in flow_why(flow, catalogue())][-1] == "What this is not"
    for name in (flow.source, *flow.sources_also):
        assert sources[name].kind in STUDIES
        assert sources[name].checked in CHECKS


def test_only_what_is_for_one_begins_without_anybody_beside() -> None:
    for_one = {flow.id for flow in FLOWS if not flow.takes_two}

    assert for_one == {"i-statement", "six-part-apology", "forgiveness", "outside-view"}


def test_each_ritual_that_names_a_flow_names_one_there_is() -> None:
    named = {entry.flow for entry in catalogue().ritual if entry.flow}

    assert named <= {flow.id for flow in FLOWS}
    assert all(catalogue().kept_by(flow) for flow in FLOWS if flow.id in named)


def test_what_assumes_that_both_feel_safe_begins_with_the_words_on_safety() -> None:
    assert {flow.id for flow in FLOWS if flow.safety} == {
        "reflective-listening",
        "i-statement",
        "six-part-apology",
        "forgiveness",
        "forgiving",
        "root-cause-reflection",
        "weekly-us-meeting",
        "outside-view",
        "getting-help",
    }


def test_a_flow_is_found_by_id_and_by_title_whatever_its_case() -> None:
    first = FLOWS[0]

    assert catalogue().flow_called(first.id) is first
    assert catalogue().flow_called(first.title.upper()) is first
    assert catalogue().flow_called("no such flow") is None


def test_a_hurt_that_is_still_going_on_leads_to_care() -> None:
    flow = catalogue().flow_called("forgiveness")
    assert flow is not None

    away = begin(flow, *ONE).answer("it is still going on")

    assert (away.current, away.leads_to, away.is_finished) == (None, CARE, False)


def test_every_country_has_a_line_and_every_line_a_country() -> None:
    assert {line.country for line in catalogue().help} == set(COUNTRIES)


def test_the_lines_elsewhere_are_those_of_every_other_country_by_name() -> None:
    countries = lines_elsewhere(catalogue(), HelpCountry("GB"))

    assert [name for name, _ in countries][:3] == ["Australia", "Austria", "Brazil"]
    assert len(countries) == len(COUNTRIES) - 1
    assert all(lines for _, lines in countries)


def test_a_line_says_the_day_on_which_it_was_checked_and_only_then() -> None:
    line = Help("IE", "A line", "123", "women", hours="at any hour")
    read = replace(line, checked=date(2026, 12, 1))
    content = replace(catalogue(), help=(line, read))

    assert [shown.name for shown in lines_here(content, HelpCountry("IE"))] == [
        "A line, at any hour",
        "A line, at any hour, checked 1 December 2026",
    ]
    assert "without a day beside it was not checked by us yet" in note_on_numbers(content)


def test_where_a_country_has_none_the_directory_is_named() -> None:
    unlisted = HelpCountry("CH", is_guessed=True)

    assert country_words(catalogue(), unlisted) == (
        "The country of this machine has no lines here. findahelpline.com lists helplines in many."
    )
    assert "is not known here. findahelpline.com" in country_words(catalogue(), HelpCountry("", is_guessed=True))
    assert "guessed from this machine's language. More, and elsewhere: findahelpline.com." in country_words(
        catalogue(), HelpCountry("US", is_guessed=True)
    )
    assert lines_here(catalogue(), unlisted) == []


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        ("en_IE.UTF-8", "IE"),
        ("de_AT@euro", "AT"),
        ("fr_CH", "CH"),
        ("xx", ""),
        ("C", ""),
        ("", ""),
        ("C.UTF-8", ""),
        ("eo", ""),
    ],
)
def test_a_locale_names_a_country(locale: str, country: str) -> None:
    assert country_of(locale) == country

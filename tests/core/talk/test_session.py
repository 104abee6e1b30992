"""The engine of a talk: whose turn it is, answers apart, back and stop, and what may be left at the end."""

from __future__ import annotations

from typing import Any

import pytest

from rituals.core.cadence.expansion import activated, next_due_days
from rituals.core.events import AskAboutAdded, FlowKept, KeptAnswer, RitualAdded
from rituals.core.model import EACH, TOGETHER, Rule
from rituals.core.talk.outcomes import (
    flows_kept,
    keep_requests,
    keepsakes,
    name_for,
    to_ask_about,
    to_tick,
)
from rituals.core.talk.route import PARTNER, Participant
from rituals.core.talk.session import Progress, TalkSession, begin
from rituals.core.talk.steps import CARE, Flow, Step
from rituals.core.talk.text import composed, fill_references, told
from rituals.core.talk.timer import Timer, time_left_words
from rituals.core.talk.trials import trial_ritual
from rituals.errors import UsageError
from tests.kit.histories import ANA, BEN, DAILY, WALK, Couple, march

A, B = Participant(ANA, "Ana"), Participant(BEN, "Ben")


def step(name: str, **said: Any) -> Step:
    return Step(**{"id": name, "who": "me", "text": name.title(), "asks_for": "text", **said})


def flow(*steps: Step, **said: Any) -> Flow:
    fixed: dict[str, Any] = {"id": "f", "title": "F", "section": "s", "minutes": 5, "safety": False, "source": "x"}
    return Flow(**{**fixed, "intro": "In.", "limits": "L.", "step": steps, **said})


def going(run: TalkSession, *answers: str | tuple[str, ...]) -> TalkSession:
    for answer in answers:
        run = run.answer(answer)
    return run


def names(run: TalkSession) -> list[str]:
    return [f"{stop.step.id} {stop.participant.name if stop.participant else 'both'}" for stop in run.stops]


def place(run: TalkSession) -> str:
    assert run.current is not None
    return run.current.step.id


@pytest.mark.parametrize(
    ("concerning", "takes_two"),
    [
        ({}, False),
        ({"who": "both"}, True),
        ({"who": "listener"}, True),
        ({"apart": True}, True),
        ({"each": True}, True),
        ({"text": "What would {other} say?"}, True),
        ({"text": "Read it: {one}"}, False),
    ],
)
def test_a_flow_takes_two_where_a_step_concerns_somebody_else(concerning: dict[str, Any], takes_two: bool) -> None:
    assert flow(step("one"), step("two", **concerning)).takes_two == takes_two


def test_a_flow_is_gone_through_step_by_step_to_its_end() -> None:
    run = begin(flow(step("one"), step("two")), A)

    done = going(run, "first", "second")

    assert (place(run), run.progress, run.text) == ("one", Progress(1, 2), "One")
    assert done.current is None
    assert done.is_finished
    assert done.progress == Progress(2, 2)


def test_a_reference_stands_for_what_was_answered_and_is_not_looked_at_again() -> None:
    run = begin(flow(step("one"), step("two", text="You said {one}; {three}")), A)

    assert going(run, "{two} [b]").text == "You said {two} [b]; ..."


def test_names_stand_in_texts_and_choices() -> None:
    first = step("who", who="both", asks_for="choice", choices=("{one} begins", "{two} begins"), seats="speaker")
    run = begin(flow(first, step("tell", who="speaker", asks_for="none", text="{speaker} tells {listener}")), A, B)

    assert run.choices == ("Ana begins", "Ben begins")
    assert going(run, "Ana begins").text == "Ana tells Ben"
    assert going(run, "Ben begins").text == "Ben tells Ana"
    assert run.skip().text == "Ana tells Ben"
    assert begin(run.flow, A).choices == ("Ana begins", "Your partner begins")


def test_the_turn_is_said_in_words_and_the_keyboard_changes_hands_where_somebody_types() -> None:
    steps = (
        step("tell", who="speaker", asks_for="timer", seconds=5),
        step("hear", who="listener"),
        step("us", who="both"),
    )
    run = begin(flow(*steps), A, B)
    heard = going(run, "")

    assert (run.turn, run.hands_to) == ("Ana speaks, Ben listens", None)
    assert (heard.turn, heard.hands_to) == ("Ben, as the one who listens", B)
    assert going(heard, "x").turn == "Both of you"


def test_what_is_left_unfinished_is_there_again_and_an_empty_answer_leaves_nothing() -> None:
    run = going(begin(flow(step("one"), step("two")), A), "first")

    back = run.drafted("half").back()

    assert back.answer("first").draft == "half"
    assert run.drafted("half").drafted("").draft is None
    assert run.drafted("half").trail == run.trail


def test_roles_are_swapped_once_and_only_if_wanted() -> None:
    steps = (step("tell", who="speaker"), step("swap", who="both", asks_for="none", again_from="tell"), step("end"))
    run = begin(flow(*steps), A, B)

    assert names(run) == ["tell Ana", "swap both", "tell Ben", "end Ana"]
    assert names(going(run, "x").skip()) == ["tell Ana", "swap both", "end Ana"]


def test_what_follows_from_an_answer_is_left_out_where_there_is_none() -> None:
    run = begin(flow(step("topic", who="both"), step("how", who="both", after="topic"), step("end")), A, B)

    assert names(run) == ["topic both", "how both", "end Ana"]
    assert names(going(run, "bins")) == names(run)
    assert names(run.skip()) == names(going(run, "")) == ["topic both", "end Ana"]


def test_the_one_at_the_keyboard_may_begin_as_the_one_who_listens() -> None:
    run = begin(flow(step("guess", who="listener"), step("tell", who="speaker"), me="listener"), A, B)

    assert names(run) == ["guess Ana", "tell Ben"]


def test_alone_there_are_other_words_and_what_needs_two_is_left_out() -> None:
    steps = (step("one", alone="By yourself"), step("two", only_two=True), step("three", who="listener", apart=True))
    run = begin(flow(*steps, alone="For one."), A)

    assert (run.intro, run.text, run.turn) == ("For one.", "By yourself", "")
    assert names(run) == ["one Ana", "three your partner"]
    assert going(run, "x").hands_to is None
    assert PARTNER in run.participants


# apart, then together


def apart(*others: Step) -> TalkSession:
    needs = step("needs", apart=True, label="Needs")
    unsaid = step("unsaid", apart=True, unshown=True, label="Unsaid")
    return begin(flow(needs, unsaid, *others), A, B)


def test_apart_each_answers_unseen_and_then_both_see_what_each_shows() -> None:
    run = apart()

    together = going(run, "rest", "secret", ("Needs",), "", "fun", "other secret", ())

    assert names(run)[:4] == ["needs Ana", "unsaid Ana", "needs Ana", "needs Ben"]
    assert [stop.kind for stop in run.stops] == [
        *("step", "step", "show", "hand-over"),
        *("step", "step", "show", "together"),
    ]
    assert [(row.label, row.shown) for row in together.side_by_side] == [("Needs", ((A, "rest"), (B, None)))]


def test_where_neither_shows_anything_there_is_nothing_side_by_side() -> None:
    assert going(apart(), "rest", "", (), "", "fun", "", ()).side_by_side == []


def test_what_is_for_the_writer_only_cannot_be_shown() -> None:
    shows = going(apart(), "rest", "secret")

    assert shows.choices == ("Needs",)
    with pytest.raises(UsageError):
        shows.answer(("Unsaid",))


def test_who_wrote_nothing_is_not_asked_what_to_show() -> None:
    written = going(apart(), "", "secret")

    assert written.current_stop.kind == "hand-over"


def test_nobody_gets_back_to_what_the_other_wrote_unseen() -> None:
    to_ben = going(apart(), "rest", "secret", ())
    ben = going(to_ben, "")
    together = going(ben, "fun", "", ())

    assert not to_ben.can_go_back
    assert ben.back() == to_ben
    assert not together.can_go_back
    for run in (to_ben, together):
        with pytest.raises(UsageError):
            run.back()


def test_what_one_wrote_unseen_is_never_quoted_to_the_other() -> None:
    asks = step("asks", apart=True, label="Asks", text="You wrote: {needs}")
    run = begin(flow(step("needs", apart=True, label="Needs"), asks), A, B)

    ana = going(run, "rest")
    ben = going(ana, "", (), "", "fun")

    assert ana.text == "You wrote: rest"
    assert ben.text == "You wrote: fun"


def test_each_may_answer_in_turn_before_the_others_eyes() -> None:
    run = begin(flow(step("close", each=True)), A, B)

    assert names(run) == ["close Ana", "close Ben"]
    assert going(run, "x").can_go_back


# answers


def test_back_brings_the_answer_along_and_going_on_again_leads_to_the_same_place() -> None:
    run = going(begin(flow(step("one"), step("two"), step("three")), A), "first")

    back = going(run, "second").back()

    assert back == run
    assert back.draft == "second"
    assert back.back().draft == "first"
    assert back.back().answer("first").draft == "second"


def test_there_is_nothing_before_the_beginning() -> None:
    with pytest.raises(UsageError):
        begin(flow(step("one")), A).back()


def test_only_what_can_be_chosen_is_an_answer() -> None:
    run = begin(flow(step("one", asks_for="choice", choices=("sad", "else"), own="")), A)

    for wrong in ("angry", "", ("sad",)):
        with pytest.raises(UsageError):
            run.answer(wrong)


def test_words_of_ones_own_may_stand_for_the_choice_that_says_so() -> None:
    run = begin(flow(step("one", asks_for="choice", choices=("sad", "else"), own="else"), step("two", text="{one}")), A)

    assert going(run, "left behind").text == "left behind"
    assert going(run, "else").text == "..."


def test_of_a_list_no_more_are_taken_than_may_be() -> None:
    run = begin(flow(step("one", asks_for="list", choices=("a", "b", "c"), at_most=2)), A)

    assert run.answer(("a", "b", "a")).trail[0][1] == ("a", "b")
    assert run.answer("c").trail[0][1] == ("c",)
    assert run.answer().trail[0][1] == ()
    with pytest.raises(UsageError, match="up to 2"):
        run.answer(("a", "b", "c"))


def test_a_choice_may_lead_back_with_everything_as_it_was() -> None:
    read = step("read", asks_for="choice", choices=("good", "soften"), returns={"soften": "one"})
    run = going(begin(flow(step("one"), step("two"), read), A), "first", "second", "soften")

    assert place(run) == "one"
    assert run.draft == "first"
    assert run.answer("first").draft == "second"


def test_a_choice_may_lead_to_care_and_not_onward() -> None:
    ready = step("ready", asks_for="choice", choices=("over", "going on"), leads={"going on": CARE})
    run = begin(flow(step("zero", keep="ask"), ready, step("one", keep="ask")), A)

    away = going(run, "kept", "going on")

    assert (away.current, away.leads_to, away.is_finished) == (None, CARE, False)
    assert keepsakes(away) == ()
    assert place(going(run, "kept", "over")) == "one"
    assert place(away.back()) == "ready"


def test_control_characters_and_endless_texts_are_refused_with_a_sentence() -> None:
    run = begin(flow(step("one")), A)

    for wrong in ("a\x1b[2J", "x" * 20_001):
        with pytest.raises(UsageError):
            run.answer(wrong)


# the end


def test_what_is_stopped_leaves_nothing_behind() -> None:
    run = going(begin(flow(step("one", keep="ask"), step("two")), A), "a secret")

    stopped = run.stop()

    assert stopped.current is None
    assert not stopped.is_finished
    assert keepsakes(stopped) == ()
    assert "a secret" not in str(vars(stopped))


def test_a_run_does_not_say_peoples_words_when_it_is_printed() -> None:
    run = going(begin(flow(step("one"), step("two")), A), "a secret")

    assert "a secret" not in repr(run)
    assert "a secret" not in str(run)


def test_only_what_may_be_kept_is_offered_and_to_whom_it_belongs() -> None:
    steps = (step("no"), step("mine", each=True, keep="ask", label="Mine"), step("ours", who="both", keep="ask"))
    run = going(begin(flow(*steps), A, B), "secret", "of ana", "of ben", "of us")

    asked = keep_requests(run)

    assert [(one.of, [kept.text for kept in one.keepsakes]) for one in asked] == [
        (None, ["of us"]),
        (A, ["of ana"]),
        (B, ["of ben"]),
    ]
    assert keep_requests(going(begin(flow(*steps), A, B), "", "", "", "")) == []


def test_what_was_put_together_is_kept_whole_unless_it_was_let_go() -> None:
    read = step(
        "read",
        asks_for="choice",
        choices=("yes", "let go"),
        lets_go="let go",
        keep="ask",
        compose=(("when {one}", "I felt {two}"),),
    )
    run = going(begin(flow(step("one"), step("two"), read), A), "it rained", "sad")

    assert run.composed == "When it rained, I felt sad."
    assert run.back().composed == "When it rained."
    assert run.back().back().composed == ""
    assert [one.text for one in keepsakes(run.answer("yes"))] == ["When it rained, I felt sad."]
    assert keepsakes(run.answer("let go")) == ()
    assert keepsakes(run.skip()) == ()


def test_what_is_kept_goes_to_each_one_it_belongs_to() -> None:
    steps = (step("mine", each=True, keep="ask"), step("ours", who="both", keep="ask"))
    run = going(begin(flow(*steps), A, B), "of ana", "of ben", "of us")
    ours, anas, _ = (kept for asking in keep_requests(run) for kept in asking.keepsakes)

    kept = flows_kept(run.flow, [ours, anas], on=march(1), entries={ANA: "e1", BEN: "e2"})

    assert kept == {
        ANA: FlowKept("e1", "f", march(1), (KeptAnswer("ours", "of us"), KeptAnswer("mine", "of ana"))),
        BEN: FlowKept("e2", "f", march(1), (KeptAnswer("ours", "of us"),)),
    }


def test_alone_what_the_other_would_have_said_is_ones_own() -> None:
    run = going(begin(flow(step("words", who="listener", keep="ask")), A), "good")

    assert [one.whose for one in keepsakes(run)] == [(A,)]


def test_a_ritual_for_a_while_ends_by_itself_after_two_weeks() -> None:
    added = trial_ritual(" Tea  at four ", ritual="tea", on=march(1), section="root-cause")

    assert isinstance(added.cadence, Rule)
    days = next_due_days(added.cadence, after=march(1), count=30)
    assert (added.name, added.who, days[0], days[-1], len(days)) == ("Tea at four", TOGETHER, march(1), march(14), 14)


def test_a_long_answer_gives_a_name_that_is_short_enough() -> None:
    run = going(begin(flow(step("try", keep="ask")), A), "word " * 40 + "\nsecond line")

    name = name_for(keepsakes(run)[0])

    assert len(name) <= 80
    assert name.endswith("word")


def test_something_to_ask_about_has_a_day_that_lies_ahead_and_words() -> None:
    asked = to_ask_about("the interview", entry="e", day=march(2), today=march(1))

    assert asked == AskAboutAdded("e", march(2), "the interview")
    with pytest.raises(UsageError):
        to_ask_about("the interview", entry="e", day=march(1), today=march(2))
    with pytest.raises(UsageError):
        to_ask_about(" ", entry="e", day=march(2), today=march(1))


@pytest.mark.parametrize(
    ("who", "ticked_by", "is_offered"),
    [
        (TOGETHER, (), True),
        (TOGETHER, (None,), False),
        (EACH, (), True),
        (EACH, (BEN,), True),
        (EACH, (ANA,), False),
        (ANA, (), True),
        (BEN, (), False),
    ],
)
def test_a_ritual_is_offered_to_be_ticked_where_it_is_open_for_who_is_there(
    who: str, ticked_by: tuple[str | None, ...], is_offered: bool
) -> None:
    us = Couple()
    us.say(RitualAdded(WALK, march(1), "Walk", activated(DAILY, on=march(1)), who, catalogue="listening-round"))
    for by in ticked_by:
        us.tick(march(3), by=by)

    offered = to_tick(us.state, ["would-help", "listening-round"], day_of=lambda _: march(3), person=ANA)

    assert offered == ([us.ritual] if is_offered else [])


# words and time


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"when": "When You came late.", "felt": "I felt sad", "why": "because time is important to me."}, None),
        ({"when": "you came late", "felt": "sad", "why": "time"}, None),
        ({"felt": "sad"}, "I felt sad."),
        ({"when": "Sam came late"}, "When Sam came late."),
        ({}, ""),
    ],
)
def test_a_sentence_is_put_together_of_what_is_there(answers: dict[str, str], sentence: str | None) -> None:
    clauses = (("when {when}", "I felt {felt}", "because {why} is important to me"),)

    made = composed(clauses, answers)

    assert made == (
        sentence if sentence is not None else "When you came late, I felt sad, because time is important to me."
    )


def test_a_question_ends_as_one_and_an_answer_that_stands_alone_is_left_as_it_is() -> None:
    assert composed((("would you {ask}?",),), {"ask": "call me?"}) == "Would you call me?"
    assert composed((("{ask}",), ("I would {do}",)), {"ask": "Is it so!", "do": "cook. Would that help?"}) == (
        "Is it so! I would cook. Would that help?"
    )


@pytest.mark.parametrize(
    ("clause", "answer", "sentence"),
    [
        ("I am sorry that I {it}", "I came late", "I am sorry that I came late."),
        ("I am sorry that I {it}", "I am sorry that I came late", "I am sorry that I came late."),
        ("I am sorry that I {it}", "Forgot Sam's day", "I am sorry that I forgot Sam's day."),
        ("from now on I will {it}", "I will ring", "From now on I will ring."),
        ("would you be willing to {it}?", "To ring me", "Would you be willing to ring me?"),
        ("I felt {it}", "Left out", "I felt left out."),
        ("I felt {it}", "I'm on my own", "I felt I'm on my own."),
        ("I understand that {it}", "Sam is tired", "I understand that Sam is tired."),
        ("because {it} is important to me", "Being on time", "Because being on time is important to me."),
        ("I would like to {it}. Would that help?", "cook.", "I would like to cook. Would that help?"),
        ("I would like to {it}. Would that help?", "cook? Would that help?", "I would like to cook. Would that help?"),
        ("I would like to {it}. Would that help?", "to CC Sam!", "I would like to CC Sam. Would that help?"),
    ],
)
def test_an_answer_repeats_no_word_before_it_and_has_no_capital_amid_a_sentence(
    clause: str, answer: str, sentence: str
) -> None:
    assert composed(((clause,),), {"it": answer}) == sentence


def test_what_is_missing_stands_open_in_a_text() -> None:
    assert fill_references("a {b} {c-d}", {"c-d": "e"}) == "a ... e"


def test_a_sentence_with_a_missing_answer_is_not_told() -> None:
    text = "Tell them. Is it “{b}”? {c}: listen."

    assert told(text, {"b": "so. Or so", "c": "Sam"}) == "Tell them. Is it “so. Or so”? Sam: listen."
    assert told(text, {"c": "Sam"}) == "Tell them. Sam: listen."
    assert told("On {b}?", {}) == "On ...?"


def test_a_timer_stands_still_while_it_is_paused() -> None:
    timer = Timer(60).running(100.0)

    paused = timer.paused(110.0)

    assert timer.left(130.0) == 30
    assert (paused.left(500.0), paused.is_running) == (50, False)
    assert paused.running(500.0).left(501.0) == 49
    assert timer.left(1000.0) == 0
    assert timer.left(90.0) == 60


def test_a_timer_leads_a_breath_in_and_out_while_it_runs() -> None:
    still = Timer(20)
    timer = still.running(100.0)

    assert [timer.breath(100.0 + now, (4, 6)) for now in (0, 3.9, 4, 9.9, 10, 19.9, 20)] == [
        *("in", "in", "out", "out", "in", "out", ""),
    ]
    assert timer.paused(105.0).running(200.0).breath(204.0, (4, 6)) == "out"
    assert (still.breath(0, (4, 6)), timer.paused(105.0).breath(105.0, (4, 6)), timer.breath(101, None)) == ("", "", "")


@pytest.mark.parametrize(
    ("seconds", "words"), [(180, "3:00"), (179.2, "3:00"), (59, "0:59"), (0.1, "0:01"), (0, "0:00")]
)
def test_the_time_left_is_said_in_minutes_and_seconds(seconds: float, words: str) -> None:
    assert time_left_words(seconds) == words

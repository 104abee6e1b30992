"""A talk in a plain terminal: what is asked, what is heard, and what is left of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rituals.cli.shared.terminal import wrapped
from rituals.cli.talk import pages
from rituals.cli.talk.session import talk_through
from rituals.content.loader import catalogue
from rituals.core.cadence.day_parser import parse_day
from rituals.core.catalogue.helplines import HelpCountry, lines_here
from rituals.core.countries import COUNTRIES
from rituals.core.events import RitualAdded
from rituals.core.model import Rule
from rituals.core.state.private_state import PrivateState
from rituals.service.evenings import put_on_list
from rituals.session import Session
from tests.kit.locks import lock_cheaply, open_lock
from tests.kit.runs import Runs
from tests.kit.script import LATER, Script


def talked(session: Session, name: str, *typed: str | None, apart: bool = False) -> Script:
    """A talk of both, or of one `apart`, in which these lines were typed, after which somebody closed the window."""
    flow = catalogue().flow_called(name)
    assert flow is not None
    is_asked = flow.fits_one and len(session.service.couple) == 2 and not apart
    script = Script(*(["2"] if is_asked else []), *typed)

    def day(words: str) -> date:
        return parse_day(words, today=session.service.today(), ahead=True)

    script.said = talk_through(script, session, flow, day, apart=apart)
    return script


def private(session: Session, name: str) -> PrivateState:
    person = next(one for one in session.service.couple if one.name == name)
    return session.service.private(person.id).now


@pytest.fixture
def session(shell: Runs) -> Session:
    """Ana, at the keyboard, and Sam."""
    session = shell.open_session(None)
    session.service.refresh()
    return session


@pytest.fixture
def single(empty: Runs) -> Session:
    """Somebody by themselves, before any welcome."""
    return empty.open_session(None)


# the verb


def test_the_flows_are_listed_under_their_sections_with_what_needs_the_words_on_safety(shell: Runs) -> None:
    said = shell.done("talk")

    for flow in catalogue().flow:
        line = next(line for line in said.splitlines() if line.split()[:1] == [flow.id])
        assert f"{flow.minutes} min" in line
        assert ("both feel safe" in line) == flow.safety
    assert "Forgiveness and apologies" in said


def test_the_list_is_a_document_too(shell: Runs) -> None:
    flows = shell("talk", "--json").document["flows"]

    assert [flow["id"] for flow in flows] == [flow.id for flow in catalogue().flow]
    assert set(flows[0]) == {"id", "title", "section", "minutes", "safety"}


def test_without_a_terminal_a_talk_says_what_to_do_instead(shell: Runs) -> None:
    assert "--print" in shell.refused("talk", "pause")


def test_a_flow_is_named_by_a_part_of_its_name_that_only_it_has(shell: Runs) -> None:
    assert "Setting it down" in shell.done("talk", "setting", "--why")
    assert "could be" in shell.refused("talk", "o", "--why")
    assert "Did you mean" in shell.refused("talk", "forgivenes s", "--why")


def test_why_says_the_source_its_kind_and_its_limits(shell: Runs) -> None:
    said = shell.done("talk", "outside-view", "--why")

    assert "Finkel" in said
    assert "drawn by lot" in said
    assert "What this is not" in said


def test_support_opens_no_file_and_makes_none(empty: Runs) -> None:
    def refuse(home: str | None) -> Session:
        raise AssertionError(home)

    ran = empty.in_shell(empty.shell(refuse), "talk", "support")

    assert (ran.exit_code, ran.err) == (0, "")
    assert "1-800-799-7233" in ran.out
    assert ran.out.count("not checked by us yet") == 1
    assert not empty.home.exists()


# going through


def test_a_listening_round_is_gone_through_by_two_at_one_keyboard(session: Session) -> None:
    # the words on safety for each; topic; Sam first; the timer; say back; it arrived; validate; ask; no swap; closing
    talk = talked(
        session, "reflective-listening", *("", "", "the holidays", "2", ":skip", "", "1", "", "", ":skip"), "one", "two"
    )

    assert "the one who listens" in talk.text
    assert "Sam speaks, ana listens." in talk.text
    assert "Hand the keyboard to Sam." in talk.text
    assert private(session, "Sam").kept == []


def test_the_words_on_safety_stand_before_a_flow_once_for_each(session: Session) -> None:
    first = talked(session, "outside-view", "", ":stop")
    again = talked(session, "outside-view", ":stop")
    sam = next(one for one in session.service.couple if one.name == "Sam")
    session.service.seat(sam.id)
    sams = talked(session, "outside-view", ":stop")

    assert "both feel safe" in first.text
    assert "both feel safe" not in again.text
    assert "both feel safe" in sams.text
    assert (private(session, "ana").gate_passed, private(session, "Sam").gate_passed) == (True, False)


def test_each_of_two_reads_the_words_on_safety_before_their_own_part(session: Session) -> None:
    answers = ("anafar", *[""] * 4)  # and none of it is shown

    handed_over = talked(session, "root-cause-reflection", "", *answers)
    assert "Before you begin" not in handed_over.page
    read = talked(session, "root-cause-reflection", *answers, "", "")

    gate = next("\n".join(page) for page in read.pages if "Before you begin" in page)
    assert "Hand the keyboard to Sam. ana, look away for a while, please." in gate
    assert "anafar" not in gate
    assert "Describe the distance" in read.page
    assert (private(session, "ana").gate_passed, private(session, "Sam").gate_passed) == (True, True)


def test_where_both_take_part_from_the_first_step_both_read_the_words_on_safety_first(session: Session) -> None:
    one_read = talked(session, "reflective-listening", "")
    assert "Hand the keyboard to Sam." in one_read.page
    assert not private(session, "Sam").gate_passed
    both_read = talked(session, "reflective-listening", "")

    assert "1 of" in both_read.page
    assert "Hand the keyboard to Sam." in both_read.text


@pytest.mark.parametrize("typed", [(":stop",), (), (":back", ":skip", ":stop")])
def test_who_leaves_at_the_words_on_safety_ends_the_talk_and_nothing_says_who(
    session: Session, typed: tuple[str, ...]
) -> None:
    talk = talked(session, "reflective-listening", "", *typed)

    assert "Before you begin" in talk.page
    assert "1 of" not in talk.text
    assert not private(session, "Sam").gate_passed


def test_a_step_with_nothing_chosen_stays_and_says_how_to_go_on(session: Session) -> None:
    talk = talked(session, "forgiveness", "", "")

    assert "1 of" in talk.page
    assert "Type one number from 1 to 3 here, or :skip." in talk.page


def test_with_three_it_asks_who_takes_part(shell: Runs) -> None:
    shell.done("people", "add", "Kim", "--not-me")
    session = shell.open_session(None)
    session.service.refresh()

    left = talked(session, "coming-home-talk", "", "q")
    talk = talked(session, "coming-home-talk", "kim", "3")

    assert "On your own, or with somebody?" in left.page
    assert "3  Kim and I. You take turns" in left.page
    assert "Say what you would like from Kim today." in talk.page


def test_with_three_what_is_for_one_begins_without_asking_who_takes_part(shell: Runs) -> None:
    shell.done("people", "add", "Kim", "--not-me")
    session = shell.open_session(None)
    session.service.refresh()

    talk = talked(session, "outside-view", "", ":skip", ":skip", ":skip", "anas plan", "1")

    assert "Who takes part" not in talk.text
    assert not {"Sam", "Kim"} & set(talk.text.replace(".", " ").split())
    assert [kept.answers[0].text for kept in private(session, "ana").kept] == ["anas plan"]


def test_the_words_on_safety_and_the_helplines_are_one_word_away(session: Session) -> None:
    talk = talked(session, "pause-and-return", ":support", "any key", ":stop")

    assert "findahelpline.com" in talk.text
    assert "both feel safe" in talk.text
    assert "1 of 3" in talk.page
    assert not private(session, "ana").gate_passed


def test_who_leaves_at_the_words_on_safety_leaves_nothing(empty: Runs, single: Session) -> None:
    talk = talked(single, "forgiveness", ":support", "any key", ":stop")

    assert "Before you begin" in talk.page
    assert list((empty.home).rglob("*.jsonl")) == []


def test_a_hurt_that_is_still_going_on_leads_to_where_help_is_and_not_onward(session: Session) -> None:
    talk = talked(session, "forgiveness", "", "2", "any key")

    assert "Getting support" in talk.page
    assert "Recall" not in talk.text
    assert private(session, "ana").kept == []


def test_back_brings_what_was_typed_and_enter_keeps_it(session: Session) -> None:
    talk = talked(session, "outside-view", "", "a quarrel", "a friend", ":back", "", ":back", ":back", ":back")

    assert "Before, you said: a friend" in talk.text
    assert "Before, you said: a quarrel" in talk.page
    assert "no way back" in talk.page


def test_words_heard_as_blame_get_a_suggestion_and_may_stay(session: Session) -> None:
    talk = talked(session, "i-statement", "", "you always run", "", ":stop")
    anew = talked(session, "i-statement", "you should", "you never", "you are tired", ":stop")

    assert "“always”" in talk.text
    assert "2 of 6" in talk.page
    assert "“you should”" in anew.text
    assert "“never”" in anew.text
    assert "2 of 6" in anew.page


def test_the_question_stands_below_what_is_put_together_so_far_and_names_nobody_who_is_clear(session: Session) -> None:
    script = talked(session, "i-statement", "", "you are tired")

    page = script.page
    assert page.index("So far: I understand that you are tired.") < page.index("What happened, as a camera")
    assert "Ana." not in script.text.split("Say it from your side", 1)[1].splitlines()


def test_a_number_that_is_none_is_answered_with_a_sentence(session: Session) -> None:
    talk = talked(session, "pause-and-return", "nine", "9", "1 2")

    assert talk.text.count("Type one number from 1 to 3 here, or :skip.") == 3
    assert "with blanks" not in talk.text
    assert "Type one number" in talk.page


def test_a_feeling_can_be_said_in_words_of_ones_own(session: Session) -> None:
    talk = talked(session, "i-statement", "", "", "it rained", "9", "forlorn", "dry feet", "")

    assert "When it rained, I felt forlorn, because dry feet is important to me." in talk.page


def test_a_timer_counts_in_place_is_paused_and_ends_kindly(single: Session) -> None:
    # want is left out alone; Enter starts, two seconds pass, Enter pauses, Enter goes on
    talk = talked(single, "coming-home-talk", "", LATER, LATER, "", "", *[LATER] * 598, "", "")

    assert "10:00   Enter starts it" in talk.text
    assert "9:58   paused" in talk.text
    assert "0:01   Enter pauses" in talk.text
    assert "That was the time" in talk.text
    assert "does you good" in talk.text


def test_a_breath_is_led_in_the_line_of_its_timer(single: Session) -> None:
    # arriving is passed over; Enter starts, four seconds pass, Enter pauses; the rest is passed over
    talk = talked(single, "quiet-breath", ":skip", "", *[LATER] * 4, "", ":skip", ":skip", "")

    assert "3:00   Enter pauses   in " in talk.text
    assert "2:57   Enter pauses   in " in talk.text
    assert "2:56   Enter pauses   out " in talk.text
    assert "goes on   out" not in talk.text


def test_apart_answers_are_shown_only_as_far_as_each_chose(session: Session) -> None:
    ana = ("our walks", "thank you for soup", "2")
    sam = ("", "our talks", "thank you for tea", "")
    talk = talked(session, "weekly-us-meeting", "", "", ":skip", *ana, *sam)  # both read; nobody times the minute

    side_by_side = next("\n".join(page) for page in talk.pages if any("Side by side" in line for line in page))
    assert "ana: thank you for soup" in side_by_side
    assert "Sam: keeps it for now" in side_by_side
    assert "our walks" not in side_by_side
    assert "our talks" not in side_by_side
    assert any("Hand the keyboard to Sam. What was written before" in line for page in talk.pages for line in page)


# the end

_PASSED = [":skip"] * 4
_TEA = ("", *[":skip"] * 5, "tea")
"""One alone, from the words on safety to the end of the root-cause reflection, where one thing can be kept."""


def test_nothing_is_kept_without_a_yes(session: Session) -> None:
    talk = talked(session, "outside-view", *("", "a", "b", "c", "if it rains"), "")

    assert "if it rains" in talk.text
    assert "Keep any of it in your own notes?" in talk.text
    assert "the last row of Talk shows what is kept" in talk.text
    assert private(session, "ana").kept == []


def test_what_both_wrote_is_offered_for_the_notes_of_each(session: Session) -> None:
    talk = talked(session, "root-cause-reflection", *("", *_PASSED, "", "", *_PASSED), "", "", "tea")

    assert "Keep any of it, each in your own notes?" in talk.text


def test_what_is_chosen_is_kept_by_whose_it_is(session: Session) -> None:
    talk = talked(session, "good-news", "1", "", "", "1", "Ana shone", "", "9", "1", "")

    assert "What follows is for Sam to see" in talk.text
    assert "Type numbers from 1 to 1" in talk.text
    (kept,) = private(session, "Sam").kept
    assert (kept.flow, kept.on, [answer.text for answer in kept.answers]) == (
        "good-news",
        date(2026, 11, 22),
        ["Ana shone"],
    )
    assert private(session, "ana").kept == []
    assert len(session.service.state.jar) == 0


def test_a_kept_answer_can_go_into_the_jar(session: Session) -> None:
    talked(session, "good-news", "1", "", "", "1", "Ana shone", "", "", "y")

    sam = next(one for one in session.service.couple if one.name == "Sam")
    (note,) = session.service.state.jar.notes
    assert (note.text, note.by) == ("Ana shone", sam.id)


def test_a_kept_answer_can_become_a_ritual_for_two_weeks(single: Session) -> None:
    nothing = [":skip"] * 5
    talked(single, "root-cause-reflection", "", *nothing, "tea at four", "", "y")

    (ritual,) = single.service.state.rituals.values()
    assert ritual.name == "tea at four"
    assert isinstance(ritual.cadence, Rule)
    assert "UNTIL=20261205" in ritual.cadence.rrule
    assert ritual.section == "root-cause"


def test_a_name_that_cannot_be_is_asked_for_again(single: Session) -> None:
    talk = talked(single, "root-cause-reflection", "", *[":skip"] * 5, "tea", "", "x" * 90, "Tea at four")

    assert "at most 80" in talk.text
    assert [one.name for one in single.service.state.rituals.values()] == ["Tea at four"]


def test_a_ritual_to_try_does_not_take_the_name_of_another(single: Session) -> None:
    service = single.service
    service.add(RitualAdded("tea", service.today(), "Tea", Rule("FREQ=DAILY")))

    talk = talked(single, "root-cause-reflection", "", *[":skip"] * 5, "tea", "", "y", "Tea at four")

    assert "You keep Tea already. Choose another name" in talk.text
    assert [ritual.name for ritual in service.state.rituals.values()] == ["Tea", "Tea at four"]


def test_a_kept_answer_can_become_something_to_ask_about(single: Session) -> None:
    talk = talked(single, "ask-do-not-guess", "1", "a guess", "the interview", "y", "no day", "fri")

    person = single.service.couple[0]
    (asked,) = single.service.private(person.id).now.to_ask
    assert (asked.text, asked.day) == ("the interview", date(2026, 11, 27))
    assert "no day" in talk.text
    assert [kept.flow for kept in single.service.private(person.id).now.kept] == ["ask-do-not-guess"]


def test_a_finished_flow_offers_to_tick_its_ritual_and_a_stopped_one_does_not(shell: Runs) -> None:
    shell.done("add", "coming-home-talk")
    session = shell.open_session(None)

    stopped = talked(session, "coming-home-talk", ":stop", "y")
    left = talked(session, "coming-home-talk", "1", ":skip", ":skip", "", "")
    ticked = talked(session, "coming-home-talk", "1", ":skip", ":skip", "", "y")
    again = talked(session, "coming-home-talk", "1", ":skip", ":skip", "", "y")

    assert "Tick" not in stopped.text
    assert "Tick “Coming-home talk”" in left.text
    assert "Tick “Coming-home talk”" in ticked.text
    assert "Tick" not in again.text
    assert session.service.state.ticks("coming-home-talk")


def test_a_disk_that_refuses_is_told_of_and_asked_again(session: Session, tmp_path: Path) -> None:
    talked(session, "outside-view", "", ":stop")
    private_folder = next(tmp_path.rglob("private"))
    person = next(private_folder.iterdir())
    person.rename(tmp_path / "away")
    person.write_text("in the way", encoding="utf-8")

    talk = talked(session, "outside-view", "", *("a", "b", "c", "if it rains"), "y", "")

    assert "if it rains" in talk.page
    assert "was not saved" in talk.page


def test_a_question_at_the_end_is_passed_over_alone(single: Session) -> None:
    talk = talked(single, "root-cause-reflection", *_TEA, ":skip", "y")

    assert "Keep any of it" in talk.text
    assert private(single, single.service.couple[0].name).kept == []
    assert [ritual.name for ritual in single.service.state.rituals.values()] == ["tea"]


def test_ones_own_words_are_passed_over_unseen_and_the_others_follow(session: Session) -> None:
    steps = ("", "", "the holidays", "2", ":skip", "", "1", "", "", ":skip")
    talk = talked(session, "reflective-listening", *steps, "anas end", "sams end", ":skip", "", "y")

    assert "What follows is for ana to see." in talk.text
    assert "anas end" not in talk.text
    assert private(session, "ana").kept == []
    assert [answer.text for kept in private(session, "Sam").kept for answer in kept.answers] == ["sams end"]


def test_where_help_is_stands_at_the_end_too_and_the_question_after_it(single: Session) -> None:
    talk = talked(single, "root-cause-reflection", *_TEA, ":support", "any key", "y")

    assert "findahelpline.com" in talk.text
    assert [len(kept.answers) for kept in private(single, single.service.couple[0].name).kept] == [1]
    assert "become a ritual" in talk.page


def test_there_is_no_way_back_at_the_end_and_nothing_is_kept_twice(single: Session) -> None:
    talk = talked(single, "root-cause-reflection", *_TEA, "y", ":back", "")

    assert "There is no way back from here." in talk.text
    assert [len(kept.answers) for kept in private(single, single.service.couple[0].name).kept] == [1]


@pytest.mark.parametrize("left", [[":stop", "y"], []])
def test_who_stops_at_the_end_is_asked_no_more_and_keeps_what_was_kept(single: Session, left: list[str]) -> None:
    talk = talked(single, "root-cause-reflection", *_TEA, "y", *left)

    assert "become a ritual" in talk.page
    assert [len(kept.answers) for kept in private(single, single.service.couple[0].name).kept] == [1]
    assert not single.service.state.rituals


def test_what_one_of_two_wrote_apart_is_sealed_until_the_other_has_written_too(session: Session) -> None:
    ana, sam = session.service.couple
    sealed = talked(session, "root-cause-reflection", *_TEA, "y", "", "y", apart=True)
    assert "Show it once you both have written yours?" in sealed.page
    assert sealed.said == "Yours is sealed. You will both see both."
    assert len(session.service.apart.answered(ana)) == 1
    assert session.service.apart.answers_to("root-cause-reflection") == ()

    session.service.seat(sam.id)
    shown = talked(session, "root-cause-reflection", *_TEA[:-1], "coffee", "y", "", "y", apart=True)

    assert shown.said == "They are all there now. rituals ask answers shows them."
    texts = [text.splitlines()[-1] for _, text in session.service.apart.answers_to("root-cause-reflection")]
    assert [text.rpartition(": ")[2] for text in texts] == ["tea", "coffee"]


def test_what_was_written_apart_is_kept_and_sealed_while_ones_pages_are_locked(session: Session) -> None:
    ana, _ = session.service.couple
    lock_cheaply(session, ana.id)

    sealed = talked(session, "root-cause-reflection", *_TEA, "y", "", "y", apart=True)

    assert "Keep any of it in your own notes? Type the numbers" in sealed.text
    assert sealed.said == "Yours is sealed. You will both see both."
    open_lock(session, ana.id)
    assert len(private(session, "ana").kept) == len(private(session, "ana").sealed_entries) == 1


def test_what_was_written_apart_stays_ones_own_where_nobody_says_yes(session: Session) -> None:
    kept = talked(session, "root-cause-reflection", *_TEA, "y", "", "", apart=True)

    assert kept.said == ""
    assert len(private(session, "ana").kept) == 1
    assert session.service.apart.answered(session.service.seated) == []


def test_only_what_has_words_for_one_is_gone_through_apart(shell: Runs) -> None:
    assert "for the two of you" in shell.refused("talk", "pause-and-return", "--apart")


def test_it_takes_two_to_write_apart(empty: Runs) -> None:
    assert "takes two" in empty.refused("talk", "root-cause-reflection", "--apart", exit_code=1)


# alone, and choices that lead somewhere


def test_it_is_asked_who_takes_part_where_a_talk_fits_one_or_two(session: Session) -> None:
    flow = catalogue().flow_called("coming-home-talk")
    assert flow is not None
    script = Script("5", "1")

    talk_through(script, session, flow, lambda _: session.service.today())

    assert "Type one number from 1 to 2. q leaves." in script.text
    assert "someone who takes your side" in script.page


def test_getting_help_alone_hands_nothing_over_shows_the_helplines_and_seals_nothing(session: Session) -> None:
    talk = talked(session, "getting-help", "", "2", "x", "2 7", "", "", "call on monday", "y", "", apart=True)

    assert "Any key goes on with the talk." in talk.text
    assert "“we avoid important topics, one of us thinks about leaving”" in talk.text
    assert "Hand the keyboard" not in talk.text
    assert "Show it once" not in talk.text
    assert [kept.answers[0].text for kept in private(session, "ana").kept] == ["call on monday"]


def test_listening_is_gone_through_inside_the_us_meeting_and_leads_to_its_next_step(session: Session) -> None:
    to_listening = ("", "", ":skip", *(":skip",) * 6, "bins", "1")

    talk = talked(session, "weekly-us-meeting", *to_listening, *(":skip",) * 9)

    assert "Listen, say back, check · 1 of" in talk.text
    assert "Before, you said: bins" in talk.text
    assert talk.page.startswith("Weekly us-meeting")
    assert "One small step" in talk.page


def test_a_pause_says_on_today_when_somebody_comes_back_until_they_let_it_rest(shell: Runs, session: Session) -> None:
    shell.clock.set("2026-11-22 20:20")
    talked(session, "pause-and-return", "1", ":stop")
    said = shell.done("today")
    another_day = shell.done("today", "--on", "yesterday")

    talked(session, "pause-and-return", ":skip", ":skip", "3")

    assert "You said you would come back · 20:40" in said
    assert "come back" not in another_day
    assert "come back" not in shell.done("today")


def test_to_start_again_gently_leads_to_listening(session: Session) -> None:
    talk = talked(session, "pause-and-return", "1", ":skip", "1", "", "")

    assert "Listen, say back, check · 1 of" in talk.page
    assert session.service.device_state.comes_back_at is None


def test_a_page_has_the_words_on_safety_and_no_promise() -> None:
    page = "\n".join(pages.support(catalogue(), HelpCountry("IE"), is_verb=False))

    assert catalogue().safety.gate in page
    assert "Your shell" not in page


@pytest.mark.parametrize("code", COUNTRIES)
def test_on_a_low_screen_what_is_urgent_is_what_stays_in_sight(code: str) -> None:
    page = pages.support_on_screen(catalogue(), HelpCountry(code, is_guessed=True), is_verb=True)
    page += ["", catalogue().safety.key_hint]
    in_sight = [row for paragraph in page for row in wrapped(paragraph, 59)][-19:]

    assert {"In danger now, call your local emergency number."} < set(in_sight)
    assert " ".join(in_sight).count("findahelpline.com") >= 1
    assert all(
        any(row.startswith(line.contact) for row in in_sight) for line in lines_here(catalogue(), HelpCountry(code))
    )


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("  1  one two", ["  1  one", "     two"]),
        ("  - one two", ["  - one", "    two"]),
        ("one two three", ["one two", "three"]),
        ("", [""]),
    ],
)
def test_what_goes_over_a_line_stands_under_where_its_words_begin(line: str, lines: list[str]) -> None:
    assert wrapped(line, 9) == lines


def test_what_was_put_down_for_the_us_meeting_is_shown_before_its_first_step(session: Session) -> None:
    put_on_list(session.service, "the rent", for_meeting=True)

    meeting, pause = talked(session, "weekly-us-meeting", "", ""), talked(session, "pause-and-return", "")

    assert any(page[:2] == ["Put down for this meeting", "  the rent"] for page in map(list, meeting.pages))
    assert "Put down" not in pause.text

"""The check-in in a plain terminal, page by page; what is typed is kept in one's own log alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rituals.cli.checkin.items import WHOSE, Pages
from rituals.cli.checkin.result import compare_answers, outcome, show_past_checkins
from rituals.core.checkin.apart import AnswersApart
from tests.kit.folder_news import FolderNews, between
from tests.kit.runs import Runs
from tests.kit.script import Script


class Talk:
    """A check-in with everything that is typed known beforehand, and the pages that were shown."""

    def __init__(self, runs: Runs, *typed: str) -> None:
        self._script = Script(*typed)
        self.pages = Pages(self._script, runs.shell())
        self.service = self.pages.service
        self.ana, self.sam = self.service.couple

    @property
    def shown(self) -> Sequence[str]:
        """Each page, as it was shown."""
        return ["\n".join(page) for page in self._script.pages[1:]]


def test_whose_it_is_comes_first_by_number_or_by_name(shell: Runs) -> None:
    for typed in ("2", "Sam", "sa"):
        talk = Talk(shell, typed)

        assert talk.pages.whose(None, WHOSE) == talk.sam
    assert "Whose check-in is it?" in talk.shown[0]


@pytest.mark.parametrize("typed", [("q",), ()])
def test_nobody_known_is_asked_again_and_one_can_leave(shell: Runs, typed: tuple[str, ...]) -> None:
    talk = Talk(shell, "nobody", "3", *typed)

    assert talk.pages.whose(None, WHOSE) is None
    assert "That is none of these" in talk.shown[1]
    assert len(talk.shown) == 3


@pytest.mark.parametrize("before", [(), ("nobody",)])
def test_enter_is_for_who_sits_here(shell: Runs, before: tuple[str, ...]) -> None:
    shell.done("people", "here", "Sam")
    sams = Talk(shell, *before, "")
    assert sams.pages.whose(None, WHOSE) == sams.sam
    assert "Enter is for Sam, q leaves." in sams.shown[-1]
    assert sams.shown[-1].index("1  ana") < sams.shown[-1].index("2  Sam")

    shell.done("people", "here", "ana")
    anas = Talk(shell, *before, "")
    assert anas.pages.whose(None, WHOSE) == anas.ana


def test_a_page_that_was_asked_for_by_name_waits_until_they_are_alone(shell: Runs) -> None:
    staying, leaving = Talk(shell, ""), Talk(shell, "q")

    assert staying.pages.whose(staying.sam, WHOSE) == staying.sam
    assert leaving.pages.whose(leaving.sam, WHOSE) is None
    assert "This page is Sam's alone." in staying.shown[0]


def test_lines_are_answered_passed_gone_back_to_and_mistyped(shell: Runs) -> None:
    talk = Talk(shell, "", "3", "", "7", "much", "1", "b", "2", "4", "0")

    assert talk.pages.answers(talk.ana) == {"c1": 3, "c3": 2, "c4": 4, "c5": 0}
    assert "as private as this login, unless ana locks it with a passphrase" in " ".join(talk.shown[0].split())
    assert "4  nearly always" in talk.shown[1]
    assert "A number from 0 to 4 answers." in talk.shown[4]
    assert "You had 1, rarely." in talk.shown[7]
    assert all("conversation starter, not a test" in page for page in talk.shown)


@pytest.mark.parametrize("typed", [("q",), ("", "3", "q"), ("", "3")])
def test_leaving_midway_keeps_nothing(shell: Runs, typed: tuple[str, ...]) -> None:
    talk = Talk(shell, *typed)

    assert talk.pages.answers(talk.ana) is None
    assert not talk.service.private(talk.ana.id).now.checkins


def test_the_outcome_has_the_lines_first_the_sum_small_and_the_disclaimer(shell: Runs) -> None:
    talk = Talk(shell, "")

    assert outcome(talk.pages, talk.ana, {"c1": 3, "c2": 2, "c3": 1, "c5": 0})

    lines = talk.shown[0].splitlines()
    assert lines[2:8] == [
        "  ●●●·  often       Time that was ours",
        "  ●●··  sometimes   Feeling near",
        "  ●···  rarely      Finding a way through",
        "  ····  passed      Being in company",
        "  ····  not at all  Being understood",
        "  6 of 16, for the last two weeks.",
    ]
    assert "One small thing that may help: One honest sentence." in talk.shown[0]
    assert "not a test" in talk.shown[0]
    assert talk.service.private(talk.ana.id).now.checkins


def test_a_checkin_is_sealed_until_the_other_has_sealed_one_too(shell: Runs) -> None:
    anas = Talk(shell, "w", "")
    outcome(anas.pages, anas.ana, {"c1": 3})
    assert "w seal them until you both have" in anas.shown[0]
    assert "Yours is sealed. You will both see both." in anas.shown[1]
    assert "w seal" not in anas.shown[1]
    assert "c1" not in shell.done("ask", "answers")

    sams = Talk(shell, "w", "")
    outcome(sams.pages, sams.sam, {"c1": 2})

    assert "They are all there now. rituals ask answers shows them." in sams.shown[1]
    assert all(name in shell.done("ask", "answers") for name in ("ana: ", "Sam: ", "Time that was ours"))


def test_the_suggestion_is_taken_up_with_one_key(shell: Runs) -> None:
    talk = Talk(shell, "d", "")

    outcome(talk.pages, talk.ana, {"c5": 0})

    assert "one-honest-sentence" in talk.service.state.rituals
    assert "One honest sentence is yours now: " in talk.shown[1]
    assert "take up" not in talk.shown[1]


def test_a_suggestion_that_is_taken_up_says_where_no_nudge_of_it_can_be_heard(shell: Runs) -> None:
    shell.done("config", "digest-at", "22:00")
    talk = Talk(shell, "d", "")

    outcome(talk.pages, talk.ana, {"c5": 0})

    assert "What has no time of its own gets no nudge" in talk.shown[1]


def test_a_suggestion_that_was_put_away_is_brought_back(shell: Runs) -> None:
    shell.done("add", "One honest sentence")
    shell.done("archive", "One honest sentence")
    talk = Talk(shell, "d", "")

    outcome(talk.pages, talk.ana, {"c5": 0})

    assert not talk.service.state.rituals["one-honest-sentence"].is_archived


def test_finishing_offers_to_tick_the_ritual_that_is_kept_by_it(shell: Runs) -> None:
    shell.done("add", "Closeness check-in")
    talk = Talk(shell, "t", "")

    outcome(talk.pages, talk.sam, {"c1": 4})

    ticks = talk.service.state.ticks("closeness-checkin")
    assert [tick.by for days in ticks.values() for tick in days] == [talk.sam.id]
    assert "t tick Closeness check-in" in talk.shown[0]
    assert "t tick" not in talk.shown[1]


def test_without_the_ritual_there_is_nothing_to_tick(shell: Runs) -> None:
    talk = Talk(shell, "")

    outcome(talk.pages, talk.sam, {"c1": 4})

    assert "t tick" not in talk.shown[0]


def test_the_answers_are_shown_to_the_other_on_purpose_only(shell: Runs) -> None:
    quiet, telling = Talk(shell, ""), Talk(shell, "s", "")

    outcome(quiet.pages, quiet.ana, {"c1": 1})
    assert not quiet.service.state.shared_checkins
    outcome(telling.pages, telling.ana, {"c1": 2})

    seen = Talk(shell, "")
    show_past_checkins(seen.pages, seen.sam)
    assert "ana showed these to you both, of today:" in seen.shown[0]
    assert "●●··  sometimes  Time that was ours" in seen.shown[0]
    assert "No check-in yet" in seen.shown[0]
    assert "rarely" not in seen.shown[0]


def test_what_is_let_go_of_again_is_gone_and_shown_to_nobody(shell: Runs) -> None:
    talk = Talk(shell, "s", "x", "y")

    assert not outcome(talk.pages, talk.ana, {"c1": 2})

    assert "Erase this check-in? This cannot be undone." in talk.shown[-1]
    assert not talk.service.private(talk.ana.id).now.checkins
    assert not talk.service.state.shared_checkins


def test_what_was_shown_before_it_was_let_go_of_stays_on_the_other_machine_until_that_looks(shell: Runs) -> None:
    talk = Talk(shell, "s", "x", "y")
    between(talk.pages.context.session, FolderNews())

    assert not outcome(talk.pages, talk.ana, {"c1": 2})

    assert "Gone from this machine now, from Sam's when it next looks." in talk.shown[-1]


@pytest.mark.parametrize("typed", [("",), ("n",), ("x",), ()])
def test_letting_go_asks_first_and_anything_but_yes_keeps_it(shell: Runs, typed: tuple[str, ...]) -> None:
    talk = Talk(shell, "x", *typed)

    assert outcome(talk.pages, talk.ana, {"c1": 2})

    assert talk.service.private(talk.ana.id).now.checkins
    assert "x erase it" in talk.shown[-1]


def test_two_low_ones_in_a_row_put_getting_help_first(shell: Runs) -> None:
    for _ in range(2):
        talk = Talk(shell, "")
        outcome(talk.pages, talk.ana, dict.fromkeys(("c1", "c2", "c3", "c4", "c5"), 1))
        shell.clock.pass_time(days=14)

    assert "sort this out alone: Getting help is a first step, together or on your own. rituals talk getting-help" in (
        " ".join(talk.shown[0].split())
    )
    assert "for a while now" in talk.shown[0]
    assert "Some stretches are like this" not in talk.shown[0]
    assert "Much as last time." in talk.shown[0]


def test_the_past_is_a_picture_and_words_for_one_person(shell: Runs) -> None:
    for value in (1, 4):
        talk = Talk(shell, "")
        outcome(talk.pages, talk.ana, {"c1": value})
        shell.clock.pass_time(days=7)

    talk = Talk(shell, "")
    show_past_checkins(talk.pages, talk.ana)

    assert "This page is ana's alone." in talk.shown[0]
    assert "▃█" in talk.shown[0]
    assert "Sun 22 Nov: 1 of 4" in talk.shown[0]


def test_both_answer_apart_and_see_only_what_each_chose_to_show(shell: Runs) -> None:
    talk = Talk(shell, "", "")
    anas = AnswersApart(talk.ana, {"c1": 4, "c2": 0, "c3": 2}, frozenset({"c1", "c3"}))
    sams = AnswersApart(talk.sam, {"c1": 3, "c2": 1}, frozenset({"c1"}))

    assert compare_answers(talk.pages, [anas, sams])

    assert "often" not in talk.shown[0]
    assert "  ana  ●●●●  nearly always" in talk.shown[1]
    assert "  Sam  ●●●·  often" in talk.shown[1]
    assert "  Sam  ····  keeps it for now" in talk.shown[1]
    assert not [told for told in ("Feeling near", "not at all", "rarely", "passed") if told in talk.shown[1]]
    assert talk.service.private(talk.ana.id).now.checkins[0].answers == anas.answers
    assert talk.service.private(talk.sam.id).now.checkins[0].answers == sams.answers
    assert not talk.service.state.shared_checkins


def test_who_live_apart_are_suggested_what_goes_apart(shell: Runs) -> None:
    shell.done("add", "date-across-distance")
    talk = Talk(shell, "d", "")

    outcome(talk.pages, talk.ana, {"c4": 0})

    text = " ".join(talk.shown[0].split())
    assert "One small thing that may help: Listening round. Works well on a call" in text
    assert "Listening round is yours now" in talk.shown[1]
    assert "may help" not in talk.shown[1]


@pytest.mark.parametrize(
    ("value", "help_comes"), [(0, "Getting help is a first step"), (2, "Getting help, in Talk, is there too"), (3, "")]
)
def test_side_by_side_the_low_bands_lead_to_help(shell: Runs, value: int, help_comes: str) -> None:
    talk = Talk(shell, "", "")
    whole = dict.fromkeys(("c1", "c2", "c3", "c4", "c5"), value)

    compare_answers(talk.pages, [AnswersApart(person, whole, frozenset(whole)) for person in (talk.ana, talk.sam)])

    text = " ".join(talk.shown[1].split())
    assert help_comes in text
    assert ("rituals talk getting-help opens it." in text) == bool(help_comes)
    assert ("Date night" in text) == (value > 0)
    assert "In the last two weeks" in text or "Side by side, the last two weeks" in text


def test_what_is_kept_back_has_no_say_in_what_may_help(shell: Runs) -> None:
    hidden, shown = Talk(shell, "", ""), Talk(shell, "", "")
    low = {"c1": 4, "c2": 0}

    compare_answers(hidden.pages, [AnswersApart(hidden.ana, low, frozenset({"c1"})), AnswersApart(hidden.sam, {})])
    compare_answers(shown.pages, [AnswersApart(shown.ana, low, frozenset(low)), AnswersApart(shown.sam, {})])

    assert "may help" not in hidden.shown[1]
    assert "One small thing that may help: One thing about your day." in shown.shown[1]


def test_where_nobody_shows_anything_there_is_a_kind_word(shell: Runs) -> None:
    talk = Talk(shell, "", "")

    compare_answers(talk.pages, [AnswersApart(person, {"c1": 0}) for person in (talk.ana, talk.sam)])

    assert "You each keep yours for now, and that is fine." in talk.shown[1]
    assert "Time that was ours" not in talk.shown[1]


@pytest.mark.parametrize(("typed", "shown"), [("", set()), ("2", {"c3"}), ("1, 2", {"c1", "c3"})])
def test_what_the_other_may_see_is_asked_and_enter_shows_nothing(shell: Runs, typed: str, shown: set[str]) -> None:
    talk = Talk(shell, "7", typed)

    apart = talk.pages.shown_to(talk.sam, talk.ana, {"c1": 3, "c3": 1})

    assert apart == AnswersApart(talk.ana, {"c1": 3, "c3": 1}, frozenset(shown))
    assert "What may Sam see? What you leave out stays with you." in talk.shown[0]
    assert "  1  Time that was ours: often" in talk.shown[0]
    assert "Type numbers from 1 to 2" in talk.shown[1]


@pytest.mark.parametrize("typed", [("q",), ()])
def test_who_leaves_where_they_choose_what_to_show_keeps_nothing(shell: Runs, typed: tuple[str, ...]) -> None:
    talk = Talk(shell, *typed)

    assert talk.pages.shown_to(talk.sam, talk.ana, {"c1": 3}) is None


def test_who_passed_every_line_is_not_asked_what_to_show(shell: Runs) -> None:
    talk = Talk(shell)

    assert talk.pages.shown_to(talk.sam, talk.ana, {}) == AnswersApart(talk.ana, {})
    assert not talk.shown


def test_before_the_first_line_it_says_what_the_other_will_see(shell: Runs) -> None:
    alone, apart = Talk(shell, "q"), Talk(shell, "q")

    alone.pages.answers(alone.ana)
    apart.pages.answers(apart.ana, beside=apart.sam)

    promise = "Afterwards ana chooses which answers Sam may see. Nothing else is shown."
    assert promise not in alone.shown[0]
    assert promise in apart.shown[0]


def test_going_back_shows_what_was_chosen_and_enter_keeps_it(shell: Runs) -> None:
    talk = Talk(shell, "", "3", "2", "b", "", ":skip", "b", "", "", "")

    assert talk.pages.answers(talk.ana) == {"c1": 3, "c2": 2}
    assert "You had 2, sometimes." in talk.shown[4]
    assert "Enter keeps that, :skip passes the line." in talk.shown[4]


def test_both_may_leave_it_apart(shell: Runs) -> None:
    talk = Talk(shell, "q")

    assert not compare_answers(talk.pages, [AnswersApart(person, {}) for person in (talk.ana, talk.sam)])
    assert len(talk.shown) == 1


def test_two_take_part_whoever_sits_here_first(shell: Runs) -> None:
    shell.done("people", "here", "Sam")
    talk = Talk(shell)

    assert talk.pages.beside() == talk.ana
    assert not talk.shown


@pytest.mark.parametrize(("typed", "beside"), [("2", "Kim"), ("ki", "Kim"), ("1", "Sam"), ("q", None)])
def test_with_three_it_asks_who_takes_part_and_nobody_is_chosen_before(
    shell: Runs, typed: str, beside: str | None
) -> None:
    shell.done("people", "add", "Kim", "--not-me")
    pages = Pages(script := Script("", typed), shell.shell())

    chosen = pages.beside()

    assert (chosen and chosen.name) == beside
    assert "Who takes part beside ana?" in script.pages[1]
    assert "That is none of these." in "\n".join(script.pages[2])


def test_without_a_terminal_there_is_a_sentence(shell: Runs) -> None:
    assert "needs a terminal" in shell.refused("checkin", exit_code=1)
    assert "needs a terminal" in shell.refused("checkin", "--history", exit_code=1)
    assert "goes alone" in shell.refused("checkin", "--both", "--by", "Sam")


def test_both_takes_two(empty: Runs) -> None:
    assert "takes two" in empty.refused("checkin", "--both", exit_code=1)

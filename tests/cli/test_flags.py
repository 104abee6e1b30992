"""One flag means one thing, whichever verb takes it; and a flag that goes by another name now says which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import click
import pytest

from tests.kit.every_verb import every_command
from tests.kit.runs import Runs


class Flag(NamedTuple):
    """What a flag means everywhere, and what may follow it; nothing where it is only there or not."""

    means: str
    takes: tuple[str, ...] = ()


FLAGS: Mapping[str, Flag] = {
    "--all": Flag("those too that are left out without it"),
    "--another": Flag("not this one, another"),
    "--apart": Flag("each alone"),
    "--at": Flag("the time of day meant", ("HH:MM",)),
    "--both": Flag("each of you, one after the other"),
    "--by": Flag("whose doing it is, or whose pages", ("NAME", "NAME|both")),
    "--catalogue": Flag("what can be picked"),
    "--color": Flag("when to print in colour", ("auto|always|never",)),
    "--csv": Flag("the days that were kept, as a table", ("FILE",)),
    "--cue": Flag("what a ritual follows", ("TEXT",)),
    "--demo": Flag("a made-up year"),
    "--depth": Flag("how deep a question goes", ("1-4",)),
    "--discreet/--plain": Flag("whether nudges leave its name out"),
    "--erase": Flag("its words off the disk as well"),
    "--dry-run": Flag("only what would happen"),
    "--every": Flag("a cadence in words", ("WORDS",)),
    "--favourites": Flag("only favourites"),
    "--floating": Flag("times that mean the same hour in every zone"),
    "--for": Flag("whom it is for, or which meeting", ("NAME", "NAME|nobody", "sunday|meeting")),
    "--for-good": Flag("so that the others see it"),
    "--force": Flag("over a file that is there"),
    "--format": Flag("what a file is", ("FORMAT",)),
    "--from": Flag("the first day of a span", ("DAY",)),
    "--history": Flag("the earlier ones"),
    "--home": Flag("the folder that holds everything", ("PATH",)),
    "--ics": Flag("what is planned, for a calendar", ("FILE",)),
    "--json": Flag("a document for programs"),
    "--line": Flag("one short line"),
    "--map": Flag("what one of theirs is here", ("THEIRS=OURS",)),
    "--md": Flag("a year to read", ("FILE",)),
    "--me/--not-me": Flag("whether it is who goes by the login's name"),
    "--merge": Flag("together with who lives here"),
    "--minutes": Flag("how long it takes", ("N",)),
    "--month": Flag("a calendar month", ("2026-11",)),
    "--name": Flag("what it is called", ("NAME",)),
    "--next": Flag("the one after this"),
    "--no-day": Flag("without a day"),
    "--not": Flag("not after all"),
    "--note": Flag("words to keep with it", ("-|TEXT",)),
    "--off": Flag("no longer from now on"),
    "--on": Flag("the day meant", ("DAY",)),
    "--print": Flag("to read on paper"),
    "--quotas": Flag("with a day for what has none of its own"),
    "--reason": Flag("why, if you like", ("-|TEXT",)),
    "--remind": Flag("minutes before", ("N",)),
    "--remove": Flag("out of the folder first"),
    "--repair": Flag("mend what can be mended"),
    "--seal": Flag("readable only with a passphrase"),
    "--sealed": Flag("hidden until the next opening of the jar"),
    "--sealed-until": Flag("hidden until a day", ("DAY",)),
    "--separate": Flag("not the one of that name there", ("RITUAL",)),
    "--since": Flag("the day from which a ritual counts", ("DAY",)),
    "--starter": Flag("the start of a sentence"),
    "--tiny": Flag("the two-minute version"),
    "--to": Flag("the file or folder to write", ("FILE", "FOLDER")),
    "--together": Flag("all of it for both"),
    "--unless-running": Flag("only where no other does it already"),
    "--unseal": Flag("hidden no longer"),
    "--until": Flag("the last day of a span", ("DAY",)),
    "--version": Flag("which version this is"),
    "--who": Flag("who does a ritual", ("together|each|me",)),
    "--why": Flag("where it comes from"),
    "--year": Flag("a calendar year", ("2026",)),
    "--yes": Flag("without asking"),
}
"""Every flag there is; a verb whose flag means something else needs another flag."""

OPTIONS = [
    (" ".join(words), option)
    for words, command in every_command()
    for option in command.get_params(click.Context(command))
    if isinstance(option, click.Option) and not option.hidden and "--help" not in option.opts
]


def _flag(option: click.Option) -> str:
    return "/".join([*option.opts, *option.secondary_opts])


@pytest.mark.parametrize(("verb", "option"), OPTIONS, ids=[f"{verb} {_flag(option)}" for verb, option in OPTIONS])
def test_each_flag_of_each_verb_takes_what_it_takes_everywhere(verb: str, option: click.Option) -> None:
    takes = () if option.is_flag or option.metavar is None else (option.metavar,)

    assert set(takes) <= set(FLAGS[_flag(option)].takes), verb
    assert bool(takes) == bool(FLAGS[_flag(option)].takes)
    assert option.help


def test_every_flag_of_the_table_is_one_of_some_verb_and_no_two_mean_the_same() -> None:
    taken: dict[str, set[str]] = {flag: set() for flag in FLAGS}
    for _, option in OPTIONS:
        taken[_flag(option)] |= {option.metavar} if option.metavar else set()

    assert taken == {flag: set(row.takes) for flag, row in FLAGS.items()}
    assert {_flag(option) for _, option in OPTIONS} == set(FLAGS)
    assert len({row.means for row in FLAGS.values()}) == len(FLAGS)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("jar export --to a.md --to-day fri", "--to-day is --until here. rituals jar export --help shows"),
        ("jar add --to sam", "--to is --for here."),
        ("jar edit 1 --about fri", "--about is --on here."),
        ("history --to fri", "--to is --until here."),
        ("move walk tue --from sun", "--from is --on here."),
        ("rest walk --take-back", "--take-back is --not here."),
        ("export --to a.json --as sam", "--as is --for here."),
        ("pair join /nowhere --apart walk", "--apart is --separate here."),
        ("pair forget 9b1f --since fri", "--since is --from here."),
        ("week --to fri", "No such option"),
    ],
)
def test_an_earlier_name_of_a_flag_is_answered_with_the_one_it_has_now(shell: Runs, call: str, sentence: str) -> None:
    assert shell.refused(*call.split()).startswith(sentence)

"""The texts to print about talks: the list of flows, a flow's sources, and where help can be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from rituals.cli.shared.output import heading, table
from rituals.core.catalogue.helplines import (
    HelpCountry,
    Helpline,
    country_words,
    lines_elsewhere,
    lines_here,
    note_on_numbers,
)
from rituals.core.catalogue.model import Catalogue
from rituals.core.catalogue.sources import flow_why
from rituals.core.talk.steps import Flow

_SHELLS_REMEMBER = "Your shell may remember that you typed this. Inside the app the same page leaves no such line."
_OTHER_COUNTRIES = "rituals talk support | less has those of other countries as well."


def flow_list(catalogue: Catalogue, *, room: int | None, is_alone: bool) -> list[str]:
    """The flows under their sections, those marked that need both to feel safe; the last line says how to begin one."""
    safety = "for when you feel safe at home" if is_alone else "for when you both feel safe"
    rows = [
        (flow.id, flow.title, f"{flow.minutes_for(is_alone=is_alone)} min", safety if flow.safety else "")
        for section in catalogue.section
        for flow in catalogue.flow
        if flow.section == section.id
    ]
    table_rows = iter(table(rows, room=room, name=1, right=(2,), indent=2))
    listing: list[str] = []
    for section in catalogue.section:
        count = sum(flow.section == section.id for flow in catalogue.flow)
        listing += [heading(section.title), *islice(table_rows, count), ""] if count else []
    return [*listing, "rituals talk NAME begins one.  rituals talk support: where help can be had."]


def why(flow: Flow, catalogue: Catalogue) -> Iterator[str]:
    """Where a flow comes from, and what its sources do not show."""
    yield flow.title
    for title, text in flow_why(flow, catalogue):
        yield ""
        yield title
        yield f"  {text}"


def support(catalogue: Catalogue, country: HelpCountry, *, is_verb: bool) -> list[str]:
    """Where help can be had, to print: what is urgent first, then the safety text, and the lines of other countries."""
    others = [
        part
        for name, helplines in lines_elsewhere(catalogue, country)
        for part in ("", f"{name}:", *map(_line_to_call, helplines))
    ]
    return [
        "Getting support",
        "",
        *_numbers(catalogue, country),
        "",
        note_on_numbers(catalogue),
        "",
        *_before_help(catalogue, is_verb=is_verb),
        *others,
    ]


def support_on_screen(catalogue: Catalogue, country: HelpCountry, *, is_verb: bool) -> list[str]:
    """Where help can be had, on a screen that can't be scrolled back: what is urgent stands last, where it stays."""
    return [
        "Getting support",
        "",
        *_before_help(catalogue, is_verb=is_verb),
        note_on_numbers(catalogue),
        _OTHER_COUNTRIES,
        "",
        *_numbers(catalogue, country),
    ]


def _before_help(catalogue: Catalogue, *, is_verb: bool) -> list[str]:
    return [catalogue.safety.gate, "", catalogue.safety.device_hint, *([_SHELLS_REMEMBER] if is_verb else [])]


def _numbers(catalogue: Catalogue, country: HelpCountry) -> list[str]:
    return [
        country_words(catalogue, country),
        *map(_line_to_call, lines_here(catalogue, country)),
        catalogue.safety.emergency,
    ]


def _line_to_call(line: Helpline) -> str:
    return f"{line.contact}  {line.whom}: {line.name}"


def gate(catalogue: Catalogue, handing_over: str = "", *, comes_again: bool = False) -> Sequence[str]:
    """The safety text, shown to each person before they take part in a flow that assumes that both feel safe; it comes
    again for those whose private pages, which say that they have read it, are locked."""
    goes_on = "Enter goes on" if comes_again else "Enter goes on, and this page will not stand here again for you"
    return [
        *([handing_over, ""] if handing_over else []),
        "Before you begin",
        "",
        catalogue.safety.gate,
        "",
        f"{goes_on}; :support shows it, and where help is, at any step. :stop leaves now.",
    ]

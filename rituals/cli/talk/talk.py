"""The `talk` command: lists the flows, or goes through one of them in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

import click

from rituals.cli.shared.command import verb
from rituals.cli.shared.context import CliContext
from rituals.cli.shared.options import json_option
from rituals.cli.shared.output import Output, lines
from rituals.cli.talk import pages
from rituals.config import load_settings, locale_here, places
from rituals.content.loader import catalogue
from rituals.core.catalogue.helplines import help_country
from rituals.core.catalogue.model import Catalogue
from rituals.core.rituals.finding import matching
from rituals.core.talk.steps import Flow
from rituals.core.talk.words import NOT_ALONE
from rituals.core.text import did_you_mean, quoted
from rituals.errors import RitualsError, RuleError, UsageError

SUPPORT = "support"
_PAPER = 76


@verb(
    "talk",
    """A guided talk to listen, speak or mend; without NAME, a list.

    Nothing you type is kept unless you say so at the end.
    `rituals talk support` shows where help can be had; it opens nothing that you wrote.
    """,
)
@click.argument("flow", metavar="[NAME]", required=False)
@click.option(
    "--print",
    "as_paper",
    is_flag=True,
    help="Print its steps to read or take along, and begin nothing; with --apart, for one.",
)
@click.option("--why", "as_why", is_flag=True, help="Say where it comes from, and what that does not show.")
@click.option("--apart", is_flag=True, help="Go through it alone, and do not ask who takes part.")
@json_option("talk.documents:FlowsDocument")
@click.pass_obj
def talk_verb(
    context: CliContext, flow: str | None, as_paper: bool, as_why: bool, apart: bool, as_json: bool
) -> Output:
    content = catalogue()
    if flow is not None and flow.strip().casefold() == SUPPORT:
        return _support_output(context, content)
    chosen = _flow_meant(flow, content) if flow is not None else None
    if as_json:
        from rituals.cli.talk.documents import flows_document  # only for --json

        return flows_document([chosen] if chosen else content.flow).output()
    if chosen is None:
        return _flow_list_output(context, content)
    if as_why:
        return _page_output(pages.why(chosen, content))
    if apart and chosen.takes_two and not chosen.fits_one:
        raise UsageError(NOT_ALONE)
    if as_paper:
        from rituals.cli.talk.paper import paper  # only for --print

        return _page_output([*paper(chosen, content, is_alone=apart), *_put_down(context, chosen)])
    if apart and len(context.service.couple) < 2:
        raise RuleError(f"--apart takes two. Alone, rituals talk {chosen.id} is for you by yourself.")
    return _talk_through(context, chosen, apart=apart)


def _flow_list_output(context: CliContext, content: Catalogue) -> Output:
    is_alone = False
    with suppress(RitualsError):  # the list is there for those too whose data can't be read
        is_alone = len(context.service.couple) == 1
    return Output(lines(*pages.flow_list(content, room=context.room, is_alone=is_alone)))


def _support_output(context: CliContext, content: Catalogue) -> Output:
    """Where help can be had; in a terminal it is shown on the alternate screen and leaves nothing behind."""
    from rituals.cli.shared.terminal import KeyboardLeftError, alternate_screen, is_a_terminal

    settings = load_settings(places(context.home).settings)  # and nothing of what was written
    country = help_country(settings.help.country, locale_here())
    if not is_a_terminal():
        return _page_output(pages.support(content, country, is_verb=True))
    with alternate_screen() as sheet, suppress(KeyboardLeftError):
        sheet.show(*pages.support_on_screen(content, country, is_verb=True), "", content.safety.key_hint)
    return Output("")


def _flow_meant(words: str, content: Catalogue) -> Flow:
    matches = matching(words, content.flow)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UsageError(
            f"{quoted(words)} could be {' or '.join(candidate.id for candidate in matches)}. Say more of it."
        )
    hint = did_you_mean(words, [name for candidate in content.flow for name in (candidate.title, candidate.id)])
    raise UsageError(f"There is no talk {quoted(words)}.{hint} rituals talk lists them.")


def _put_down(context: CliContext, flow: Flow) -> Sequence[str]:
    """What of the list for someday waits for a talk, where it is the one that does not begin at its first step."""
    if not flow.opens_with:
        return []
    from rituals.core.evenings.someday import for_meeting_lines  # most talks do without

    with suppress(RitualsError):  # the steps are there for those too whose data can't be read
        put_down = for_meeting_lines(context.service.state, context.service.today())
        return ["", *put_down] if put_down else []
    return []


def _page_output(paragraphs: Iterable[str]) -> Output:
    from rituals.cli.shared.terminal import wrapped

    return Output(lines(*(line for paragraph in paragraphs for line in wrapped(paragraph, _PAPER))))


def _talk_through(context: CliContext, flow: Flow, *, apart: bool) -> Output:
    from rituals.cli.shared.terminal import alternate_screen, is_a_terminal
    from rituals.cli.talk.session import talk_through

    if not is_a_terminal():
        raise UsageError(
            f"A talk needs a terminal to type in. Open one, or read it with rituals talk {flow.id} --print."
        )

    def parse_day(words: str) -> date:
        day = context.day(words, ahead=True)
        assert day is not None
        return day

    with alternate_screen() as sheet:
        said = talk_through(sheet, context.session, flow, parse_day, apart=apart)
    return Output(lines(said) if said else "")

"""Plain words for a source: what kind of study it was, and how much of it was read for this app."""

from __future__ import annotations

from collections.abc import Iterator

from rituals.core.catalogue.model import Catalogue, Source
from rituals.core.talk.steps import Flow

STUDIES = {
    "article": "An article with advice; no study.",
    "book": "A book that draws on the authors' studies and practice.",
    "correlational": "A study of what goes together; it can't say what causes what.",
    "daily diary": "A study in which couples kept a diary for some days or weeks.",
    "editorial": "No study at all: an idea written down for this app.",
    "experiment": "An experiment: some did it, others something else.",
    "experiment and diary": "An experiment, and a study in which people kept a diary.",
    "experiment and longitudinal": "An experiment, and a study that followed people over time.",
    "follow-up of a randomised trial": "A later look at couples from a trial with groups drawn by lot.",
    "longitudinal": "A study that followed people over time.",
    "observational": "A study that watched how people do it; it can't say what causes what.",
    "randomised": "A trial: who did it and who didn't was drawn by lot.",
    "randomised trials": "Several trials: who did it and who didn't was drawn by lot.",
    "small trial": "A trial with only few people.",
    "survey": "A survey: people were asked about it.",
    "theory": "A theory that brings other studies together.",
    "trial": "A trial with couples.",
    "vignette experiment": "An experiment with short stories that people put themselves into.",
}
CHECKS = {
    "abstract": "Its abstract, or its authors' own page, was read for this app; the whole work was not.",
    "secondary": "Only what others write about it could be read.",
    "points": "A list of its points was read for this app; the article was not, and its author is not known here.",
    "background": "Named from general knowledge; nothing was looked up.",
}
NOT_THIS = "No promise, no test, and no advice from somebody who knows you."


def study_words(source: Source) -> str:
    """What kind of study it was, in plain words."""
    return STUDIES.get(source.kind, f"{source.kind[:1].upper()}{source.kind[1:]}.")


def check_words(source: Source) -> str:
    """How much of it was read for this app."""
    return CHECKS.get(source.checked, f"Checked: {source.checked}.")


def flow_why(flow: Flow, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The headings and texts of the page that says where a flow comes from and what its source does not show."""
    ids = (flow.source, *flow.sources_also)
    for place, source in enumerate(source for name in ids for source in catalogue.source if source.id == name):
        yield ("Where it comes from" if place == 0 else "And", source.cite)
        yield ("What kind of study", study_words(source))
        yield ("How it was checked", check_words(source))
    yield ("What this is not", f"{flow.limits} {NOT_THIS}")

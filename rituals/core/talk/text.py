"""Fills people's answers into the texts of a flow: references, and sentences composed of clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rituals.core.text import capital

OPEN = "..."
"""Stands for a missing answer."""

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!]) ")
_REFERENCE = re.compile(r"\{([a-z-]+)\}")
_BEGINNINGS = {
    *("a", "an", "he", "her", "his", "it", "my", "no", "our", "she", "that", "the", "their"),
    *("there", "they", "this", "we", "when", "you", "your"),
    *("after", "at", "before", "being", "feeling", "having", "how", "if", "in", "last", "not", "on", "since"),
    *("some", "spending", "these", "those", "time", "what", "while", "yesterday"),
}
"""Words that lose their capital inside a sentence; any other may be a name."""
_BEFORE_NO_NAME = {"felt", "i", "to", "will"}
"""Words after which every word loses its capital inside a sentence, as no name follows them."""


def references(text: str) -> list[str]:
    """The names of the `{references}` in a text."""
    return _REFERENCE.findall(text)


def fill_references(text: str, values: Mapping[str, str]) -> str:
    """The text with each `{reference}` replaced; references in people's own text are not replaced again."""
    return _REFERENCE.sub(lambda reference: values.get(reference[1], "") or OPEN, text)


def told(text: str, values: Mapping[str, str]) -> str:
    """The text with each `{reference}` replaced, without the sentences in which an answer is missing, unless that is
    all of them."""
    sentences = _BETWEEN_SENTENCES.split(text)
    whole = [sentence for sentence in sentences if all(values.get(name) for name in references(sentence))]
    return fill_references(" ".join(whole or sentences), values)


def composed(sentences: Sequence[Sequence[str]], values: Mapping[str, str]) -> str:
    """Sentences of clauses with the answers filled in; a clause with a missing answer is left out."""
    texts = (_sentence([_clause(clause, values) for clause in clauses]) for clauses in sentences)
    return " ".join(sentence for sentence in texts if sentence)


def _sentence(clauses: Sequence[str]) -> str:
    parts = [clause for clause in clauses if clause]
    if not parts:
        return ""
    text = ", ".join(parts)
    end = "" if text.endswith((".", "?", "!", "…")) else "."
    return capital(text) + end


def _clause(clause: str, values: Mapping[str, str]) -> str:
    """One clause with its answer; words that the answer repeats from the clause around it are removed."""
    reference = _REFERENCE.search(clause)
    if reference is None:
        return clause
    prefix, suffix = clause[: reference.start()], clause[reference.end() :]
    answer = _bare(values.get(reference[1], ""), prefix.strip(), suffix.strip(), is_inside=bool(prefix or suffix))
    return f"{prefix}{answer}{suffix}" if answer else ""


def _bare(answer: str, prefix: str, suffix: str, *, is_inside: bool) -> str:
    words = " ".join(answer.split())
    if not is_inside:
        return words
    words = words.rstrip(" .…,;?!" if suffix.startswith(("?", ".")) else " .…,;")
    words = _without_repeated(words, prefix.split())
    ending = suffix.strip("?.! ")
    if ending and words.casefold().endswith(f" {ending}".casefold()):
        words = words[: -len(ending) - 1].rstrip(" .…,;?!")
    first, _, rest = words.partition(" ")
    follows_no_name = prefix.rpartition(" ")[2].lower() in _BEFORE_NO_NAME
    loses_capital = first.lower() in _BEGINNINGS or (follows_no_name and first[1:].isalpha() and first[1:].islower())
    return f"{first.lower()} {rest}".strip() if loses_capital else words


def _without_repeated(words: str, prefix: Sequence[str]) -> str:
    """The words without those at their beginning that the clause ends with before them, such as "I" after "that I"."""
    for place in range(len(prefix)):
        repeated = " ".join(prefix[place:])
        if words.casefold().startswith(f"{repeated} ".casefold()):
            return words[len(repeated) + 1 :].lstrip(" .…")
    return words

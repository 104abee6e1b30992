"""Cleans text that people typed, for storing and for printing; what can't be cleaned raises `UsageError`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rituals.errors import UsageError

NAME_LIMIT = 80
SAVE_AS_UTF_8 = "Save it once more with the encoding UTF-8; most editors offer that in “Save as”."
"""What to do with a file that `text_in` can't read."""
NOTE_LIMIT = 2_000
_QUOTED = 60
_UNSEEN = {"Cf", "Mn", "Zs"}
_ENDINGS = {"Po", "Pd"}  # full stops, question marks, ellipses, colons, dashes
_PERHAPS_MARKS = "[^\x00-\u02ff]"  # no character before U+0300 is a combining one
_TURNS_TEXT_AROUND = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
"""Embeddings, overrides and isolates; the plain marks U+200E, U+200F and U+061C are part of writing right to left."""


def text_in(content: bytes, errors: str = "strict") -> str:
    """The text in a file that a person's own program saved: UTF-8 or UTF-16, whether or not a byte order mark says so.

    `UnicodeDecodeError` for what is neither, as a guess between the many older encodings would change words.
    """
    from json import detect_encoding  # what a journal is read with has it; a completed line needs no more than names

    return content.decode(detect_encoding(content), errors)


def words_in(content: bytes, errors: str = "strict") -> str:
    """As `text_in`, for words that become a note: lines end as they do everywhere, and no space is around them."""
    return text_in(content, errors).replace("\r\n", "\n").replace("\r", "\n").strip()


def clean_name(text: str, *, of: str) -> str:
    """The text as a name of one line and at most 80 characters, else `UsageError`; `of` says what it names
    ("ritual")."""
    name = " ".join(word for word in text.strip().split(" ") if word)
    if is_unseen(name):
        raise UsageError(f"A {of} needs a name. Give it one of a few words.")
    if len(name) > NAME_LIMIT:
        raise UsageError(f"That name has {len(name):,} characters; a {of}'s name has at most {NAME_LIMIT}. Shorten it.")
    if any(is_control(character) for character in name):
        raise UsageError(f"A {of}'s name is one line of plain text. Take out line breaks and control characters.")
    return name


def clean_note(text: str, limit: int = NOTE_LIMIT, *, of: str = "note") -> str:
    """The text as a note of at most `limit` characters, else `UsageError`; line breaks and tabs are allowed, other
    control characters are not; `of` says what it is, if it is no note."""
    note = text.replace("\r\n", "\n").strip()
    if len(note) > limit:
        raise UsageError(f"That {of} has {len(note):,} characters; a {of} has at most {limit:,}. Shorten it.")
    if any(is_control(character) and character not in "\n\t" for character in note):
        raise UsageError(f"A {of} is plain text. Take out the control characters and try again.")
    return note


def is_unseen(text: str) -> bool:
    """Whether a text has no visible character."""
    return all(character.isspace() or unicodedata.category(character) in _UNSEEN for character in text)


def is_control(character: str) -> bool:
    """Whether a character could move the cursor, hide text, turn its direction around, or not be stored at all."""
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in _TURNS_TEXT_AROUND


def printable(text: str) -> str:
    """The text as one line that is safe on any terminal, even if the data file is corrupt or malicious."""
    if text.isprintable():
        return text
    return "".join(" " if is_control(character) else character for character in text)


def printable_lines(text: str) -> str:
    """The text with its line breaks and tabs, but without other control characters that a data file may hold."""
    return "\n".join("\t".join(printable(part) for part in line.split("\t")) for line in text.split("\n"))


def quoted(text: str) -> str:
    """What somebody typed, in quotes, safe to print and shortened."""
    return f"“{printable(text if len(text) <= _QUOTED else text[:_QUOTED] + '…')}”"


def did_you_mean(text: str, names: Sequence[str]) -> str:
    """A question that names the closest of these, or "" if none is close."""
    import difflib  # only for those who mistype

    folds = {casefolded(part): name for name in names for part in (*name.split(), name)}
    near = difflib.get_close_matches(casefolded(text[:_QUOTED]), folds, n=1)
    return f" Did you mean “{printable(folds[near[0]])}”?" if near else ""


def titled(name: str) -> str:
    """A name as it stands within a sentence, safe to print: in quotes if it ends in a full stop, a question mark or the
    like, so that the sentence doesn't."""
    return f"“{printable(name)}”" if ends_as_sentence(name) else printable(name)


def ends_as_sentence(text: str) -> bool:
    """Whether a text ends in a full stop, a question mark or the like."""
    return unicodedata.category(text[-1:] or " ") in _ENDINGS


def as_sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark that ends a sentence."""
    return text if ends_as_sentence(text) else f"{text}."


def casefolded(text: str) -> str:
    """Text for comparing: without case or accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(_PERHAPS_MARKS, lambda found: "" if unicodedata.combining(found[0]) else found[0], decomposed)


def capital(text: str) -> str:
    """The text with its first letter capitalised."""
    return text[:1].upper() + text[1:]


LAST = -1


def likely(word: str, among: Iterable[str]) -> str | None:
    """The known word closest to a misspelt one, or None if none is close."""
    # Imported here: only a typo needs it.
    import difflib

    close = difflib.get_close_matches(word, list(among), n=1, cutoff=0.7)
    return close[0] if close else None


def ordinal(number: int) -> str:
    """The number as "1st", "2nd", "3rd", "11th"; `LAST` is "last"."""
    if number == LAST:
        return "last"
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def how_many(count: int, what: str) -> str:
    """A count of things: “1 day”, “2 days”."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def joined(words: Iterable[str]) -> str:
    """The words as a list in a sentence: "mon, wed and fri"; empty for none."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last

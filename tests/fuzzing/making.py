"""Makers of inputs that nobody would write: sound ones that were cut, doubled, mixed up and strewn with odd signs."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import AnyStr, TypeVar

One = TypeVar("One")

ODD_SIGNS = (
    *("", "\0", "\x1b[2J", "\x7f", "\r", "\n", "\t", "\u2028", "\u202e", "\u200b", "\ufeff", "\ud800", "\udcff"),
    *("é", "ß", "İ", "ſ", "ﬁ", "ǆ", "e\u0301\u0301\u0301", "٣", "²", "½", "Ⅻ", "𝟗", "一", "👩‍👩‍👧", "\U0010ffff"),
    *("'", '"', "“", "\\", "{", "}", "[[", "]]", "[/b]", "%", "%s", "{name}", "#", "=", ";", ":", ",", "&", "$", "`"),
    *("-", "--", "–", "−", "+", "*", "?", ".", "..", "@", "|", "<", ">", "(", ")", "~", "0", "-1", "1e999", "nan"),
    *("9" * 30, "9" * 5_000, "a" * 5_000, " " * 3_000, "a b " * 500),
)
ODD_BYTES = (
    *(b"", b"\0", b"\0" * 64, b"\n", b"\r\n", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b" ", b"{}", b"[]", b"null"),
    *(b'"', b"\\", b"\\u0000", b"\\ud800", b",", b":", b"[", b"]", b"{", b"}", b"-", b"0", b"1e999", b"NaN"),
    *(b"[" * 5_000, b'{"a":' * 3_000, b"9" * 5_000, b"00000000 ", b'00000000 {"format":1}\n'),
)


def happens(random: Random, one_in: int) -> bool:
    """Something that is so once in so many times."""
    return random.randrange(one_in) == one_in - 1


def some(random: Random, of: Sequence[One], most: int) -> list[One]:
    """Up to so many of a row, in any order and perhaps more than once."""
    return [random.choice(of) for _ in range(random.randint(0, most))]


def spoken(random: Random, of: Sequence[str], most: int = 8) -> str:
    """A sentence of known words, now and then with something odd in it."""
    sentence = random.choice((" ", " ", " ", "", ", ", "  ")).join(some(random, of, most))
    return mutated_text(random, sentence) if happens(random, 3) else sentence


def mutated_text(random: Random, text: str) -> str:
    """The text after up to four mishaps."""
    return _mutated(random, text, ODD_SIGNS)


def mutated_bytes(random: Random, content: bytes) -> bytes:
    """The bytes after up to four mishaps, a flipped bit among them."""
    content = _mutated(random, content, ODD_BYTES)
    if content and happens(random, 3):
        at = random.randrange(len(content))
        content = content[:at] + bytes([content[at] ^ 1 << random.randrange(8)]) + content[at + 1 :]
    return content


def _mutated(random: Random, whole: AnyStr, odd: Sequence[AnyStr]) -> AnyStr:
    for _ in range(random.randint(1, 4)):
        first, last = sorted((random.randint(0, len(whole)), random.randint(0, len(whole))))
        before, piece, after = whole[:first], whole[first:last], whole[last:]
        match random.randrange(5):
            case 0:
                whole = before + after
            case 1:
                whole = before + piece + piece + after
            case 2:
                whole = after + piece + before
            case 3:
                whole = before + random.choice(odd) + piece + after
            case _:
                whole = before + random.choice(odd) + piece[1:] + after
    return whole

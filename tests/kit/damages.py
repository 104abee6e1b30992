"""What can happen to the bytes of a journal, and what of them is true afterwards."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import NamedTuple

Damage = Callable[[bytes, random.Random], bytes]


class Truth(NamedTuple):
    """What a reader must find, told from the bytes alone: a line is sound where it is what it was, whatever ends it."""

    ids: list[str]
    damaged: list[bytes]
    torn: bytes


def truth(content: bytes, lines: Mapping[bytes, list[str]]) -> Truth:
    """What of a file is as it was written, without reading any of it."""
    *ended, tail = content.split(b"\n")
    if tail.rstrip(b"\r") in lines:
        ended, tail = [*ended, tail], b""
    ids = [name for line in ended for name in lines.get(line.rstrip(b"\r"), [])]
    damaged = [line for line in ended if line.rstrip(b"\r") and line.rstrip(b"\r") not in lines]
    return Truth(ids, damaged, tail.rstrip(b"\r") and tail)


def truncated(content: bytes, chance: random.Random) -> bytes:
    """Cut short, or with a piece gone from within."""
    start = chance.randrange(len(content))
    return content[:start] + chance.choice([b"", content[chance.randrange(start, len(content)) :]])


def flipped(content: bytes, chance: random.Random) -> bytes:
    bits = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        bits[chance.randrange(len(bits))] ^= 1 << chance.randrange(8)
    return bytes(bits)


def with_garbage(content: bytes, chance: random.Random) -> bytes:
    """Followed by bytes of something else, or by the beginning of a line."""
    lines = content.splitlines()
    begun = chance.choice(lines)
    garbage = [chance.randbytes(chance.randint(1, 600)), begun[: chance.randrange(1, len(begun))], content[-300:-50]]
    return content + chance.choice(garbage)


def with_holes(content: bytes, chance: random.Random) -> bytes:
    """With NULs in the place of what was there, or between it."""
    for _ in range(chance.randint(1, 3)):
        start, length = chance.randrange(len(content)), chance.choice([1, 8, 512, 4096])
        content = content[:start] + b"\0" * length + content[start + chance.choice([0, length]) :]
    return content


def with_crlf(content: bytes, chance: random.Random) -> bytes:
    """As an editor leaves it that ends some or all lines its own way."""
    share = chance.choice([0.1, 0.5, 1])
    return b"".join(
        line.replace(b"\n", b"\r\n") if chance.random() < share else line for line in content.splitlines(keepends=True)
    )


def with_bad_utf_8(content: bytes, chance: random.Random) -> bytes:
    """With bytes in it, or in the place of others, that are no text."""
    for _ in range(chance.randint(1, 5)):
        start, bad = chance.randrange(len(content)), chance.choice([b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88"])
        content = content[:start] + bad + content[start + chance.choice([0, len(bad)]) :]
    return content


DAMAGES: list[Damage] = [
    truncated,
    flipped,
    with_garbage,
    with_holes,
    with_crlf,
    with_bad_utf_8,
]

"""128 random bits as twelve words that people can write down (BIP-39, English)."""

from __future__ import annotations

from rituals.errors import UsageError

COUNT = 12
BYTES = 16


def twelve_words(entropy: bytes) -> str:
    """The twelve words of 16 bytes, with blanks between them."""
    from mnemonic import Mnemonic  # only when words are shown

    return Mnemonic("english").to_mnemonic(entropy)


def entropy_of(words: str) -> bytes:
    """The 16 bytes of twelve words; `UsageError` says what is wrong with them."""
    typed = words.casefold().split()
    if len(typed) != COUNT:
        raise UsageError(f"There are {COUNT} words, and these are {len(typed)}.")
    from mnemonic import Mnemonic  # only when words are typed

    english = Mnemonic("english")
    if unknown := [word for word in typed if word not in english.wordlist]:
        raise UsageError(f"“{unknown[0]}” is none of the words that there are.")
    try:
        return bytes(english.to_entropy(typed))
    except ValueError:
        raise UsageError("These words do not belong together. One of them is another, or in another place.") from None

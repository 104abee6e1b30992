"""Whether the words that a machine knows are those by which the couple in a folder goes now."""

from __future__ import annotations

from collections.abc import Mapping

from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.names import latest_epochs
from rituals.adapters.together.published import PublishedFiles
from rituals.adapters.together.sealed.couple_key import OTHER_WORDS, CoupleKey
from rituals.errors import RuleError

TWO_BEGINNINGS = "Two of you began in this folder, and the other beginning stays. Leave here, then join it."


def refuse_other_words(key: CoupleKey, carrier: Carrier, published: PublishedFiles, marks: Mapping[str, str]) -> None:
    """Raise `RuleError` if the couple goes by other words since, or if somebody else's beginning stays; the couple's
    file is read only where it is not as it was when it fitted."""
    name, epochs = key.couple_file, latest_epochs(marks)
    if min(epochs, default=key.couple) < key.couple:
        raise RuleError(TWO_BEGINNINGS)
    if epochs.get(key.couple, 0) > key.epoch:
        raise RuleError(OTHER_WORDS)
    content = published.unless_known(name, marks[name], carrier) if name in marks else None
    if content is None:
        return
    if key.fits(content):
        published.remember(name, content, marks[name])
        published.save(published.reaches, published.too_long)
    elif key.is_other(content):
        raise RuleError(OTHER_WORDS)

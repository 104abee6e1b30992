"""The signs that stand before a line, as they are printed."""

from __future__ import annotations

from collections.abc import Mapping

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.output import Shade, Shaded, encoding
from rituals.core.occurrences.sign import PARTLY, Sign
from rituals.core.rituals.words import SIGNS

_SHADES = {
    **dict.fromkeys((Sign.KEPT, *PARTLY), Shade.KEPT),
    **dict.fromkeys((Sign.HELD, Sign.RESTED, Sign.PAUSED, Sign.COMING), Shade.QUIET),
}
"""The shades of the signs; one that is still open has none."""


def printed_signs(context: CliContext) -> Mapping[Sign, str]:
    """The signs of the settings, or the ASCII ones where stdout can't encode those, in their shades."""
    signs = SIGNS[context.session.settings.look.signs]
    try:
        "".join(signs.values()).encode(encoding())
    except UnicodeEncodeError:
        signs = SIGNS["ascii"]
    return {sign: Shaded(text, _SHADES[sign]) if sign in _SHADES else text for sign, text in signs.items()}

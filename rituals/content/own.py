"""Reads a couple's own catalogue, a file beside their settings."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from rituals.core.catalogue.model import Catalogue
from rituals.core.text import SAVE_AS_UTF_8, printable
from rituals.files import LARGEST_CATALOGUE, TooLargeError, toml_tables, toml_text


def with_own(shipped: Catalogue, path: Path) -> Catalogue:
    """The shipped catalogue with what the couple's own file adds, and a sentence for each problem in that file."""
    try:
        tables = toml_tables(toml_text(path, LARGEST_CATALOGUE))
    except (FileNotFoundError, NotADirectoryError):
        return shipped
    except OSError as refusal:
        return replace(shipped, problems=(f"{path.name} could not be read ({refusal.strerror}). Check who owns it.",))
    except UnicodeDecodeError:
        return replace(shipped, problems=(f"{path.name} is not UTF-8 text. {SAVE_AS_UTF_8}",))
    except TooLargeError:
        return replace(shipped, problems=(f"{path.name} is too large to be read. Keep it below a megabyte.",))
    except ValueError as error:
        return replace(shipped, problems=(f"{path.name} is not TOML: {printable(str(error))}. Mend that line.",))
    from rituals.core.catalogue.own import with_tables  # it reads cadences, for those who have such a file

    return with_tables(shipped, tables, path.name)

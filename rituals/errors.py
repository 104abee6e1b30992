"""Everything that can go wrong in a way a person can do something about."""


class RitualsError(Exception):
    """One sentence for people that says what to do next, and an exit code."""

    exit_code = 1


class UsageError(RitualsError):
    """What was asked for cannot be understood: a word, a name or a day that isn't one."""

    exit_code = 2


class RuleError(RitualsError):
    """What was asked for is understood but makes no sense now."""


class StorageError(RitualsError):
    """The disk refused; nothing of the intent was kept."""


class NewerFormatError(StorageError):
    """A data file was written by a later version of the app."""

"""A line as it is typed, key by key; several lines that are pasted at once become a single one."""

from __future__ import annotations

import codecs
import re
import unicodedata

from rituals.cli.shared.output import width_of

_KEY = re.compile(r"\x1b\[[ -?]*(?:[@-~]|(?=[^ -~]))|\x1bO(?:[ -~]|(?=[^ -~]))|\x1b(?=[^\[O])|[^\x1b]", re.DOTALL)
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"  # as xterm's bracketed paste mode has them
_ENTER = "\n"
_ERASING_ONE = {"\x7f", "\b"}
_ERASING_WORD, _ERASING_ALL, _END = "\x17", "\x15", "\x04"  # ctrl+w, ctrl+u, ctrl+d


class TypedLine:
    """What was read so far; `text` is the unfinished line. Keys that move the cursor do nothing."""

    def __init__(self, charset: str) -> None:
        self._decoder = codecs.getincrementaldecoder(charset)("replace")
        self._coming = ""
        self._is_in_paste = False
        self._is_stale = False
        self.text = ""

    def read(self, piece: bytes) -> None:
        """Take what came from the keyboard, to be heeded later."""
        self._coming += self._decoder.decode(piece)

    def drop(self) -> None:
        """Forget all that was read, and what is still to come of a paste that has begun."""
        while key := self._next_key():
            self._note_paste(key)
        self._is_stale = self._is_in_paste
        self.text = ""

    def finished(self) -> str | None:
        """The line, once it has ended; None until then. `EOFError` where the end of the input is typed instead."""
        while key := self._next_key():
            is_mark = self._note_paste(key)
            if is_mark or self._is_stale:
                self._is_stale = self._is_stale and self._is_in_paste
            elif self._is_in_paste:
                self._paste(key)
            elif key == _ENTER:
                line, self.text = self.text, ""
                return line
            else:
                self._type(key)
        return None

    def _next_key(self) -> str:
        """The next key, or the sequence that it sends; empty where none has come in whole."""
        key = _KEY.match(self._coming)
        if key is None:
            return ""
        self._coming = self._coming[key.end() :]
        return key[0]

    def _note_paste(self, key: str) -> bool:
        """Whether it marks the beginning or the end of a paste."""
        if key not in (_PASTE_BEGINS, _PASTE_ENDS):
            return False
        self._is_in_paste = key == _PASTE_BEGINS
        return True

    def _paste(self, character: str) -> None:
        if not character.isspace():
            self._add(character)
        elif self.text and not self.text.endswith(" "):
            self.text += " "

    def _type(self, key: str) -> None:
        if key == _END and not self.text:
            raise EOFError
        if key in _ERASING_ONE:
            self._erase_one()
        elif key == _ERASING_WORD:
            self.text = self.text[: self.text.rstrip().rfind(" ") + 1]
        elif key == _ERASING_ALL:
            self.text = ""
        else:
            self._add(" " if key == "\t" else key)

    def _add(self, character: str) -> None:
        if unicodedata.category(character[0]) != "Cc":  # whether words may hold the others is not decided here
            self.text += character

    def _erase_one(self) -> None:
        """Erase the last character, with the accents on it."""
        is_erased = False
        while self.text and not is_erased:
            is_erased = width_of(self.text[-1]) > 0
            self.text = self.text[:-1]

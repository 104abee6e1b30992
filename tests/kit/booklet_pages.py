"""Texts that are hard on a format, and a reader of HTML pages."""

from __future__ import annotations

from html.parser import HTMLParser

NEVER_CLOSED = {"meta", "br", "hr", "img"}

HARD = {
    "a single letter": "x",
    "a hundred thousand": "so much " * 12_499 + "to tell.",
    "without a blank": "m" * 100_000,
    "HTML": '<script>alert("1")</script> <b>bold</b> <!-- gone? --> &amp; &#65; <a@b.example> </p></article>',
    "a heart": "I <3 you & you <3 me",
    "emphasis": "*a* **b** _c_ __d__ ~e~ ~~f~~ `g` ``h``",
    "blocks": "# a\n## b\n> c\n- d\n+ e\n* f\n1. g\n2) h\n3.\ni\n===\nj\n---\n***\n```\nk\n~~~\n    l",
    "addresses": "<3@b.example> <me@c.example> <mailto:d@e.example>",
    "links": "[a](b) ![c](d) [e]: f [^g] <https://h.example> https://i.example/j_k_l www.m.example/n_o p@q.example",
    "a reference": "[a]\n\n[a]: /b",
    "a table": "| a | b |\n|---|---|\n| c | d |\ne\n:-:",
    "backslashes": "a\\b \\* \\\\ c\\\nd\\",
    "lines": "one\ntwo\n\nthree\n\n\n\nfour",
    "blanks": "one\n   two   blanks\n        eight",
    "emoji": "🎂👩‍👩‍👧‍👦🏳️‍🌈 ❤️ :heart:",
    "right to left": "תודה על הקפה\nشكراً لك (و أكثر)",
    "combining": "e\u0301 a\u0328\u0301 Zoe\u0308",
    "formulas": "$a$ and $$b$$ for $5",
    "smileys": ":-) :) ;-) =) ^_^ \\o/",
}


class Page(HTMLParser):
    """Reads a page: its tags and attributes in order, and the text in every tag of one name or class."""

    def __init__(self, html: str, within: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.tags_within: set[str] = set()
        self._within = within
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()
        assert self._open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if self._is_within:
            self.tags_within.add(tag)
        is_wanted = tag == self._within or ("class", self._within) in attrs
        if is_wanted:
            self.texts.append("")
        if tag not in NEVER_CLOSED:
            self._open.append((tag, is_wanted))

    def handle_endtag(self, tag: str) -> None:
        if tag not in NEVER_CLOSED:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._is_within:
            self.texts[-1] += data

    @property
    def _is_within(self) -> bool:
        return any(is_wanted for _, is_wanted in self._open)

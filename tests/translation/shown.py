"""What a person is shown of a page: its words, and those that are read out, by the language of their element."""

from __future__ import annotations

from html.parser import HTMLParser

UNSEEN = {"script", "style", "template", "svg"}
WITHOUT_END = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"}
READ_OUT = ("aria-label", "alt", "title", "placeholder")


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []

    @property
    def _language(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self._language
        if not self._is_unseen():
            self.words += [(language, value) for name in READ_OUT if (value := given.get(name))]
        if tag not in WITHOUT_END:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while tag in {name for name, _language in self._open}:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_unseen():
            self.words.append((self._language, " ".join(data.split())))

    def _is_unseen(self) -> bool:
        return any(tag in UNSEEN for tag, _language in self._open)


def words_of_page(html: str, *, language: str) -> list[str]:
    """The texts of a page that stand in a language, in the page's order."""
    reading = _Shown()
    reading.feed(html)
    return [text for shown_in, text in reading.words if shown_in == language]

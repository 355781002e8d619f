"""The markup of the demo's content files: a small strict grammar.

Owns: splitting a file into its front matter and its blocks, and turning marked text into rich text HTML.
Refuses: anything it does not know. A wrong mark is an error that names the file and the line, never a guess.

A file is TOML between two ``+++`` lines, then paragraphs. Between paragraphs may stand fences::

    ::: quotation
    speaker = "Anton Lisle"
    ---
    The bridge does not know what time it is. I do.
    :::

A fence opens with its kind, then come its fields as TOML, then, after ``---``, its own text; either may be
absent. A ``pull_quote`` has no fields and holds just its text.

Marks in text: ``**bold**``, ``*italic*``, ``~~struck~~``, ``^super^``, ``~sub~``, ``[words](address)``,
``## heading``, ``### heading``, ``- item``, ``1. item``. A paragraph ends at an empty line.

Marks of time, so that the demo is always recent (days before the demo's date; negative: after it)::

    {date 12}  {weekday 12}  {month 12}     and, in years,  {year 41}
"""

import html
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any


class ContentError(ValueError):
    """A content file says something that the grammar does not allow."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line


@dataclass(frozen=True)
class Passage:
    """Lines of a file, with the number of the first one, for naming errors."""

    path: Path
    line: int
    text: str

    def error(self, message: str, at: int = 0) -> ContentError:
        """An error about this passage's line ``at`` (0-based within the passage)."""
        return ContentError(self.path, self.line + at, message)

    def line_of(self, words: str) -> int:
        """The 0-based line at which ``words`` first stand, or 0."""
        before, found, _ = self.text.partition(words)
        return before.count("\n") if found else 0


@dataclass(frozen=True)
class Fence:
    """A fenced block: its kind, its fields and its text."""

    kind: str
    fields: Passage
    text: Passage


# --- time -----------------------------------------------------------------------------------------

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    # Genitive after a day's number.
    "uk": [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ],
}
# As they stand after "in" / «у».
_IN_MONTH = {
    "en": _MONTHS["en"],
    "uk": [
        "січні",
        "лютому",
        "березні",
        "квітні",
        "травні",
        "червні",
        "липні",
        "серпні",
        "вересні",
        "жовтні",
        "листопаді",
        "грудні",
    ],
}
# As they stand after "on" / «у».
_WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "uk": ["понеділок", "вівторок", "середу", "четвер", "п’ятницю", "суботу", "неділю"],
}
# No "=": that is an inline table of TOML.
_TIME_MARK = re.compile(r"\{([^{}=\n]*)\}")
_TIME_WORDS = re.compile(r"(date|weekday|month|year) (-?\d{1,4})")


def set_dates(passage: Passage, *, today: date, language: str) -> Passage:
    """Put real dates in place of the marks of time.

    Raises ContentError for a mark in braces that is not one of them.
    """

    def word(match: re.Match[str]) -> str:
        mark = _TIME_WORDS.fullmatch(match[1])
        if mark is None:
            raise passage.error(f"unknown mark {match[0]}", passage.text[: match.start()].count("\n"))
        count = int(mark[2])
        if mark[1] == "year":
            return str(today.year - count)
        day = today - timedelta(days=count)
        if mark[1] == "weekday":
            return _WEEKDAYS[language][day.weekday()]
        if mark[1] == "month":
            return _IN_MONTH[language][day.month - 1]
        return f"{day.day}\u00a0{_MONTHS[language][day.month - 1]}"

    return Passage(passage.path, passage.line, _TIME_MARK.sub(word, passage.text))


# --- a file's parts -------------------------------------------------------------------------------


def parse_toml(passage: Passage) -> dict[str, Any]:
    """The fields of a passage of TOML. Raises ContentError that names the file's own line."""
    try:
        return tomllib.loads(passage.text)
    except tomllib.TOMLDecodeError as fault:
        message = str(fault)
        place = re.search(r"at line (\d+)", message)
        raise passage.error(message, int(place[1]) - 1 if place else 0) from fault


# These have no fields: all that the fence holds is its text.
_TEXT_ONLY = frozenset({"pull_quote"})


def split_front(passage: Passage) -> tuple[Passage, Passage]:
    """The front matter and the body of a file."""
    lines = passage.text.split("\n")
    if lines[0] != "+++":
        raise passage.error("the file must open with +++")
    try:
        end = lines.index("+++", 1)
    except ValueError:
        raise passage.error("the front matter is not closed with +++") from None
    front = Passage(passage.path, passage.line + 1, "\n".join(lines[1:end]))
    return front, Passage(passage.path, passage.line + end + 1, "\n".join(lines[end + 1 :]))


def split_body(passage: Passage) -> Iterator[Passage | Fence]:
    """Runs of marked text and fences, in their order."""
    lines = passage.text.split("\n")
    run: list[str] = []
    run_start = 0
    index = 0
    while index < len(lines):
        if not lines[index].startswith(":::"):
            run.append(lines[index])
            index += 1
            continue
        if any(line.strip() for line in run):
            yield Passage(passage.path, passage.line + run_start, "\n".join(run))
        end = _closing_line(passage, lines, index)
        yield _fence(passage, lines, index, end)
        index = run_start = end + 1
        run = []
    if any(line.strip() for line in run):
        yield Passage(passage.path, passage.line + run_start, "\n".join(run))


def _closing_line(passage: Passage, lines: list[str], opening: int) -> int:
    for index in range(opening + 1, len(lines)):
        if lines[index] == ":::":
            return index
        if lines[index].startswith(":::"):
            raise passage.error("a fence inside a fence", index)
    raise passage.error("the fence is not closed with :::", opening)


def _fence(passage: Passage, lines: list[str], opening: int, end: int) -> Fence:
    kind = lines[opening][3:].strip()
    if not kind:
        raise passage.error("a fence needs its kind, as in ::: quotation", opening)
    inner = lines[opening + 1 : end]
    cut = inner.index("---") if "---" in inner else len(inner)
    if kind in _TEXT_ONLY:
        return Fence(
            kind,
            Passage(passage.path, passage.line + opening, ""),
            Passage(passage.path, passage.line + opening + 1, "\n".join(inner)),
        )
    start = passage.line + opening + 1
    fields = Passage(passage.path, start, "\n".join(inner[:cut]))
    text = Passage(passage.path, start + min(cut + 1, len(inner)), "\n".join(inner[cut + 1 :]))
    return Fence(kind, fields, text)


# --- rich text ------------------------------------------------------------------------------------

_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_PAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), "b"),
    (re.compile(r"\*(?=\S)(.+?)(?<=\S)\*"), "i"),
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), "s"),
    (re.compile(r"\^([^\s^]+)\^"), "sup"),
    (re.compile(r"~([^\s~]+)~"), "sub"),
)
_ADDRESS = re.compile(r"https://\S+|mailto:\S+|article:[a-z0-9/-]+|/[a-z0-9/-]*")
_BULLET = re.compile(r"- +(.+)")
_NUMBER = re.compile(r"\d+\. +(.+)")
_HEADING = re.compile(r"(#+) +(.+)")


def rich_text(passage: Passage) -> str:
    """The passage's HTML. Links to articles stay as ``href="article:slug"`` for whoever loads them.

    Raises ContentError for a heading that is neither h2 nor h3, an address of an unknown sort, a stray mark.
    """
    return "".join(_chunk_html(chunk) for chunk in _chunks(passage))


def plain_paragraphs(passage: Passage) -> str:
    """The passage's paragraphs as plain text, one empty line between them."""
    return "\n\n".join(" ".join(chunk.text.split("\n")) for chunk in _chunks(passage))


def inline_html(passage: Passage) -> str:
    """One line's marks as HTML, escaped."""
    text = html.escape(passage.text, quote=False)
    links: list[str] = []

    def keep(match: re.Match[str]) -> str:
        address = html.unescape(match[2])
        if not _ADDRESS.fullmatch(address):
            raise passage.error(f"not an address to link to: {address}", passage.line_of(address))
        links.append(f'<a href="{html.escape(address)}">')
        return f"\x00{len(links) - 1}\x00{match[1]}\x01"

    # Addresses are taken out first: their signs are no marks.
    text = _LINK.sub(keep, text)
    for pattern, tag in _PAIRS:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    stray = re.search(r"\*|\]\(|~~", text)
    if stray:
        raise passage.error(f"a stray {stray[0]} in: {passage.text[:60]}")
    text = re.sub(r"\x00(\d+)\x00", lambda match: links[int(match[1])], text)
    return text.replace("\x01", "</a>")


def _chunks(passage: Passage) -> Iterator[Passage]:
    start = 0
    lines: list[str] = []
    for index, line in enumerate([*passage.text.split("\n"), ""]):
        if line.strip():
            if not lines:
                start = index
            lines.append(line.rstrip())
        elif lines:
            yield Passage(passage.path, passage.line + start, "\n".join(lines))
            lines = []


def _chunk_html(chunk: Passage) -> str:
    heading = _HEADING.fullmatch(chunk.text)
    if heading:
        level = len(heading[1])
        if level not in (2, 3):
            raise chunk.error("a heading is ## or ###")
        return f"<h{level}>{inline_html(Passage(chunk.path, chunk.line, heading[2]))}</h{level}>"
    if chunk.text.startswith("#"):
        raise chunk.error("a heading stands alone on its line, empty lines around it")
    for pattern, tag in ((_BULLET, "ul"), (_NUMBER, "ol")):
        if pattern.match(chunk.text):
            return _list_html(chunk, pattern.fullmatch, tag)
    return f"<p>{inline_html(Passage(chunk.path, chunk.line, chunk.text.replace(chr(10), ' ')))}</p>"


def _list_html(chunk: Passage, item: Callable[[str], re.Match[str] | None], tag: str) -> str:
    items: list[str] = []
    for index, line in enumerate(chunk.text.split("\n")):
        match = item(line)
        if match is None:
            raise chunk.error("every line of a list is an item", index)
        items.append(f"<li>{inline_html(Passage(chunk.path, chunk.line + index, match[1]))}</li>")
    return f"<{tag}>{''.join(items)}</{tag}>"

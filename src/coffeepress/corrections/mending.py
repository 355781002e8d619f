"""Puts other words in the place of a passage in stored text, and leaves everything around it as it is.

Only words are taken out and put in; tags stay, but for inline elements that lose all their text. Unchanged words keep
their markup; changed ones take that of the words they replace. Breaks between lines are structure (paragraphs, list
items): they are kept. Pure. Refuses what it cannot do exactly.
"""

import html
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from coffeepress.articles.passages import Part, Span
from coffeepress.corrections.differences import tokens

_WHITE = " \t\n\r\f"
_WHITES = re.compile(rf"[{_WHITE}]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TAG = r"""<(?:"[^"]*"|'[^']*'|[^'"<>])*>"""
_TAG_OR_WHITE = re.compile(rf"({_TAG})|[{_WHITE}]+")
_CLOSING = re.compile(r"</([a-zA-Z][\w-]*)\s*>")
_OPENING = re.compile(r"""<([a-zA-Z][\w-]*)\b(?:"[^"]*"|'[^']*'|[^'"<>])*(?<!/)>""")
_INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "mark", "s", "span", "strong", "sub", "sup", "u"}
)
_LINES = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"})
Line = str | None
"""A line's new words; None takes the line away."""


class CannotMend(Exception):
    """The passage cannot be replaced with these words without touching what is around it; a person has to do it."""


class OtherLines(CannotMend):
    """The replacement has another number of lines than the passage."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The passage has several paragraphs, and the new text has another number of lines. Keep one line for "
                "each paragraph, or edit the article by hand."
            )
        )


class NotExact(CannotMend):
    """The markup around the passage is such that nothing can be promised."""

    def __init__(self) -> None:
        super().__init__(_("This passage cannot be replaced on its own. Please edit the article by hand."))


def mend(part: Part, start: int, end: int, replacement: str) -> str:
    """Replace a passage of a part.

    Args:
        start, end: the passage's bounds in the part's text.
        replacement: plain text, a line a paragraph.

    Returns:
        The part's new source.

    Raises:
        OtherLines: the replacement has another number of lines, and it is not just a line taken away.
        NotExact: nothing else would do but to change what is around it.
    """
    start, end = within_lines(part.text, start, end)
    return mend_lines(part, start, end, fit(part.text[start:end], replacement))


def within_lines(text: str, start: int, end: int) -> Span:
    """A passage's bounds without the breaks at its ends.

    Raises:
        NotExact: nothing is left.
    """
    while start < end and text[start] == "\n":
        start += 1
    while start < end and text[end - 1] == "\n":
        end -= 1
    if start >= end:
        raise NotExact
    return start, end


def fit(passage: str, replacement: str) -> list[Line]:
    """The new words for each line of a passage.

    Raises:
        OtherLines: the replacement has another number of lines, and it is not just lines taken away.
    """
    old, new = passage.split("\n"), clean(replacement).split("\n")
    if len(old) == len(new):
        return list(new)
    head = 0
    while head < len(new) and head < len(old) and old[head] == new[head]:
        head += 1
    tail = len(new) - head
    if len(new) != len(old) - 1 or not new[0] or old[len(old) - tail :] != new[head:]:
        raise OtherLines
    return [*new[:head], None, *new[head:]]


def clean(replacement: str) -> str:
    """Plain text as a browser shows it: runs of white space one space, no line empty, nothing that is not text."""
    lines = _CONTROL.sub("", replacement).replace("\r\n", "\n").split("\n")
    if len(lines) > 1:
        lines = [line for line in lines if line.strip(_WHITE)]
    return "\n".join(_WHITES.sub(" ", line) for line in lines)


def mend_lines(part: Part, start: int, end: int, lines: list[Line]) -> str:
    """Replace a passage of a part line by line.

    Raises:
        NotExact: nothing else would do but to change what is around it.
    """
    source, bounds = part.source, list(_lines(part.text, start, end))
    if len(bounds) != len(lines):
        raise OtherLines
    # From the end, so that the places before stay where they are.
    for (first, last), new in reversed(list(zip(bounds, lines, strict=True))):
        is_whole = (first == 0 or part.text[first - 1] == "\n") and (
            last == len(part.text) or part.text[last] == "\n"
        )
        if new is None and not is_whole:
            raise OtherLines
        for i, j, text in reversed(list(_hunks(part.text[first:last], new or ""))):
            source = _replace(part, source, first + i, first + j, text, takes_line=new is None)
    _check(part, source, start, end, lines)
    return source


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for line in text[start:end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _hunks(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """What to replace: bounds in the old text, and the new words, in order and apart from each other.

    Word for word where as many come as go, so that each takes the markup of the one that it replaces.
    """
    at, before, after = 0, tokens(old), tokens(new)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pairs = [("".join(before[i1:i2]), "".join(after[j1:j2]))]
        if i2 - i1 == j2 - j1:
            pairs = list(zip(before[i1:i2], after[j1:j2], strict=True))
        for removed, added in pairs:
            if kind != "equal":
                yield _trimmed(at, removed, added)
            at += len(removed)


def _trimmed(at: int, removed: str, added: str) -> tuple[int, int, str]:
    """Without the letters that are the same at both ends: a word that is half a link stays so."""
    head = 0
    while head < min(len(removed), len(added)) and removed[head] == added[head]:
        head += 1
    tail = 0
    while tail < min(len(removed), len(added)) - head and removed[-1 - tail] == added[-1 - tail]:
        tail += 1
    return at + head, at + len(removed) - tail, added[head : len(added) - tail]


def _replace(part: Part, source: str, i: int, j: int, new: str, *, takes_line: bool) -> str:
    """The source with characters i to j of the text replaced. What follows them in the source may have changed."""
    spans = part.spans
    if i == j:
        at = _insertion(part, i)
        return source[:at] + _escaped(part, new) + source[at:]
    # An entity that stands for several characters is replaced as a whole.
    while i > 0 and spans[i - 1] is not None and spans[i - 1] == spans[i]:
        i, new = i - 1, part.text[i - 1] + new
    while j < len(spans) and spans[j] is not None and spans[j] == spans[j - 1]:
        j, new = j + 1, new + part.text[j]
    cuts = list(_cuts(part, i, j))
    removable = _INLINE | _LINES if takes_line else _INLINE
    for number, (first, last) in reversed(list(enumerate(cuts))):
        kept = _escaped(part, new) if number == 0 else ""
        source = source[:first] + kept + source[last:]
        if not kept and part.form == "rich":
            source = _without_empty(source, first, removable)
    return source


def _cuts(part: Part, i: int, j: int) -> Iterator[Span]:
    """The stretches of the source that hold characters i to j: words, and all white space between them."""
    done = -1
    for at in range(i, j):
        span = part.spans[at]
        if span is None or span[0] < done:
            continue
        if part.text[at] == " " and part.form == "rich":
            yield from _white(part, at)
        else:
            yield span
        done = span[1]


def _white(part: Part, at: int) -> Iterator[Span]:
    """White space shows as one space also where tags stand in it: all of it, up to the characters beside it."""
    before = part.spans[at - 1] if at else None
    after = part.spans[at + 1] if at + 1 < len(part.spans) else None
    span = part.spans[at]
    assert span is not None
    first, last = before[1] if before else span[0], after[0] if after else span[1]
    for match in _TAG_OR_WHITE.finditer(part.source, first, last):
        if match[1] is None:
            yield match.span()


def _insertion(part: Part, i: int) -> int:
    """Where words go that replace none: beside the character before, outside of elements that end or begin there."""
    source, before = part.source, part.spans[i - 1] if i else None
    # After a space they stand before the next character: tags and more white space may lie between the two.
    if before is not None and part.text[i - 1] != " ":
        at = before[1]
        while part.form == "rich" and (tag := _CLOSING.match(source, at)) and tag[1].lower() in _INLINE:
            at = tag.end()
        return at
    after = part.spans[i]
    assert after is not None  # no line is empty, and none ends in a space
    at = after[0]
    while part.form == "rich" and (tag := _opening_before(source, at)) and tag[1].lower() in _INLINE:
        at = tag.start()
    return at


def _without_empty(source: str, at: int, removable: frozenset[str]) -> str:
    """Without the elements around this place that hold nothing any more."""
    while (opening := _opening_before(source, at)) and (closing := _CLOSING.match(source, at)):
        name = opening[1].lower()
        if name != closing[1].lower() or name not in removable:
            break
        source, at = source[: opening.start()] + source[closing.end() :], opening.start()
    return source


def _opening_before(source: str, at: int) -> re.Match[str] | None:
    begins = source.rfind("<", 0, at)
    return _OPENING.fullmatch(source, begins, at) if begins >= 0 else None


def _escaped(part: Part, text: str) -> str:
    return html.escape(text, quote=False) if part.form == "rich" else text


def _check(part: Part, source: str, start: int, end: int, lines: list[Line]) -> None:
    """Nothing is promised that is not so: the text is what was asked for, and nothing else has changed."""
    wanted = part.text[:start] + "\n".join(line for line in lines if line is not None) + part.text[end:]
    kept = (" ".join(re.split(rf"[{_WHITE}]+", line.strip(_WHITE))) for line in wanted.split("\n"))
    if Part(part.path, part.form, source).text != "\n".join(line for line in kept if line):
        raise NotExact

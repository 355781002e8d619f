"""Showing what matched: a text as HTML with `<mark>`, and the passage of a long one that has the most of it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from coffeepress.related.forms import form_and_stem, is_spaced, surfaces, word_pattern
from coffeepress.search.query import Query, Term

EXCERPT_LETTERS = 260
BEFORE_LETTERS = 60
MOST_LETTERS = 40_000
"""Of a very long text the beginning is looked at."""

Known = Mapping[str, tuple[str, str]]
"""The words of a text as they are written, with how each is compared and its stem."""


@dataclass(frozen=True)
class Span:
    """The characters from `start` to `end` match; `term` is the number of what they match."""

    start: int
    end: int
    term: int


def highlighted(text: str, query: Query) -> SafeString:
    """The whole text, escaped, with what matches marked."""
    return _marked(text, spans(text, query), 0, len(text))


def excerpt(text: str, query: Query) -> SafeString:
    """The passage with the most different matches, escaped and marked; blank where nothing in the text matches."""
    found = spans(text, query)
    if not found:
        return mark_safe("")
    first = max(range(len(found)), key=lambda n: (_worth(found, n), -n))
    start = _word_start(text, max(0, found[first].start - BEFORE_LETTERS))
    end = _word_end(text, min(len(text), start + EXCERPT_LETTERS))
    shown = _marked(text, found, start, end)
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")


def spans(text: str, query: Query) -> list[Span]:
    """What in a text (in Unicode's composed form) matches, in its order, none within another."""
    looked_at = text[:MOST_LETTERS]
    known = {each: form_and_stem(each, query.language) for each in surfaces(looked_at, query.language)}
    found = [
        span
        for number, term in enumerate(query.wanted)
        if not term.is_minor
        for span in _of_term(looked_at, term, number, known, query.language)
    ]
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _of_term(text: str, term: Term, number: int, known: Known, language: str) -> Iterator[Span]:
    """Where the words stand that begin a match, and whether those after them go on with it."""
    pattern = word_pattern(language)
    words = {each for each in known if _fits(known[each], term, 0)}
    for start in _places(text, words, is_spaced=is_spaced(language)):
        word = pattern.match(text, start)
        end, place = word.end() if word else start, 1
        while word and place < len(term.forms):
            word = pattern.search(text, end)
            if word is None or not _fits(form_and_stem(word[0], language), term, place):
                word = None
            else:
                end, place = word.end(), place + 1
        if word:
            yield Span(start, end, number)


def _fits(known: tuple[str, str], term: Term, place: int) -> bool:
    form, stem = known
    return form.startswith(term.forms[0]) if term.sort == "prefix" else stem == term.stems[place]


def _places(text: str, words: Iterable[str], *, is_spaced: bool) -> Iterator[int]:
    """Where these words begin in a text. A word that is the end of another is passed over."""
    found = sorted(words, key=len, reverse=True)
    if not found:
        return
    for match in re.finditer("|".join(map(re.escape, found)), text):
        start, end = match.span()
        is_part = (start and _is_letter(text[start - 1])) or (end < len(text) and _is_letter(text[end]))
        if not (is_spaced and is_part):
            yield start


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _worth(found: Sequence[Span], first: int) -> tuple[int, int]:
    """How many different terms, and how many matches, an excerpt shows that begins with this one."""
    within = [
        span for span in found[first : first + 40] if span.end - found[first].start <= EXCERPT_LETTERS - 60
    ]
    return len({span.term for span in within}), len(within)


def _marked(text: str, found: Sequence[Span], start: int, end: int) -> SafeString:
    parts, at = [], start
    for span in found:
        if span.start >= at and span.end <= end:
            parts += [escape(text[at : span.start]), f"<mark>{escape(text[span.start : span.end])}</mark>"]
            at = span.end
    return mark_safe("".join([*parts, escape(text[at:end])]).replace("\n", " "))


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = text.find(" ", at)
    return space + 1 if 0 <= space - at < BEFORE_LETTERS else at


def _word_end(text: str, at: int) -> int:
    if at == len(text):
        return at
    space = text.rfind(" ", 0, at)
    return space if at - space < BEFORE_LETTERS else at

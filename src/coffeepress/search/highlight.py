"""Showing what matched: a text as HTML with `<mark>`, and the passage of a long one that has the most of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from coffeepress.related.forms import Word, forms, stem
from coffeepress.search.query import Query, Term

EXCERPT_LETTERS = 260
BEFORE_LETTERS = 60
MOST_WORDS = 6000
"""Of a very long text the beginning is looked at."""


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
    words = []
    for word in forms(text, query.language):
        words.append(word)
        if len(words) == MOST_WORDS:
            break
    found = [
        span
        for number, term in enumerate(query.wanted)
        if not term.is_minor
        for span in _of_term(words, term, number, query.language)
    ]
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _of_term(words: Sequence[Word], term: Term, number: int, language: str) -> Iterable[Span]:
    fits: Callable[[Word, int], bool]
    if term.sort == "prefix":

        def fits(word: Word, _place: int) -> bool:
            return word.form.startswith(term.forms[0])

    else:

        def fits(word: Word, place: int) -> bool:
            return stem(word.form, language) == term.stems[place]

    length = len(term.forms)
    for begin in range(len(words) - length + 1):
        if all(fits(words[begin + place], place) for place in range(length)):
            yield Span(words[begin].start, words[begin + length - 1].end, number)


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

"""What a reader typed, taken apart. Whatever it is, it is no error: what cannot be searched for is left out.

bridge ferry      both words, in any of their forms
"ferry bell"      these words one after the other
harb*             words that begin so
-harbour          not this word
"""

import re
from dataclasses import dataclass
from typing import Literal

from coffeepress.related.forms import composed, forms, is_stop_word, stem

LONGEST_LETTERS = 200
MOST_TERMS = 12
SHORTEST_PREFIX_LETTERS = 2

_OPENING, _CLOSING = '"“„«‟', '"”“»‟'
_CHUNK = re.compile(rf"(-?)(?:[{_OPENING}]([^{_CLOSING}]*)(?:[{_CLOSING}]|$)|([^\s{_OPENING}]+))")

Sort = Literal["word", "phrase", "prefix"]


@dataclass(frozen=True)
class Term:
    """Something that is looked for.

    Args:
        forms: its words in lower case; one, but for a phrase.
        stems: their stems.
        is_excluded: what has it is left out.
        is_minor: a word of the grammar, which need not be there.
    """

    sort: Sort
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    is_excluded: bool = False
    is_minor: bool = False


@dataclass(frozen=True)
class Query:
    """All that is looked for, in a language."""

    language: str
    terms: tuple[Term, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.is_excluded)

    def __bool__(self) -> bool:
        return bool(self.wanted)


def read_query(typed: str, language: str) -> Query:
    """Take apart what was typed."""
    terms: list[Term] = []
    for minus, phrase, word in _CHUNK.findall(composed(typed)[:LONGEST_LETTERS]):
        terms += _terms(phrase, word, language, is_excluded=bool(minus))
    terms = list(dict.fromkeys(terms))[:MOST_TERMS]
    if all(term.is_minor or term.is_excluded for term in terms):
        terms = [Term(term.sort, term.forms, term.stems, term.is_excluded) for term in terms]
    return Query(language, tuple(terms))


def _terms(phrase: str, word: str, language: str, *, is_excluded: bool) -> list[Term]:
    found = [each.form for each in forms(phrase or word, language)]
    if not found:
        return []
    if word.endswith("*") and len(found[-1]) >= SHORTEST_PREFIX_LETTERS:
        last = Term("prefix", (found[-1],), (found[-1],), is_excluded)
        return [*(_word(form, language, is_excluded) for form in found[:-1]), last]
    # What is written in one (ex-mayor, 東京) belongs together, too.
    if len(found) > 1:
        stems = tuple(stem(form, language) for form in found)
        return [Term("phrase", tuple(found), stems, is_excluded)]
    return [_word(found[0], language, is_excluded)]


def _word(form: str, language: str, is_excluded: bool) -> Term:
    is_minor = not is_excluded and is_stop_word(form, language)
    return Term("word", (form,), (stem(form, language),), is_excluded, is_minor)

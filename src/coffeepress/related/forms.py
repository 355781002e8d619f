"""The words of a text as readers type them into a search, by the text's language: where each stands, and its stem.

Unlike `words`, which compares texts, this keeps every word with its place, so that phrases can be found and matches
shown; and it looks harder for stems, for a reader who types one form of a word means the others. Where the search
library has a stemmer it is used; for other languages (Ukrainian, Polish, Czech …) a dictionary (simplemma). Scripts
that set no spaces are taken a character at a time.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import simplemma
import tantivy

from coffeepress.related.words import STEMMED, UNSPACED, words

LONGEST_LETTERS = 40
"""A longer run of letters is no word."""

REMEMBERED = 100_000
_APOSTROPHES = "'’ʼ"
_WITHOUT_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)


@dataclass(frozen=True)
class Word:
    """A word in a text: the characters from `start` to `end`, and how it is compared: in lower case."""

    start: int
    end: int
    form: str


def forms(text: str, language: str) -> Iterator[Word]:
    """The words of a text (in Unicode's composed form), in its order."""
    for match in word_pattern(language).finditer(text):
        form = match[0].translate(_WITHOUT_APOSTROPHES).lower()
        if len(form) <= LONGEST_LETTERS:
            yield Word(match.start(), match.end(), form)


def surfaces(text: str, language: str) -> set[str]:
    """The different words of a text as they are written in it: much quicker than where each of them stands."""
    return set(word_pattern(language).findall(text))


@lru_cache(maxsize=REMEMBERED)
def form_and_stem(surface: str, language: str) -> tuple[str, str]:
    """How a word that is written so is compared, and its stem."""
    form = surface.translate(_WITHOUT_APOSTROPHES).lower()
    return form, stem(form, language) if len(form) <= LONGEST_LETTERS else ""


def is_spaced(language: str) -> bool:
    """Whether the language's script sets spaces between words."""
    return _base(language) not in UNSPACED


def word_pattern(language: str) -> re.Pattern[str]:
    """What a word looks like in a language."""
    return _words(_base(language))


@lru_cache(maxsize=REMEMBERED)
def stem(form: str, language: str) -> str:
    """What all forms of a word have in common."""
    base = _base(language)
    if base in UNSPACED:
        return form
    if base in STEMMED:
        return (_stemmer(base).analyze(form) or [form])[0]
    if not _has_dictionary(base):
        return form
    # The dictionary knows names by their capital letter, and a search is typed without; a word that is no name is
    # found by its small letters then.
    return _lemma(form.capitalize(), base)


@lru_cache(maxsize=REMEMBERED)
def is_stop_word(form: str, language: str) -> bool:
    """Whether a word belongs to the grammar and tells nothing by itself."""
    return not words(form, language)


def _lemma(form: str, language: str) -> str:
    return simplemma.lemmatize(form, lang=language).lower().replace(" ", "")


def composed(text: str) -> str:
    """A text in Unicode's composed form, in which words are looked for."""
    return unicodedata.normalize("NFC", text)


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


@cache
def _stemmer(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer(STEMMED[language])).build()


@cache
def _has_dictionary(language: str) -> bool:
    try:
        simplemma.lemmatize("a", lang=language)
    except ValueError:
        return False
    return True


@cache
def _words(language: str) -> re.Pattern[str]:
    letter = rf"(?:[^\W_]|[{_marks()}])"
    if language in UNSPACED:
        return re.compile(rf"[^\W_][{_marks()}]*")
    if language in STEMMED:
        return re.compile(rf"{letter}+")
    # What is written with an apostrophe inside (п’ять) is one word there.
    return re.compile(rf"{letter}+(?:[{_APOSTROPHES}]{letter}+)*")


@cache
def _marks() -> str:
    """Signs that are written on or around letters, as a part of a character class: `\\w` lacks them."""
    ranges: list[list[int]] = []
    for code in range(min(0x12000, sys.maxunicode)):
        if unicodedata.category(chr(code)).startswith("M"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)

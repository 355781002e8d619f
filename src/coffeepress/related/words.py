"""The words of a text, by its language: what articles are compared by.

Where the search library has a stemmer for the language, words are brought to their stems. Elsewhere (Ukrainian,
Polish …) a word's first letters stand for it, for what such languages change is its end. Scripts that set no spaces are
taken two characters at a time. Stop words are left out where the library knows them, which matters to an outlet of a
dozen articles; in a larger one its own articles say how telling a word is.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import tantivy

STEMMED = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
WITH_STOP_WORDS = frozenset(
    {"da", "de", "en", "es", "fi", "fr", "hu", "it", "nb", "nl", "no", "pt", "ru", "sv"}
)
UNSPACED = frozenset({"ja", "km", "lo", "my", "th", "zh"})

FIRST_LETTERS = 6
LONGEST_BYTES = 80
"""A longer run of letters is no word."""

_WORD = r"[\p{L}\p{M}\p{N}]+"
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def words(text: str, language: str) -> list[str]:
    """A text's words, in its order, as they are indexed.

    Args:
        language: a language's code, such as `en`, `uk`, `pt-br`.
    """
    return _reader(language.partition("-")[0].lower())(unicodedata.normalize("NFC", text))


@cache
def _reader(language: str) -> Callable[[str], list[str]]:
    if language in UNSPACED:
        # Runs of letters first, so that no pair reaches across a mark or a space.
        runs, pairs = _analyzer(), tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2)).build()
        return lambda text: [pair for run in runs.analyze(text) for pair in pairs.analyze(run)]
    if language in STEMMED:
        name = STEMMED[language]
        stop_words = [tantivy.Filter.stopword(name)] if language in WITH_STOP_WORDS else []
        return _analyzer(*stop_words, tantivy.Filter.stemmer(name)).analyze
    analyzer = _analyzer()
    # What is written with an apostrophe inside (п’ять) is one word there.
    return lambda text: [word[:FIRST_LETTERS] for word in analyzer.analyze(_APOSTROPHE.sub("", text))]


def _analyzer(*filters: tantivy.Filter) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_WORD))
    for each in (tantivy.Filter.remove_long(LONGEST_BYTES), tantivy.Filter.lowercase(), *filters):
        builder = builder.filter(each)
    return builder.build()

"""The words of a text, by its language: what articles are compared by.

Where the search library has a stemmer for the language, words are brought to their stems. Elsewhere (Ukrainian,
Polish …) a word's first letters stand for it, for what such languages change is its end. Scripts that set no spaces are
taken two characters at a time. Stop words are left out where they are known, which matters to an outlet of a dozen
articles; in a larger one its own articles say how telling a word is.
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

STOP_WORDS = {
    "uk": (  # noqa: SIM905  (so many literals read worse)
        "а або адже але аж без би був бути була було були в вже ви від він вона вони воно все всі га де для"
        " до є же з за зі її їм їх його й каже коли лише майже ми між мене мені може на навіть над нам нас не"
        " ні ним них ну о об один ось от при про під після по поки потім раз разом сам саме свої своє своєї"
        " свого своїх собі так така таке такий також там те ти тим тих то тобто тоді того той тому треба тут"
        " та у усе усі хоча хто це цей цього ці цієї цих ця чи чим чого ще що щоб як яка яке який які яких"
        " якщо якого якій"
    ).split()
}
"""Where the library has none: words of the grammar, which an archive of a dozen articles cannot tell from others."""

FIRST_LETTERS = 5
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
    analyzer = _analyzer(tantivy.Filter.custom_stopword(STOP_WORDS.get(language, [])))
    # What is written with an apostrophe inside (п’ять) is one word there.
    return lambda text: [word[:FIRST_LETTERS] for word in analyzer.analyze(_APOSTROPHE.sub("", text))]


def _analyzer(*filters: tantivy.Filter) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_WORD))
    for each in (tantivy.Filter.remove_long(LONGEST_BYTES), tantivy.Filter.lowercase(), *filters):
        builder = builder.filter(each)
    return builder.build()

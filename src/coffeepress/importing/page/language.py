"""Which language a text is written in, by its commonest words.

Owns a guess good enough to fill in a form's field; a page that names its language is believed instead.
"""

from __future__ import annotations

from collections import Counter

from coffeepress.importing.page.saved import words

COMMON = {
    "en": "the of and to in that is was for it with as on be by this are from have",
    "uk": "і в на та що не до з у як за це про від але його які був також після ще",
    "ru": "и в на не что с как это по из но его для от было также после еще который",
    "cs": "a se na v je že s z do to o ale jako po které jsou byl podle také",
    "sk": "a sa na v je že s z do to o ale ako po ktoré sú bol podľa aj",
    "pl": "i w na się z że do nie to jest o ale jak po które są był przez także",
    "de": "der die und in den von zu das mit sich des auf für ist im nicht ein eine als",
    "fr": "le la les de des et en un une du que pour dans qui est sur pas au par",
    "es": "el la los las de que y en un una por con para se del no es su lo",
    "it": "il la di che e in un una per con del non è della sono da si le i",
    "pt": "o a os as de que e em um uma do da para com não no na se por",
    "nl": "de het een van en in is dat op te voor met zijn die niet aan er om",
    "sv": "och att det i som en på är av för med den till inte har ett om de",
    "ro": "și de în la a cu pe nu să o din care un este pentru mai ce sau",
    "bg": "и на в за да се от не с по е че са това като ще беше след",
    "tr": "ve bir bu da de için ile olarak çok daha ne olan gibi kadar sonra en",
}  # fmt: skip
SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u4e00", "\u9fff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
)


def guess_language(text: str) -> str:
    """Return the two-letter code of the language, or an empty string when nothing speaks clearly."""
    sample = text[:20_000]
    letters = sum(1 for ch in sample if ch.isalpha())
    for code, first, last in SCRIPTS:
        if letters and sum(1 for ch in sample if first <= ch <= last) > letters * (
            0.1 if code == "ja" else 0.4
        ):
            return code
    counts = Counter(words(sample))
    scores = {code: sum(counts[word] for word in common.split()) for code, common in COMMON.items()}
    # Letters that only one of two close languages has decide between them.
    if scores["uk"] or scores["ru"]:
        scores["uk"] += sum(sample.count(ch) for ch in "іїєґ")
        scores["ru"] += sum(sample.count(ch) for ch in "ыэъё")
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= max(3, sum(counts.values()) * 0.04) else ""

"""What a site puts around its articles, told by what it says: in many languages, without naming any site.

Owns the patterns; the words themselves are in `words/`, one file a kind, so that a language is added
without code. Every function takes one line of text and answers what kind of furniture it reads like.
Weighing that against where the line stands is `lines`' work: a word here is a sign, never a verdict.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coffeepress.importing.page.saved import words
from coffeepress.importing.page.wordlists import any_of, plain_words

REMEMBERED = 65_536
LONGEST_APPEAL = {1: 30, 2: 75}
SENTENCE = re.compile(r"\w[.!]$")


NETWORKS = plain_words("networks")
SHARING = plain_words("sharing")
SHARE_VERB = re.compile(any_of("share-verbs"), re.I)
SHARE_CJK = re.compile("シェア|ツイート|分享|共有|공유하기|แชร์|转发|微博|書籤|书签")
RELATED = re.compile(rf"^\W*{any_of('related')}\W*$", re.I)
RELATED_LINE = re.compile(rf"^\W*{any_of('related-line')}\s*[:：|–—»>]\s*\S", re.I)
COMMENTS = re.compile(rf"^\W*{any_of('comments')}\W*$", re.I)
APPEAL = re.compile(any_of("appeal"), re.I)
LEGAL = re.compile(any_of("legal"), re.I)
ADVERT = re.compile(rf"^\W*{any_of('advert')}\W*$", re.I)
DATE_WORDS = any_of("dates")
DATE_WORD = re.compile(rf"^(?:{DATE_WORDS}|\d+(?:{DATE_WORDS})?|\d+h\d+)$", re.I)
ADDRESS = re.compile(r"^\W*(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?:/\S*)?\W*$", re.I)
MARKUP = re.compile(
    r"<(?:img|p|div|iframe|a|link|script|span|style|noscript|video|object|embed|ins)\b[^>]{0,2000}[=/]", re.I
)


@lru_cache(maxsize=REMEMBERED)
def is_sharing(line: str) -> bool:
    """Share buttons: nothing but the networks' names and the words around them."""
    if len(line) < 14 and SHARE_CJK.search(line):
        return True
    found = words(line) if len(line) < 200 else []
    if not 0 < len(found) <= 14:
        return False
    known = sum(1 for word in found if word in NETWORKS or word in SHARING or word.isdigit())
    named = any(word in NETWORKS for word in found)
    return known >= len(found) - (1 if len(found) > 3 else 0) and (
        named or bool(SHARE_VERB.match(line.strip()))
    )


@lru_cache(maxsize=REMEMBERED)
def is_related(line: str) -> bool:
    """The head of a list of other articles; a sentence with its full stop is none."""
    return len(line) < 90 and not SENTENCE.search(line) and bool(RELATED.match(line.strip()))


@lru_cache(maxsize=REMEMBERED)
def is_related_line(line: str) -> bool:
    """A line that is itself a pointer to another article: "Read also: …"."""
    return len(line) < 220 and bool(RELATED_LINE.match(line.strip()))


@lru_cache(maxsize=REMEMBERED)
def is_comments(line: str) -> bool:
    """The head of readers' comments, or a plea to write one."""
    return len(line) < 140 and bool(COMMENTS.match(line.strip()))


@lru_cache(maxsize=REMEMBERED)
def appeals(line: str) -> int:
    """How many signs of an appeal (subscribe, support, allow advertising, accept cookies) the line holds."""
    return sum(1 for _ in APPEAL.finditer(line)) if len(line) < 1000 else 0


def is_appeal(line: str) -> bool:
    """An appeal: one sign in a short line, two in a longer one; a long paragraph only tells of appeals."""
    signs = appeals(line)
    return signs > 0 and len(words(line)) <= LONGEST_APPEAL.get(signs, 120)


@lru_cache(maxsize=REMEMBERED)
def is_legal(line: str) -> bool:
    """Copyright and terms."""
    return len(line) < 900 and bool(LEGAL.search(line))


@lru_cache(maxsize=REMEMBERED)
def is_advert(line: str) -> bool:
    """A label of advertising or of the page's controls, alone on its line."""
    return len(line) < 60 and bool(ADVERT.match(line.strip()))


@lru_cache(maxsize=REMEMBERED)
def is_date(line: str) -> bool:
    """Nothing but a date or a time."""
    if not 3 < len(line) < 120 or not any(letter.isdigit() for letter in line):
        return False
    found = words(line)
    return len(found) <= 14 and all(DATE_WORD.match(word) for word in found)


@lru_cache(maxsize=REMEMBERED)
def is_dated(line: str) -> bool:
    """Mostly dates and the words around them: "The Paper | 04.05.2015 at 13h36 • Updated 05.05.2015"."""
    if len(line) > 300 or not any(letter.isdigit() for letter in line):
        return False
    found = words(line)
    return sum(1 for word in found if DATE_WORD.match(word)) >= 0.5 * len(found)


def is_address(line: str) -> bool:
    """A bare web address."""
    return len(line) < 200 and " " not in line.strip() and bool(ADDRESS.match(line.strip()))


def is_markup(line: str) -> bool:
    """Markup shown as text: what a copy with scripts off holds of a page's fallbacks."""
    return line.startswith("<") and bool(MARKUP.match(line))


@lru_cache(maxsize=REMEMBERED)
def is_furniture(line: str) -> bool:
    """Any of the kinds that never belong to an article's text."""
    return (
        is_markup(line) or is_sharing(line) or is_related(line) or is_comments(line) or is_appeal(line)
        or is_legal(line) or is_advert(line) or is_address(line)
    )  # fmt: skip

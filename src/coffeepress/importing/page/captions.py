"""Captions of pictures: telling them from prose, and parting the caption from the credit.

Owns the words that name a picture's maker. Refuses long paragraphs: a caption is short.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coffeepress.importing.page.saved import words
from coffeepress.importing.page.wordlists import any_of

LONGEST_WORDS = 90
LONGEST_LETTERS = 900

MAKER = any_of("picture-makers")
AGENCY = any_of("picture-agencies")
BRACKETED = re.compile(
    rf"[(\[]\s*({MAKER}\s*[:：/]\s*[^()\[\]]{{1,120}}|{MAKER} (?:by|courtesy of|von|de) [^()\[\]]{{1,100}})"
    r"[)\]]\.?\s*$",
    re.I,
)
BRACKETED_AGENCY = re.compile(rf"[(\[]([^()\[\]]{{0,80}}\b(?:{AGENCY})\b[^()\[\]]{{0,50}})[)\]]\.?\s*$", re.I)
BARRED = re.compile(rf"\s*[|•·/—–-]\s*((?:{MAKER})\s*[:：]\s*.{{1,100}})$", re.I)
TRAILING = re.compile(
    rf"(?:^|(?<=[.!?»”\"’)\w])\s+)(?=(?-i:[^a-zа-яіїєґ]))((?:{MAKER})\s*[:：©]\s*\S.{{0,100}})$", re.I
)
LEADING_CREDIT = re.compile(rf"^\W*((?:{MAKER})\s*[:：©]\s*\S.{{0,100}})$", re.I)
LABEL = re.compile(
    r"^\W*(?:(?:media|image|photo|picture|video) caption|bildunterschrift|légende|підпис(?: до фото)?"
    r"|caption)\b\s*[:：]?\s*",
    re.I,
)
TRAILING_AGENCY = re.compile(
    rf"\s+((?:[\w.'’-]+ ){{0,3}}[\w.'’-]*\s?/\s?(?:{AGENCY})\b.{{0,40}}|(?:©|\(c\)) ?.{{2,80}})$", re.I
)
WHOLE_BRACKETS = re.compile(rf"^\s*[(\[]\s*(?:{MAKER})\b.{{0,400}}[)\]]\.?\s*$", re.I | re.S)
INITIAL = re.compile(r"(?:^|[\s.])\w\.$")
KEY = re.compile(rf"^(?:{MAKER})\s*[:：©]?\s*", re.I)


@lru_cache(maxsize=65_536)
def is_caption(text: str) -> bool:
    """The line reads like a picture's caption or credit."""
    if len(text) > LONGEST_LETTERS:
        return False
    length = len(words(text))
    if not 0 < length <= LONGEST_WORDS:
        return False
    if WHOLE_BRACKETS.match(text) or LABEL.match(text):
        return True
    if BRACKETED.search(text) or BRACKETED_AGENCY.search(text) or BARRED.search(text):
        return True
    if LEADING_CREDIT.match(text):
        return length <= 14
    if TRAILING.search(text):
        return length <= 70
    return bool(TRAILING_AGENCY.search(text)) and length <= 60


def split_credit(text: str) -> tuple[str, str]:
    """Part a caption from its credit.

    Returns:
        (caption, credit): the credit keeps its own words without the label ("Photo: A. N." gives "A. N.").
    """
    text = " ".join(text.split())
    text = LABEL.sub("", text)
    whole = WHOLE_BRACKETS.match(text)
    if whole:
        return _inside(text.strip(" .").strip("()[] "))
    for pattern in (BRACKETED, BRACKETED_AGENCY, BARRED, LEADING_CREDIT, TRAILING, TRAILING_AGENCY):
        found = pattern.search(text)
        if found:
            return text[: found.start()].strip(" |•·"), _unlabelled(found.group(1))
    return text, ""


def same_words(left: str, right: str) -> bool:
    """The two say the same, or one begins as the other goes on: an alternative text and a caption."""
    one, other = words(left), words(right)
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return long[: len(short)] == short and len(short) >= min(3, len(long))


def _inside(text: str) -> tuple[str, str]:
    """A bracket that says "Image: what is on it. Photo: who made it"."""
    rest = KEY.sub("", text).strip()
    found = TRAILING.search(rest)
    if found and found.start() > 0:
        return rest[: found.start()].strip(), _unlabelled(found.group(1))
    # "Image: A. N." names a maker; a sentence there is the caption.
    return (rest, "") if len(words(rest)) > 7 else ("", rest)


def _unlabelled(credit: str) -> str:
    stripped = KEY.sub("", credit.strip()).strip(" :|")
    # The full stop of a sentence goes, that of an initial stays.
    stripped = stripped if INITIAL.search(stripped) else stripped.rstrip(".")
    return stripped or credit.strip()

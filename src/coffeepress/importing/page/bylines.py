"""Bylines: who wrote, edited, translated, photographed; told by the words before the name.

Owns the words of roles. Refuses what is not a name: a sentence, an address, a date.
"""

from __future__ import annotations

import re

from coffeepress.importing.page import furniture
from coffeepress.importing.page.saved import Byline, words
from coffeepress.importing.page.wordlists import any_of, plain_words

ROLES = ("editor", "translator", "photographer", "author")
LABELLED = tuple(
    (role, re.compile(rf"^\W*{any_of(f'{role}-labels')}\s*[:：]\s*(?P<names>\S.*)$", re.I)) for role in ROLES
)
# Without a colon only words that begin nothing else.
SPOKEN = tuple(
    (role, re.compile(rf"^\W*{any_of(f'{role}-openings')}\s+(?P<names>[^\W\d_].*)$", re.I)) for role in ROLES
)
DATE_TAIL = re.compile(
    rf"\s*(?:[|•·,–—-]|\bon\b|\bat\b|\bpublished\b|\bupdated\b)?\s*(?:\b{furniture.DATE_WORDS}\b\.?,?\s*)*\b\d{{1,4}}\b.*$",
    re.I,
)
CUT = re.compile(
    r"\s*(?:[|•·(]|\s[–—-]\s|,?\s+(?:for|в|для|special to)\s|\bfollow\b|@|https?:|\bupdated\b|\bpublished\b"
    r"|\bpolitical\b|\bstaff\b).*$",
    re.I,
)
BARS = re.compile(r"\s*[|•·]\s*")
BETWEEN = re.compile(r"\s*(?:[,;&]|\s(?:and|und|et|y|e|i|та|і|й|и|a|en|och|og|ja)\s)\s*", re.I)
PARTICLES = plain_words("name-particles")
NOT_NAMES = plain_words("not-names")


def read_byline(line: str) -> tuple[Byline, ...]:
    """The bylines that a line is, or nothing when it is not one.

    "Edited by: A. N. Ivanenko" gives an editor; "By Jane Doe and John Roe, 3 May 2024" two authors.
    """
    text = " ".join(line.split())
    if not text or len(text) > 200:
        return ()
    for part in BARS.split(text):
        found = _read_part(part)
        if found:
            return found
    return ()


def _read_part(text: str) -> tuple[Byline, ...]:
    for table in (LABELLED, SPOKEN):
        for role, pattern in table:
            found = pattern.match(text)
            if found:
                return tuple(Byline(role, name) for name in names(found.group("names")))
    return ()


def names(text: str) -> list[str]:
    """Split a list of persons; what does not look like a name is left out."""
    text = CUT.sub("", DATE_TAIL.sub("", " ".join(text.split())))
    found = []
    for part in BETWEEN.split(text):
        name = part.strip(" .,:;-–—'\"") if len(part) > 4 else part.strip(" ,:;-–—'\"")
        if is_name(name):
            found.append(
                _cased(name + ("." if part.strip().endswith(".") and re.search(r"\b\w$", name) else ""))
            )
    return found


def is_name(text: str) -> bool:
    """One to five words, each beginning with a capital (or a particle), no digits, no sentence."""
    parts = text.split()
    if not 1 <= len(parts) <= 5 or len(text) > 60 or any(ch.isdigit() for ch in text):
        return False
    found = words(text)
    if not found or any(word in NOT_NAMES for word in found) or "/" in text or "@" in text:
        return False
    if len(parts) == 1 and text.isupper() and "." not in text:
        return False
    capitals = [part for part in parts if part.lower() not in PARTICLES]
    return bool(capitals) and all(not part[0].islower() and part[0].isalpha() for part in capitals)


def name_before_date(line: str) -> str:
    """The name in a line that is a name and a date ("Jane Doe - Apr 16, 2015 8:02 pm"), or nothing."""
    text = DATE_TAIL.sub("", " ".join(line.split())).strip(" ,|•·–—-")
    return text if text != line and looks_like_name(text) else ""


def looks_like_name(line: str) -> bool:
    """A line that is a person's name and nothing else: two to four words."""
    text = " ".join(line.split())
    if any(word in furniture.SHARING or word in furniture.NETWORKS for word in words(text)):
        return False
    return (
        2 <= len(text.split()) <= 4
        and is_name(text)
        and not re.search(r"[.!?]$|[:：]", text)
        and not furniture.is_furniture(text)
    )


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 4 and len(name.split()) > 1 else name

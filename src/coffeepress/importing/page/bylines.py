"""Bylines: who wrote, edited, translated, photographed; told by the words before the name.

Owns the words of roles. Refuses what is not a name: a sentence, an address, a date.
"""

from __future__ import annotations

import re

from coffeepress.importing.page import furniture
from coffeepress.importing.page.saved import Byline, words

ROLES: tuple[tuple[str, str], ...] = (
    ("editor", r"edited by|editors?|editing|editing by|редактор(?:ка|и)?|редагувал[аи]?|відредагував|za redakci|editado por|edición|édité par|redaktion|redaktor(?:ka)?|redigoval[a]?|editor(?:a)?|redigiert von|a cura di|redakcja|edición de|отредактировал[а]?"),
    ("translator", r"translated by|translations?(?: by)?|translator|переклад(?:ач|ала|ав|али)?|переклав|переклала|перевод(?:чик)?|перев[её]л[аи]?|přeložil[a]?|překlad|traducido por|traducción(?: de)?|traduit (?:de .{1,20} )?par|traduction|übersetzt von|übersetzung|aus dem .{3,20} von|tradotto da|traduzione di|traduzido por|tłumaczenie|tłumaczył[a]?|vertaald door|översatt av"),
    ("photographer", r"photographs?(?: by)|photos? by|photography(?: by)?|pictures by|photographer|фотограф(?:ка)?|фотографії|світлини|fotografías de|fotos? de|fotos von|photographies de|zdjęcia"),
    ("author", r"by|written by|words by|story by|authors?|text by|reported by|reporting by|автор(?:ка|и|ы|ство)?|автор(?:ка)? статті|текст|написал[аи]?|написав|підготува(?:в|ла|ли)|por|par|von|ein (?:artikel|beitrag|kommentar|gastbeitrag) von|autor(?:en|in|a|es|zy|ka|i|s)?|auteurs?|texte|text|testo|di|da|door|av|af|od|tekst|kirjoittaja|escrito por|écrit par|geschrieben von|scritto da|przez"),
)
LABELLED = tuple((role, re.compile(rf"^\W*(?:{pattern})\s*[:：]\s*(?P<names>\S.*)$", re.I)) for role, pattern in ROLES)
# Without a colon only words that cannot begin a title of anything else.
SPOKEN = (
    ("editor", re.compile(r"^\W*(?:edited by|редагувал[аи]?|відредагував|redigiert von|édité par|editado por)\s+(?P<names>\S.*)$", re.I)),
    ("translator", re.compile(r"^\W*(?:translated (?:from .{1,25} )?by|переклав|переклала|перев[её]л[аи]?|přeložil[a]?|traducido por|traduit (?:de .{1,20} )?par|übersetzt von|tradotto da|traduzido por|vertaald door)\s+(?P<names>\S.*)$", re.I)),
    ("photographer", re.compile(r"^\W*(?:photographs by|photography by|photos by|pictures by)\s+(?P<names>\S.*)$", re.I)),
    ("author", re.compile(r"^\W*(?:by|written by|words by|por|par|von|door|di|автор(?:ка)?)\s+(?P<names>[^\W\d_].*)$", re.I)),
)
DATE_TAIL = re.compile(
    rf"\s*(?:[|•·,–—-]|\bon\b|\bat\b|\bpublished\b|\bupdated\b)?\s*(?:(?:{furniture.DATE_WORDS})\b\.?,?\s*)*\d{{1,4}}\b.*$", re.I)
CUT = re.compile(r"\s*(?:[|•·(]|\s[–—-]\s|,?\s+(?:for|в|для|special to)\s|\bfollow\b|@|https?:|\bupdated\b|\bpublished\b|\bpolitical\b|\bstaff\b).*$", re.I)
BARS = re.compile(r"\s*[|•·]\s*")
BETWEEN = re.compile(r"\s*(?:[,;&]|\s(?:and|und|et|y|e|i|та|і|й|и|a|en|och|og|ja)\s)\s*", re.I)
PARTICLES = frozenset("de von van der den la le du di da dos das del el al bin ibn ter y e af zu st mc о".split())
NOT_NAMES = frozenset("admin administrator username user editorial staff editor team redaction webmaster guest anonymous unknown author none null undefined".split())


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
            found.append(_cased(name + ("." if part.strip().endswith(".") and re.search(r"\b\w$", name) else "")))
    return found


def is_name(text: str) -> bool:
    """One to five words, each beginning with a capital (or a particle), no digits, no sentence."""
    parts = text.split()
    if not 1 <= len(parts) <= 5 or len(text) > 60 or any(ch.isdigit() for ch in text):
        return False
    found = words(text)
    if not found or any(word in NOT_NAMES for word in found) or "/" in text or "@" in text:
        return False
    capitals = [part for part in parts if part.lower() not in PARTICLES]
    return bool(capitals) and all(not part[0].islower() and part[0].isalpha() for part in capitals)


def looks_like_name(line: str) -> bool:
    """A line that is a person's name and nothing else: two to four words."""
    text = " ".join(line.split())
    return 2 <= len(text.split()) <= 4 and is_name(text) and not re.search(r"[.!?:]$", text) and not furniture.is_furniture(text)


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 4 and len(name.split()) > 1 else name

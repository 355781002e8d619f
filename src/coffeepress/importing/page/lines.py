"""Which of a page's lines are the article: the run of lines with the greatest sum of weights.

Owns the weights. A page, saved or copied, is a sequence of pieces; each gets a weight from what it says,
how it is written and what stands beside it; the article is the contiguous run whose weights add up to most
(so a picture's caption or a subhead inside does not end it, and a menu before it does not begin it); then
furniture inside the run is dropped. The idea is that of Kohlschütter, Fankhauser, Nejdl, "Boilerplate
Detection using Shallow Text Features" (WSDM 2010), with the maximum subsequence of Pasternack and Roth,
"Extracting Article Text from the Web with Maximum Subsequence Segmentation" (WWW 2009).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from coffeepress.importing.page import furniture
from coffeepress.importing.page.captions import is_caption, same_words, split_credit
from coffeepress.importing.page.saved import UnreadablePage, words
from coffeepress.importing.page.wordlists import plain_words

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
CJK_SPLIT = re.compile(rf"{CJK.pattern}|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")
SENTENCE_END = re.compile(r"[.!?…。！？؟।۔။።](?:[\"'”’»“)\]›]|\[\d+\])*\s*$")
OPEN_END = re.compile(r"[:;,：，–—-]\s*[\"'”’»)]*\s*$")
SEPARATORS = re.compile(r"\s[|•·▪►›»/]\s|[▪►]")

CODE_SIGNS = re.compile(r"[{}()\[\];=<>\\|&$#*_+@^~`]")
CODE_END = re.compile(r"(?:[{}]|\);|=>|=)\s*$")

SENTENCE_UNITS = 10
FULL_UNITS = 80
BOXED = 1.5
MOST_PIECES = 20_000
MOST_LETTERS = 2_000_000
REPORTED_UNITS = 14
MOST_POINTERS = 5
BODY_UNITS = 120


@dataclass
class Piece:
    """One line of copied text, or one block of a saved page.

    `kind` is paragraph, heading, item, caption, quote, row, pre or picture. `voted` is what another extractor
    thought of it (None: nobody asked). `apart` says that blank lines stand around it. `linked` is the share
    of its letters inside links. `blame` grows with markup that names itself furniture.
    """

    text: str
    html: str = ""
    kind: str = "paragraph"
    level: int = 2
    group: int = 0
    ordered: bool = False
    linked: float = 0.0
    voted: bool | None = None
    apart: bool = False
    blame: float = 0.0
    comment: bool = False
    opening: bool = False
    picture: tuple[str, str] = ("", "")
    units: float = field(default=0.0)
    sentence: bool = field(default=False)

    def __post_init__(self) -> None:
        self.units = units(self.text)
        self.sentence = (
            self.units >= SENTENCE_UNITS
            and (bool(SENTENCE_END.search(self.text)) or self.units >= 30)
            and not self.nav
        )

    @property
    def nav(self) -> bool:
        """Words between bars or bullets: a menu on one line."""
        bars = len(SEPARATORS.findall(self.text))
        return bars >= 2 and bars * 6 > self.units


def without_alternatives(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out a picture's alternative text that was copied beside the caption which says the same."""
    left_out: set[int] = set()
    for index, piece in enumerate(pieces):
        caption = split_credit(piece.text)[0] if is_caption(piece.text) else ""
        if not caption:
            continue
        for beside in (index - 2, index - 1, index + 1):
            if 0 <= beside < len(pieces) and pieces[beside].units >= 3 and beside not in left_out:
                other = pieces[beside].text
                if not is_caption(other) and same_words(other, caption):
                    left_out.add(beside)
    return [piece for index, piece in enumerate(pieces) if index not in left_out]


def refuse_too_much(pieces: Sequence[Piece], name: str) -> None:
    """Refuse what is longer than any article, before work is spent on each line.

    Raises:
        UnreadablePage: more than `MOST_PIECES` lines or `MOST_LETTERS` letters.
    """
    if len(pieces) > MOST_PIECES or sum(len(piece.text) for piece in pieces) > MOST_LETTERS:
        raise UnreadablePage(f"{name} holds more text than any article: it is not read.")


def units(text: str) -> float:
    """The length of a text in words; scripts without blanks count two letters as one."""
    return max(len(words(text)), len(CJK.findall(text)) / 2)


def tokens(text: str) -> list[str]:
    """The words of a text; in scripts without blanks each letter is one."""
    return [
        token for word in words(text) for token in (CJK_SPLIT.findall(word) if CJK.search(word) else (word,))
    ]


def is_code(text: str) -> bool:
    """A line of a program: one letter in nine is a sign that prose hardly uses, or its end."""
    signs = len(CODE_SIGNS.findall(text))
    return len(text) < 200 and (signs >= max(2, len(text) / 9) or bool(CODE_END.search(text)))


def ends_sentence(text: str) -> bool:
    """The text ends as a sentence does."""
    return bool(SENTENCE_END.search(text))


def weigh(pieces: Sequence[Piece]) -> list[float]:
    """The weight of each piece: above zero speaks for the article, below against it."""
    counts = Counter(piece.text for piece in pieces)
    weights: list[float] = []
    pointing = False
    inset = _inset(pieces)
    for index, piece in enumerate(pieces):
        if piece.blame >= BOXED and not piece.voted:
            # A box set into the article: left out by itself, it neither ends the article nor speaks for it.
            weights.append(-0.15)
            continue
        if is_code(piece.text) and not piece.sentence:
            weights.append(0.1 if piece.voted else -0.1)
            continue
        if index in inset:
            weights.append(-1.0 if furniture.is_related(piece.text) else -0.3)
            continue
        weight = _own_weight(piece)
        if weight > 0 and counts[piece.text] > 1 and piece.units < 40:
            weight = -2.0
        pointing = pointing or (furniture.is_related(piece.text) and not piece.sentence)
        if weight > 1 and _alone(pieces, index):
            weight *= 0.12 if pointing else 0.35
        elif weight > 1:
            pointing = False
        if -1.1 <= weight < 0 and not pointing and piece.linked < 0.5 and _surrounded(pieces, index):
            weight *= 0.3
        weights.append(min(weight, 0.1) if pointing and not piece.sentence else weight)
    return weights


def span(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return [first, last) of the article's run; (0, 0) when nothing speaks for an article."""
    weights = weigh(pieces)
    end = _comments_start(pieces, weights)
    best = (0.0, 0, 0)
    total, first = 0.0, 0
    for index in range(end):
        if total <= 0:
            total, first = 0.0, index
        total += weights[index]
        if total > best[0]:
            best = (total, first, index + 1)
    return best[1], best[2]


def _own_weight(piece: Piece) -> float:
    text = piece.text
    if piece.kind == "picture":
        return 0.0
    if furniture.is_comments(text):
        return -10.0
    if furniture.is_related(text):
        return -8.0
    if furniture.is_legal(text):
        return -6.0
    if furniture.is_appeal(text):
        return -4.0
    if piece.nav or furniture.is_related_line(text):
        return -2.0
    if (
        furniture.is_sharing(text)
        or furniture.is_advert(text)
        or furniture.is_date(text)
        or furniture.is_address(text)
    ):
        return -1.0
    weight = _prose(piece)
    if weight > 0:
        weight *= max(0.0, 1 - piece.linked * 1.3)
    if piece.voted:
        weight += max(0.4, min(piece.units, 20) / 8) * (1 - piece.linked * 0.5)
    elif piece.voted is False and piece.kind != "caption" and not is_caption(text):
        weight -= min(piece.units, 24 if piece.kind != "heading" else 4) / 8
    return weight - (piece.blame if piece.kind != "caption" else 0)


def _prose(piece: Piece) -> float:
    text = piece.text
    if is_caption(text) or piece.kind == "caption":
        return 0.1
    if piece.kind == "pre":
        return min(piece.units, 40) / 12
    if piece.sentence:
        return min(piece.units, FULL_UNITS) / 8
    if piece.units >= SENTENCE_UNITS:
        return piece.units / 16 if OPEN_END.search(text) else -0.8
    if ends_sentence(text) or OPEN_END.search(text):
        return 0.2
    return -0.7 if piece.apart else -1.0


def _alone(pieces: Sequence[Piece], index: int) -> bool:
    """A sentence with none beside it: a teaser, a notice, one reader's comment."""
    if pieces[index].units > 60:
        return False
    for step in (1, -1):
        seen, at = 0, index + step
        while 0 <= at < len(pieces) and seen < 1:
            other = pieces[at]
            if (other.sentence or (other.voted and other.kind != "heading")) and not furniture.is_furniture(
                other.text
            ):
                return False
            skipped = (
                other.kind == "picture"
                or is_caption(other.text)
                or furniture.is_advert(other.text)
                or other.blame >= BOXED
                or is_code(other.text)
            )
            if not skipped:
                seen += 1
            at += step
    return True


def _inset(pieces: Sequence[Piece]) -> set[int]:
    """Places of short lists of pointers set into the text: prose before, a few titles, and prose goes on."""
    places: set[int] = set()
    for index, piece in enumerate(pieces):
        before = pieces[max(0, index - 4) : index]
        if not furniture.is_related(piece.text) or not any(_plain_sentence(other) for other in before):
            continue
        end = index + 1
        while end < min(len(pieces), index + MOST_POINTERS + 2) and not _plain_sentence(pieces[end]):
            end += 1
        after = [
            other for other in pieces[end : end + 4] if other.kind != "picture" and not is_caption(other.text)
        ]
        goes_on = len(after) > 1 and all(_plain_sentence(other) for other in after[:2])
        if end <= index + MOST_POINTERS + 1 and goes_on:
            places.update(range(index, end))
    return places


def _plain_sentence(piece: Piece) -> bool:
    return piece.sentence and piece.units >= REPORTED_UNITS and not furniture.is_furniture(piece.text)


def _surrounded(pieces: Sequence[Piece], index: int) -> bool:
    """Prose shortly before and after: a subhead or a list in the text, where a menu has none."""
    before, after = pieces[max(0, index - 3) : index], pieces[index + 1 : index + 4]
    return all(
        any(other.sentence and not furniture.is_furniture(other.text) for other in side)
        for side in (before, after)
    )


def _comments_start(pieces: Sequence[Piece], weights: Sequence[float]) -> int:
    """Where readers' comments begin after a body long enough to be one; the end when there are none."""
    body, left = 0.0, sum(piece.units for piece, weight in zip(pieces, weights, strict=True) if weight > 1)
    for index, piece in enumerate(pieces):
        if weights[index] > 1:
            body += piece.units
            left -= piece.units
        if body < BODY_UNITS or not furniture.is_comments(piece.text):
            continue
        following = pieces[index + 1 : index + 60]
        signs = sum(1 for other in following if furniture.is_date(other.text) or _reply(other.text))
        goes_on = any(weights[at] > 3 for at in range(index + 1, min(index + 6, len(weights))))
        if signs >= 2 or (left < body / 2 and not goes_on):
            return index
    return len(pieces)


def _reply(text: str) -> bool:
    found = words(text)
    return len(found) <= 8 and any(word in REPLY_WORDS for word in found)


REPLY_WORDS = plain_words("reply-words")


def _says_so(piece: Piece, before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """A sentence among the article's own that holds one sign of appeals ("donate to") reports it."""
    text = piece.text
    if not piece.sentence or piece.units < REPORTED_UNITS or furniture.appeals(text) != 1:
        return False
    if furniture.is_legal(text) or furniture.is_comments(text):
        return False
    return any(other.sentence for other in before[-2:]) and any(
        other.sentence and not furniture.is_furniture(other.text) for other in after
    )


def drop_inside(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """Leave out furniture inside the run; returns what stays, and left out lines for the editor to see."""
    kept: list[Piece] = []
    dropped: list[str] = []
    seen: set[str] = set()
    pointers = 0
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.kind in ("picture", "row"):
            kept.append(piece)
            continue
        if furniture.is_related(text):
            pointers = 6
        elif pointers and (piece.sentence or piece.kind in ("caption", "quote", "pre") or is_caption(text)):
            pointers = 0
        elif pointers:
            pointers -= 1
            # A subhead under a list of pointers is the article going on: a paragraph stands right after it.
            if not (piece.kind == "heading" and index + 1 < len(pieces) and pieces[index + 1].sentence):
                dropped.append(text)
                continue
            pointers = 0
        key = " ".join(words(text))
        if _says_so(piece, kept, pieces[index + 1 : index + 3]):
            kept.append(piece)
            continue
        if (
            furniture.is_furniture(text)
            or furniture.is_related_line(text)
            or furniture.is_date(text)
            or piece.nav
            or not key
        ):
            if key and piece.units > 3:
                dropped.append(text)
            continue
        if key in seen and piece.units > 3 and not is_code(text):
            continue
        seen.add(key)
        kept.append(piece)
    return kept, dropped

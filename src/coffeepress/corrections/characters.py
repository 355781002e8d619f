"""Characters and words as people see them: what an offset into a text must not part.

An approximation of Unicode's text segmentation (UAX 29) that is enough for bounds of passages: combining marks, emoji
of several code points, flags, and words of scripts that put spaces between them.
"""

import re
from unicodedata import category

UNSPACED = r"\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\U00020000-\U0003ffff"
"""Han, kana, Thai and Lao, whose words no space parts, as the inside of a pattern's brackets."""

LONGEST_WORD = 24
"""What runs on for longer is no word, and is not followed to its end."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_MARKS = ("Mn", "Me", "Mc")
_JOINER = "\u200d"


def is_mark(char: str) -> bool:
    """Whether a character is a combining mark, which belongs to the one before it."""
    return not char.isascii() and category(char) in _MARKS


def is_one(before: str, after: str) -> bool:
    """Whether two characters that follow each other are seen as one, flags aside."""
    return is_mark(after) or _JOINER in (before, after) or "\U0001f3fb" <= after <= "\U0001f3ff"


def is_flag_letter(char: str) -> bool:
    """Whether a character is half of a flag."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def is_spaced_letter(char: str) -> bool:
    """Whether a character is a letter, digit or mark of a script that puts spaces between words; not so if blank."""
    return bool(char) and (char.isalnum() or is_mark(char)) and not _UNSPACED.match(char)


def character_start(text: str, at: int) -> int:
    """The offset, or the start of the character that it lies within."""
    while 0 < at < len(text) and _is_within_character(text, at):
        at -= 1
    return at


def character_end(text: str, at: int) -> int:
    """The offset, or the end of the character that it lies within."""
    while 0 < at < len(text) and _is_within_character(text, at):
        at += 1
    return at


def word_start(text: str, at: int) -> int:
    """The offset, or the start of the word that it lies within."""
    start = at
    while at - start < LONGEST_WORD and _is_within_word(text, start):
        start -= 1
    return start if not _is_within_word(text, start) else at


def word_end(text: str, at: int) -> int:
    """The offset, or the end of the word that it lies within."""
    end = at
    while end - at < LONGEST_WORD and _is_within_word(text, end):
        end += 1
    return end if not _is_within_word(text, end) else at


def _is_within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and is_spaced_letter(text[at - 1]) and is_spaced_letter(text[at])


def _is_within_character(text: str, at: int) -> bool:
    if is_one(text[at - 1], text[at]):
        return True
    if not (is_flag_letter(text[at - 1]) and is_flag_letter(text[at])):
        return False
    first = at - 1
    while first > 0 and is_flag_letter(text[first - 1]):
        first -= 1
    return (at - first) % 2 == 1

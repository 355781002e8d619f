"""The word lists in `words/`: one file a kind of thing, so that a language is added without code.

Owns their form: a line is one regular expression, `#` begins a remark.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The lines of `words/NAME.txt` that are no remarks."""
    source = files(__package__).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in source.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def any_of(name: str) -> str:
    """A pattern that matches any line of the list."""
    return "(?:" + "|".join(word_list(name)) + ")"


def plain_words(name: str) -> frozenset[str]:
    """The list's words, when its lines are words parted by blanks."""
    return frozenset(" ".join(word_list(name)).split())

"""What an import was unsure of, as sentences for the editor that can be translated. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

MOST_LEFT_OUT = 12


@dataclass(frozen=True)
class Doubt:
    """What the import was unsure of: a sentence that can be translated, and the values to put into it."""

    words: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words % self.values


def left_out(lines: Sequence[str]) -> list[Doubt]:
    """The first lines that were taken for the site's furniture."""
    words = _("Left out of the text as the site’s furniture: “%(line)s”.")
    return [Doubt(words, {"line": shorten(line)}) for line in lines[:MOST_LEFT_OUT]]


def shorten(line: str, limit: int = 90) -> str:
    """The beginning of a line, cut between words."""
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"

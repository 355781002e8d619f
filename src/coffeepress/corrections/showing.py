"""Corrections as reader pages show them: loaded for many at once, with what changed in a passage marked.

What readers and editors wrote stays the text it is: templates escape it, and isolate its direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from coffeepress.corrections.differences import Piece, words
from coffeepress.corrections.models import Correction, CorrectionVersion

ALIKE = 0.4
"""Of two wordings that share less than this part of their text, nothing is marked: all of it would be."""


@dataclass(frozen=True)
class Wording:
    """What a correction says, or said before it was amended.

    Args:
        label: "Correction" or "Clarification".
        said, says: the passage before and now, in pieces; what is marked is only in the one, or only in the other.
        until: when an earlier wording was replaced.
    """

    label: str
    said: tuple[Piece, ...]
    says: tuple[Piece, ...]
    note: str
    credit: str
    until: datetime | None = None


@dataclass(frozen=True)
class About:
    """The article that a correction is about."""

    headline: str
    url: str


@dataclass(frozen=True)
class ShownCorrection:
    """A correction, ready for its template.

    Args:
        anchor: its name in its article's page.
        is_correction: whether it is one of an error; else it makes clear what was right.
        earlier: what it said before it was amended, the newest first.
    """

    anchor: str
    is_correction: bool
    published_at: datetime
    wording: Wording
    amended_at: datetime | None
    earlier: tuple[Wording, ...]
    about: About | None = None


def with_history(corrections: "QuerySet[Correction]") -> "QuerySet[Correction]":
    """The corrections with their earlier wordings, the newest first."""
    versions = CorrectionVersion.objects.order_by("-replaced_at", "-pk")
    return corrections.prefetch_related(Prefetch("versions", versions))


def shown(correction: Correction, about: About | None = None) -> ShownCorrection:
    """The correction, ready for its template. Its earlier wordings were loaded by `with_history`."""
    return ShownCorrection(
        anchor=anchor(correction.pk),
        is_correction=correction.kind == Correction.Kind.CORRECTION,
        published_at=correction.published_at,
        wording=_wording(correction),
        amended_at=correction.amended_at,
        earlier=tuple(_wording(version, version.replaced_at) for version in correction.versions.all()),
        about=about,
    )


def anchor(correction_id: int) -> str:
    """A correction's name in its article's page."""
    return f"correction-{correction_id}"


def _wording(row: Correction | CorrectionVersion, until: datetime | None = None) -> Wording:
    said, says = _marked(row.said, row.says)
    return Wording(row.get_kind_display(), said, says, row.note, row.credit, until)


def _marked(said: str, says: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    if not (said and says):
        return _plain(said), _plain(says)
    pieces = words(said, says)
    if 2 * _length(pieces, "same") < ALIKE * (len(said) + len(says)):
        return _plain(said), _plain(says)
    return _without(pieces, "added"), _without(pieces, "removed")


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece("same", text),) if text else ()


def _without(pieces: Sequence[Piece], kind: str) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.kind != kind)


def _length(pieces: Sequence[Piece], kind: str) -> int:
    return sum(len(piece.text) for piece in pieces if piece.kind == kind)

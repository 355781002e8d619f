"""Finds each line's pledge by its reference, says what would be booked, and books it.

The preview and the booking are one computation; booking it twice, or a statement that overlaps the last one, books
nothing twice. What is doubtful is not booked: a person looks at it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from django.db import transaction

from coffeepress.people.models import User
from coffeepress.support.book import book
from coffeepress.support.by_hand import noon, note_bookings
from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.models import LedgerEvent, Pledge
from coffeepress.support.references import references_in
from coffeepress.support.statements.entries import Entry, kind_of

PROVIDER = "bank"
_NEAR = timedelta(days=3)
_AT_ONCE = 5000


class Verdict(StrEnum):
    """What becomes of a line."""

    BOOK = "to book"
    KNOWN = "booked before"
    TWICE = "looks booked before"
    UNMATCHED = "no reference"
    UNKNOWN = "unknown reference"
    AMBIGUOUS = "several references"
    SPENT = "money that went"


@dataclass(frozen=True)
class Match:
    """A line, what becomes of it, and its pledge where it has one."""

    entry: Entry
    verdict: Verdict
    pledge: Pledge | None = None


def preview(entries: list[Entry]) -> list[Match]:
    """What booking would do with each line. Changes nothing."""
    named = {entry.id: references_in(entry.text) for entry in entries}
    wanted = {reference for references in named.values() for reference in references}
    pledges: dict[str, Pledge] = {}
    for some in _some(wanted):
        found = Pledge.objects.filter(reference__in=some, provider=PROVIDER)
        pledges |= {each.reference: each for each in found}
    booked = _booked(pledges.values())
    known = _known(named)
    return [_match(entry, named[entry.id], pledges, known, booked) for entry in entries]


def _some(things: Iterable[Any]) -> Iterator[list[Any]]:
    """Things, as many at once as every database takes in one question."""
    left = iter(things)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _known(ids: Iterable[str]) -> set[str]:
    """Of lines' ids, those that are in the ledger."""
    own = LedgerEvent.objects.filter(provider=PROVIDER)
    return {
        known
        for some in _some(ids)
        for known in own.filter(provider_event_id__in=some).values_list("provider_event_id", flat=True)
    }


def _booked(pledges: Iterable[Pledge]) -> dict[int, list[LedgerEvent]]:
    """The payments of each pledge."""
    found: dict[int, list[LedgerEvent]] = defaultdict(list)
    for some in _some(pledges):
        for entry in LedgerEvent.objects.filter(kind=Kind.CHARGED.value, pledge__in=some):
            found[entry.pledge_id].append(entry)
    return found


def _match(
    entry: Entry,
    references: list[str],
    pledges: dict[str, Pledge],
    known: set[str],
    booked: dict[int, list[LedgerEvent]],
) -> Match:
    if entry.id in known:
        return Match(entry, Verdict.KNOWN)
    there = [pledges[reference] for reference in references if reference in pledges]
    if len(there) > 1:
        return Match(entry, Verdict.AMBIGUOUS)
    if not there:
        return Match(entry, Verdict.UNKNOWN if references else Verdict.UNMATCHED)
    pledge = there[0]
    if entry.amount.minor <= 0:
        return Match(entry, Verdict.SPENT, pledge)
    if any(_is_alike(entry, other) for other in booked.get(pledge.pk, ())):
        return Match(entry, Verdict.TWICE, pledge)
    return Match(entry, Verdict.BOOK, pledge)


def _is_alike(entry: Entry, other: LedgerEvent) -> bool:
    """Whether a line looks like a payment that is booked, and cannot be told to be another one.

    The same payment in a file of another kind has another number; in one of the same kind it has the same.
    """
    if other.amount != entry.amount or kind_of(other.provider_event_id) == kind_of(entry.id):
        return False
    return abs(other.occurred_at - _moment(entry)) <= _NEAR


def book_matches(
    matches: list[Match],
    *,
    also_doubtful: bool = False,
    also: Collection[str] = (),
    digest: str = "",
    by: User | None = None,
    most: int | None = None,
) -> int:
    """Book what a preview found.

    Args:
        also_doubtful: book all that looks booked before as well: the person has looked.
        also: ids of lines that look booked before, and are to be booked all the same.
        digest: of the file.
        by: who of the newsroom books; None for the command.
        most: how many lines at most.

    Returns:
        How many lines were booked.
    """
    booked = 0
    for match in matches:
        if booked == most:
            break
        wanted = also_doubtful or match.entry.id in also
        is_meant = match.verdict == Verdict.BOOK or (match.verdict == Verdict.TWICE and wanted)
        if is_meant and match.pledge is not None:
            with transaction.atomic():
                added = book([_event(match.entry, match.pledge)], digest=digest)
                if by is not None:
                    note_bookings(added, by=by)
            booked += len(added)
    return booked


def _event(entry: Entry, pledge: Pledge) -> Event:
    return Event(
        provider=PROVIDER,
        id=entry.id,
        kind=Kind.CHARGED,
        reference=pledge.reference,
        occurred_at=_moment(entry),
        amount=entry.amount,
        interval=Interval(pledge.chosen_interval) if pledge.chosen_interval else Interval.ONCE,
        payment_id=entry.id,
    )


def _moment(entry: Entry) -> datetime:
    return noon(entry.day)

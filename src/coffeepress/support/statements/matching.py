"""Finds each line's pledge by its reference, says what would be booked, and books it.

The preview and the booking are one computation; booking it twice, or a statement that overlaps the last one, books
nothing twice. What is doubtful is not booked: a person looks at it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.conf import settings

from coffeepress.support.book import book
from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.models import LedgerEvent, Pledge
from coffeepress.support.references import references_in
from coffeepress.support.statements.entries import Entry, kind_of

PROVIDER = "bank"
_NEAR = timedelta(days=3)


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
    pledges = {
        each.reference: each for each in Pledge.objects.filter(reference__in=wanted, provider=PROVIDER)
    }
    known = set(
        LedgerEvent.objects.filter(provider=PROVIDER, provider_event_id__in=list(named)).values_list(
            "provider_event_id", flat=True
        )
    )
    booked = list(LedgerEvent.objects.filter(provider=PROVIDER, pledge__in=pledges.values()))
    return [_match(entry, named[entry.id], pledges, known, booked) for entry in entries]


def _match(
    entry: Entry,
    references: list[str],
    pledges: dict[str, Pledge],
    known: set[str],
    booked: list[LedgerEvent],
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
    for other in booked:
        # The same payment in a file of another kind has another number; in one of the same kind it has the same.
        is_alike = other.pledge_id == pledge.pk and other.amount == entry.amount
        is_elsewhere = kind_of(other.provider_event_id) != kind_of(entry.id)
        if is_alike and is_elsewhere and abs(other.occurred_at - _moment(entry)) <= _NEAR:
            return Match(entry, Verdict.TWICE, pledge)
    return Match(entry, Verdict.BOOK, pledge)


def book_matches(matches: list[Match], *, also_doubtful: bool = False, digest: str = "") -> int:
    """Book what a preview found.

    Args:
        also_doubtful: book what looks booked before as well: the person has looked.
        digest: of the file.

    Returns:
        How many lines were booked.
    """
    verdicts = {Verdict.BOOK, Verdict.TWICE} if also_doubtful else {Verdict.BOOK}
    booked = 0
    for match in matches:
        if match.verdict in verdicts and match.pledge is not None:
            booked += len(book([_event(match.entry, match.pledge)], digest=digest))
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
    """Noon of the day in the outlet's time zone: no other place's midnight moves it to another day."""
    noon = datetime.combine(entry.day, time(12), tzinfo=ZoneInfo(settings.COFFEEPRESS.time_zone))
    return noon.astimezone(UTC)

"""Bring in addresses of people who confirmed their subscription elsewhere, from a CSV file.

Nobody who has unsubscribed here, or is stopped, is subscribed again by it.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from coffeepress.letters.models import Subscriber, Subscription

LARGEST_BYTES = 10 * 1024 * 1024
MOST_FAULTS = 20
AT_ONCE = 500


class NotReadable(ValueError):
    """The file is no CSV with addresses; the message is a key: "size", "encoding", "column"."""


@dataclass
class Found:
    """What a file holds.

    Attributes:
        emails: its valid addresses in lower case, each once.
        faults: the first of the lines that hold none, with their numbers.
    """

    emails: list[str] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    faulty: int = 0
    doubled: int = 0


@dataclass(frozen=True)
class Outcome:
    """What bringing in changes, or has changed."""

    new: int
    known: int
    refused: int


def read(content: bytes) -> Found:
    """The addresses in a file.

    Raises:
        NotReadable: it is too large, not in UTF-8, or has no column "email".
    """
    if len(content) > LARGEST_BYTES:
        raise NotReadable("size")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable("encoding") from None
    found, seen = Found(), set[str]()
    for line, cell in _cells(text):
        email = cell.strip().strip("'").lower()
        if not _is_address(email):
            found.faulty += 1
            if len(found.faults) < MOST_FAULTS:
                found.faults.append((line, cell[:80]))
        elif email in seen:
            found.doubled += 1
        else:
            seen.add(email)
            found.emails.append(email)
    return found


def _cells(text: str) -> Iterator[tuple[int, str]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or []}
        if "email" not in names:
            raise NotReadable("column")
        for row in reader:
            cell = row.get(names["email"]) or ""
            if cell.strip():
                yield reader.line_num, cell
    except csv.Error:
        raise NotReadable("column") from None


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def preview(emails: list[str], kinds: list[str], language: str) -> Outcome:
    """What bringing these in would change; changes nothing."""
    new = known = refused = 0
    for chunk in _chunks(emails):
        there = _there(chunk, kinds, language)
        for email in chunk:
            state = there.get(email, "new")
            new += state == "new"
            known += state == "known"
            refused += state == "refused"
    return Outcome(new, known, refused)


def bring_in(emails: list[str], kinds: list[str], language: str) -> Outcome:
    """Subscribe them. A second time it changes nothing."""
    outcome = preview(emails, kinds, language)
    for chunk in _chunks(emails):
        with transaction.atomic():
            there = _there(chunk, kinds, language)
            wanted = [email for email in chunk if there.get(email, "new") == "new"]
            Subscriber.objects.bulk_create(
                (Subscriber(email=email) for email in wanted), ignore_conflicts=True
            )
            ids = Subscriber.objects.filter(email__in=wanted).values_list("pk", flat=True)
            Subscription.objects.bulk_create(
                (
                    Subscription(subscriber_id=pk, kind=kind, language=language)
                    for pk in ids
                    for kind in kinds
                ),
                ignore_conflicts=True,
            )
    return outcome


def _there(emails: list[str], kinds: list[str], language: str) -> dict[str, str]:
    """Of addresses that are here: "known" get all of these, "refused" have left or are stopped, "new" lack some."""
    rows = Subscriber.objects.filter(email__in=emails).prefetch_related("subscriptions")
    found = {}
    for row in rows:
        own = {each.kind: each.ended_at for each in row.subscriptions.all() if each.language == language}
        if row.stopped_at is not None or any(own.get(kind) is not None for kind in kinds):
            found[row.email] = "refused"
        else:
            found[row.email] = "known" if set(kinds) <= own.keys() else "new"
    return found


def _chunks(emails: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(emails), AT_ONCE):
        yield emails[start : start + AT_ONCE]

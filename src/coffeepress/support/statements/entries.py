"""A line of a bank statement, whatever file it came from. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from coffeepress.support.money import Money

_DIGEST_SIGNS = 40
LIMIT_BYTES = 20 * 1024 * 1024


class UnreadableStatement(Exception):
    """The file is no statement that can be read; the words say why, for a person."""


def too_large() -> UnreadableStatement:
    """What is said of a file that is not read at all."""
    return UnreadableStatement(
        _("The file is larger than %(megabytes)s MB.") % {"megabytes": LIMIT_BYTES // 1024**2}
    )


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One booked line.

    Attributes:
        id: the bank's number of it, or a digest of what it says; the same in every file that has the line.
        amount: above nothing where money came, below where it went.
        text: what the payer wrote.
        name: the payer's.
    """

    id: str = ""
    day: date
    amount: Money
    text: str
    name: str = ""
    account: str = ""


def with_ids(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, each with an id. Of two that say the same, the second is another payment, not the first again."""
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        if entry.id:
            base = f"{entry.account}:{entry.id}"
        else:
            said = (
                entry.account,
                entry.day,
                entry.amount,
                " ".join(entry.text.split()),
                " ".join(entry.name.split()),
            )
            base = hashlib.sha256(repr([str(part) for part in said]).encode()).hexdigest()[:_DIGEST_SIGNS]
        seen[base] += 1
        found.append(replace(entry, id=base if seen[base] == 1 else f"{base}:{seen[base]}"))
    return found


def kind_of(entry_id: str) -> str:
    """The kind of file that an id comes from: the bank's account with its numbers, a table's, or none at all."""
    account, colon, _number = entry_id.partition(":")
    return account if colon and len(account) != _DIGEST_SIGNS else "digest"

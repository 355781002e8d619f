"""Bring into the demo who supports it: invented readers, and what they paid in the last thirteen months, by chance that
is the same each time.

Written into the ledger as it would be, but at once and without mails: nobody is to be told of invented payments.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from coffeepress.people.models import User
from coffeepress.support.events import Event, Interval, Kind, months_later
from coffeepress.support.models import LedgerEvent, PaidSpan, Pledge, Supporter
from coffeepress.support.money import Money
from coffeepress.support.projection import project
from coffeepress.support.public.past_months import recount_months
from coffeepress.support.public.standing import recount
from coffeepress.support.references import check_sign
from coffeepress.support.spans import spans

MONTHS = 13
PATRONS = 90
FIRST_NAMES = ("ada", "bohdan", "clara", "dmytro", "eva", "farid", "halyna", "ivo", "jana", "kost", "lesia", "milo")
LAST_NAMES = ("barrow", "danube", "ferry", "harbour", "kiln", "lisle", "marsh", "novak", "quay", "reed", "saltgate")
EUROS, HRYVNIAS = (350, 350, 350, 800, 2000), (10000, 10000, 20000)
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class _Patron:
    """One invented supporter with one pledge.

    Attributes:
        began_at: when the first payment was made.
        stops_after: how many months it runs; more than there are for one that runs on.
    """

    email: str
    language: str
    provider: str
    amount: Money
    interval: Interval
    reference: str
    began_at: datetime
    stops_after: int
    mishap: str
    events: list[Event] = field(default_factory=list)


def bring_patrons(today: date | None = None) -> None:
    """Store invented supporters, their pledges and payments up to now, and what the worker counts of them."""
    moment = datetime.now(UTC)
    now = min(datetime.combine(today or moment.date(), time(8), tzinfo=UTC), moment)
    patrons = list(_patrons(random.Random(2026), now))  # noqa: S311  (a play, not a lock)
    for patron in patrons:
        patron.events = list(_events(patron, now))
        _store(patron)
    recount()
    recount_months()


def _patrons(chance: random.Random, now: datetime) -> Iterator[_Patron]:
    start = months_later(now, -MONTHS)
    for number in range(PATRONS):
        first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)]
        is_ukrainian = chance.random() < 0.3
        provider = chance.choices(("practice", "bank", "manual"), weights=(75, 20, 5))[0]
        interval = chance.choices(list(Interval), weights=(70, 12, 18))[0]
        if provider == "manual":
            interval = Interval.ONCE
        amount = chance.choice(HRYVNIAS if is_ukrainian else EUROS) * (10 if interval == Interval.YEAR else 1)
        body = "".join(chance.choices(_SIGNS, k=5))
        # More and more of them join.
        began_at = start + (now - start) * chance.random() ** 0.7
        yield _Patron(
            email=f"{first}.{last}@reader.example",
            language="uk" if is_ukrainian else "en",
            provider=provider,
            amount=Money(amount, "UAH" if is_ukrainian else "EUR"),
            interval=interval,
            reference=f"CP-{body}-{check_sign(body)}",
            began_at=began_at.replace(minute=0, second=0, microsecond=0),
            stops_after=chance.choice((3, 5, 8, 100, 100, 100, 100)),
            mishap=chance.choices(("", "refund", "dispute", "fails"), weights=(88, 4, 2, 6))[0],
        )


def _events(patron: _Patron, now: datetime) -> Iterator[Event]:
    step = {Interval.MONTH: 1, Interval.YEAR: 12, Interval.ONCE: MONTHS + 1}[patron.interval]
    one = Event(
        provider=patron.provider,
        id=f"demo-{patron.reference}-promise",
        kind=Kind.PLEDGED,
        occurred_at=patron.began_at,
        amount=patron.amount,
        interval=patron.interval,
    )
    yield one
    payments = [
        replace(one, id=f"demo-{patron.reference}-{n}", kind=Kind.CHARGED, occurred_at=at, payment_id=f"demo-{patron.reference}-{n}")
        for n in range(0, min(patron.stops_after, MONTHS + 1), step)
        if (at := months_later(patron.began_at, n)) <= now
    ]
    if patron.mishap == "fails" and patron.provider == "practice" and len(payments) > 1:
        last = payments.pop()
        yield replace(last, id=f"{last.id}-failed", kind=Kind.FAILED)
    yield from payments
    ended_at = months_later(patron.began_at, patron.stops_after) if patron.stops_after < MONTHS else now
    if ended_at < now and patron.interval != Interval.ONCE:
        yield replace(one, id=f"demo-{patron.reference}-end", kind=Kind.CANCELLED, occurred_at=ended_at)
    kind = {"refund": Kind.REFUNDED, "dispute": Kind.DISPUTED}.get(patron.mishap)
    if kind:
        taken_at = min(payments[-1].occurred_at + timedelta(days=2), now)
        yield replace(payments[-1], id=f"{payments[-1].id}-{kind}", kind=kind, occurred_at=taken_at)


def _store(patron: _Patron) -> None:
    user = User.objects.create_user(patron.email, language=patron.language, date_joined=patron.began_at)
    supporter = Supporter.objects.create(user=user, language=patron.language, created_at=patron.began_at)
    pledge = Pledge(
        reference=patron.reference,
        provider=patron.provider,
        supporter=supporter,
        language=patron.language,
        begun_at=patron.began_at,
        chosen_minor=patron.amount.minor,
        chosen_currency=patron.amount.currency,
        chosen_interval=patron.interval.value,
    )
    pledge.state = project(patron.events)
    pledge.save()
    LedgerEvent.objects.bulk_create(LedgerEvent.of(event, pledge) for event in patron.events)
    PaidSpan.objects.bulk_create(PaidSpan.of(span, pledge) for span in spans(patron.events))
    Supporter.objects.filter(pk=supporter.pk).update(counts_until=pledge.counts_until)

"""What topics' tests begin with: supporters, topics and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from coffeepress.people.models import User
from coffeepress.support.models import Supporter
from coffeepress.topics import cast, slips
from coffeepress.topics.close import open_due
from coffeepress.topics.models import Ballot, Round, Topic
from coffeepress.topics.receipt import new_receipt

_numbers = count(1)
HOUR = timedelta(hours=1)


def make_reader(name: str = "", **fields: Any) -> User:
    """Somebody with an account, who does not support the outlet. The account is not new."""
    email = f"{name or f'reader-{next(_numbers)}'}@example.org"
    fields.setdefault("date_joined", timezone.now() - timedelta(days=400))
    return User.objects.create(email=email, password="!", **fields)


def make_supporter(name: str = "", *, until: datetime | None = None, **fields: Any) -> User:
    """Somebody who supports the outlet until a moment; for a month where none is given."""
    user = make_reader(name, **fields)
    Supporter.objects.create(
        user=user, language="en", counts_until=until or timezone.now() + timedelta(days=30)
    )
    return user


def make_topic(
    question: str = "", *, state: str = Topic.State.ON_BALLOT, language: str = "en", **fields: Any
) -> Topic:
    """A topic; on the ballot where nothing else is said."""
    fields.setdefault("is_public", state in (Topic.State.ON_BALLOT, Topic.State.CHOSEN, Topic.State.DECLINED))
    question = question or f"Question {next(_numbers)}?"
    return Topic.objects.create(question=question, state=state, language=language, **fields)


def make_round(
    *, opens: timedelta = -HOUR, closes: timedelta = 24 * HOUR, language: str = "en", **fields: Any
) -> Round:
    """A round; open where nothing else is said."""
    now = timezone.now()
    fields.setdefault("title", "Autumn")
    round_ = Round.objects.create(opens_at=now + opens, closes_at=now + closes, language=language, **fields)
    open_due()
    round_.refresh_from_db()
    return round_


def end(round_: Round) -> None:
    """Let a round's time be over; it is closed by whoever closes rounds."""
    now = timezone.now()
    Round.objects.filter(pk=round_.pk).update(closes_at=now - timedelta(seconds=1), opens_at=now - 48 * HOUR)


def vote(round_: Round, voter: User, *topics: Topic | int) -> cast.Cast:
    """Cast or change a ballot by a form of its own."""
    return cast.cast(slips.new_slip(round_, voter), numbers(topics), voter=voter)


def numbers(topics: Sequence[Topic | int]) -> list[int]:
    return [each if isinstance(each, int) else each.pk for each in topics]


def stored_ballot(round_: Round, *topics: Topic | int, voter: User | None = None) -> Ballot:
    """A ballot written straight into the database, for tests of what comes later."""
    from coffeepress.topics.receipt import hash_of

    return Ballot.objects.create(
        round=round_,
        voter=voter,
        receipt_hash=hash_of(new_receipt()),
        choices=sorted(numbers(topics)),
        supported_until=timezone.now() + 24 * HOUR,
    )

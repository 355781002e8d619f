"""Patreon's messages carry no time and no number, and their kind is not signed: the body alone is believed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.providers.test_contract import patreon_message
from tests.support.test_webhooks import send

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

START = "2026-01-01T00:00:00+00:00"
PAID = {"last_charge_date": "2026-02-01T00:00:00+00:00", "last_charge_status": "Paid"}
MEMBER = {"pledge_relationship_start": START, "email": "reader@paper.example"}


def tell(header: str = "members:pledge:update", **told: Any) -> Any:
    from coffeepress.support.models import Pledge
    from coffeepress.support.process import process_waiting

    body, headers = patreon_message(**{**MEMBER, **told})
    assert send("patreon", body, {**headers, "X-Patreon-Event": header}) == 200
    process_waiting()
    return Pledge.objects.filter(provider="patreon").first()


def test_member_becomes_a_pledge(ledger: None) -> None:
    made = tell(**PAID)
    assert (made.status, made.amount_minor, made.currency, made.interval) == ("active", 500, "USD", "month")
    assert (made.remote_pledge, made.totals) == (
        "m-1",
        {"USD": {"charged": 500, "refunded": 0, "disputed": 0}},
    )


def test_kind_in_the_header_is_not_believed(ledger: None) -> None:
    tell(**PAID)
    assert tell("members:pledge:delete", **PAID).status == "active"


def test_replay_changes_nothing(ledger: None) -> None:
    from coffeepress.support.models import LedgerEvent

    tell(**PAID)
    tell(patron_status="former_patron", **PAID)
    before = LedgerEvent.objects.count()
    assert tell(**PAID).status == "cancelled"
    assert LedgerEvent.objects.count() == before


def test_change_of_the_amount_changes_no_past_charge(ledger: None) -> None:
    tell(**PAID)
    made = tell(currently_entitled_amount_cents=900, **PAID)
    assert (made.amount_minor, made.totals["USD"]["charged"]) == (900, 500)


def test_declined_refunded_and_taken_back(ledger: None) -> None:
    tell(**PAID)
    date = "2026-03-01T00:00:00+00:00"
    assert (
        tell(patron_status="declined_patron", last_charge_date=date, last_charge_status="Declined").status
        == "past_due"
    )
    made = tell(last_charge_date="2026-03-03T00:00:00+00:00", last_charge_status="Refunded")
    assert made.totals["USD"] == {"charged": 1000, "refunded": 500, "disputed": 0}
    made = tell(last_charge_date="2026-04-03T00:00:00+00:00", last_charge_status="Fraud")
    assert made.totals["USD"] == {"charged": 1500, "refunded": 500, "disputed": 500}


def test_yearly_member(ledger: None) -> None:
    assert tell(pledge_cadence=12, **PAID).interval == "year"


@pytest.mark.parametrize("status", [None, "", "something new"])
def test_member_who_does_not_pay_is_no_pledge(ledger: None, status: str | None) -> None:
    assert tell(patron_status=status) is None

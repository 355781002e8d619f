"""Addresses at providers are formed of numbers of a known shape, or not at all."""

from __future__ import annotations

import pytest

from coffeepress.support.newsroom.dashboards import dashboard_url


@pytest.mark.parametrize(
    ("ids", "address"),
    [
        (("pi_3Abc",), "https://dashboard.stripe.com/payments/pi_3Abc"),
        (("in_1", "sub_2"), "https://dashboard.stripe.com/invoices/in_1"),
        (("", "sub_2", "cus_3"), "https://dashboard.stripe.com/subscriptions/sub_2"),
        (("pi_1/../x", "cus_3"), "https://dashboard.stripe.com/customers/cus_3"),
        (("pi_1?x=1",), ""),
        (("javascript:alert(1)",), ""),
        (("pi_é",), ""),
        (("pi_1\n",), ""),
        ((), ""),
    ],
)
def test_stripes_pages(ids: tuple[str, ...], address: str) -> None:
    assert dashboard_url("stripe", *ids) == address


def test_a_testing_key_leads_to_the_pages_for_testing() -> None:
    assert dashboard_url("stripe", "pi_1", is_test=True) == "https://dashboard.stripe.com/test/payments/pi_1"


def test_others() -> None:
    assert dashboard_url("patreon", "pi_1") == "https://www.patreon.com/members"
    assert dashboard_url("bank", "pi_1") == ""

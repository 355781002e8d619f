"""The Treasurer at work, in a real browser: figures, a booking, its taking back; accessible, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.corrections.newsroom.test_in_browser import expect_accessible

if TYPE_CHECKING:
    from tests.newsroom.desk import Desk
    from tests.newsroom.served import ServedSite

pytestmark = pytest.mark.browser

CONTENT = """
from datetime import timedelta
from django.utils import timezone
from tests.support.newsroom.patrons import happened, patron, paying

print(paying("ada@paper.example", "bank").pk)
paying("ben@paper.example", minor=12000, interval="year")
failing = patron("clara@paper.example", "stripe")
happened(failing, at=timezone.now() - timedelta(days=40))
happened(failing, "failed")
"""

PAGES = ("", "supporters/", "failed/", "cash/", "statement/")


def test_treasurer_sees_figures_books_and_takes_back(
    served: ServedSite, at_desk: Callable[[str], Desk]
) -> None:
    supporter = int(served.run(CONTENT))
    desk = at_desk("Treasurer")
    page = desk.page
    expect(page.locator("#support-section")).to_contain_text("€13.50")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for path in (*PAGES, f"supporters/{supporter}/"):
            desk.go(f"/support/{path}")
            expect(page.locator("#main")).to_be_visible()
            expect_accessible(page)
    desk.go("/support/")
    expect(page.get_by_role("img", name="Income in EUR by month")).to_be_visible()
    desk.go("/support/cash/")
    page.get_by_label("Amount").fill("12,50")
    page.get_by_label("Note").fill("At the fair")
    page.get_by_role("button", name="Book it").click()
    desk.expect_message("Booked: €12.50")
    page.get_by_role("row", name="At the fair").get_by_role("link", name="Take back").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    page.wait_for_load_state()
    expect_accessible(page)
    page.get_by_label("Why").fill("Counted twice")
    page.get_by_role("button", name="Take it back").click()
    desk.expect_message("The payment is taken back.")
    expect(page.get_by_role("row", name="Counted twice")).to_contain_text("refunded")

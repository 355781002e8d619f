"""Becoming a supporter in a real browser, from an article to the account page; with JavaScript off, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.people.test_browser import sign_in, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.people.serving import MailedSite

__all__ = ["violations"]

pytestmark = pytest.mark.browser

ARTICLE = """
from coffeepress.articles.models import Article, Section
from coffeepress.support.models import Tier, TierWords

section = Section.objects.get(slug="city", locale__language_code="en")
article = section.add_child(instance=Article(title="Bridge", slug="bridge", locale=section.locale))
article.save_revision().publish()
tier = Tier.objects.create(amount_minor=900, currency="EUR")
TierWords.objects.create(tier=tier, language="en", name="A lunch", purpose="For photographers")
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailedSite]:
    """A site with an article and a tier, on which support is practised."""
    from tests.people.serving import served_with_mail

    with served_with_mail(tmp_path_factory.mktemp("support") / "site", practice=True) as site:
        site.site.run(ARTICLE)
        path = site.site.path_of("bridge")
        site.site.wait_until(lambda: "A lunch" in site.site.read("/support/").text)
        site.site.wait_until(lambda: site.site.read(path).status_code == 200)
        yield site


def choose(page: Page, served: MailedSite, name: str) -> None:
    """From the article to the support page, and from there to the form."""
    page.goto(served.site.address + served.site.path_of("bridge"))
    page.get_by_role("link", name="Support us").first.click()
    page.locator("li", has=page.get_by_role("heading", name=name)).get_by_role("link").click()


def state_on_account_page(page: Page, served: MailedSite, words: str) -> None:
    """Look until the worker has read what the provider told."""
    page.goto(f"{served.site.address}/account/")
    served.site.wait_until(lambda: words in page.reload().text())  # type: ignore[union-attr]


def test_reader_becomes_a_supporter_and_is_asked_no_more(
    served: MailedSite, page: Page, violations: list[str]
) -> None:
    sign_in(page, served, "supporter@example.org")
    choose(page, served, "A lunch")
    page.get_by_role("button", name="Go on to the payment").click()
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    state_on_account_page(page, served, "€9.00 a month, Practice: Active")
    page.goto(served.site.address + served.site.path_of("bridge"))
    expect(page.locator(".appeal")).to_be_hidden()
    assert "reference" in served.mail_to("supporter@example.org").lower()
    page.goto(f"{served.site.address}/account/")
    page.get_by_role("button", name="Change or end it").click()
    page.get_by_role("textbox", name="Another amount").fill("12")
    page.get_by_role("button", name="Change the amount").click()
    state_on_account_page(page, served, "€12.00 a month, Practice: Active")
    page.get_by_role("button", name="Change or end it").click()
    page.get_by_role("button", name="End it now").click()
    state_on_account_page(page, served, "Cancelled")


def test_all_of_it_without_scripts_and_without_an_account(
    served: MailedSite, page_without_scripts: Page
) -> None:
    page = page_without_scripts
    page.goto(served.site.address + served.site.path_of("bridge"))
    expect(page.locator(".appeal")).to_be_visible()
    choose(page, served, "Once, as much as you like")
    page.get_by_label("Amount in EUR").fill("12,50")
    page.get_by_role("button", name="Go on to the payment").click()
    expect(page.get_by_text("€12.50 once")).to_be_visible()
    page.get_by_label("Your e-mail address").fill("once@example.org")
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert "/support/claim/" in served.mail_to("once@example.org")


def test_request_is_put_away_for_good(served: MailedSite, page: Page, violations: list[str]) -> None:
    page.goto(served.site.address + served.site.path_of("bridge"))
    page.get_by_role("button", name="Put this away for good").click()
    expect(page.locator(".appeal")).to_be_hidden()
    page.reload()
    expect(page.locator(".appeal")).to_be_hidden()
    assert page.context.cookies() == []

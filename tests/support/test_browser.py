"""Becoming a supporter in a real browser, from an article to the account page; with JavaScript off, too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.people.test_browser import sign_in, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.people.serving import MailedSite

__all__ = ["violations"]

pytestmark = pytest.mark.browser

SETTINGS = """
support_goal = ["EUR 50", "JPY 9000"]
support_public = true
coffee_price = ["EUR 3.50", "JPY 500"]
bank_holder = "The Paper"
bank_iban = "DE02120300000000202051"
"""

CONTENT = """
from django.utils import timezone
from coffeepress.adverts.models import AdvertPlaces, Creative
from coffeepress.articles.models import Article, Section
from coffeepress.support.events import months_later
from coffeepress.support.models import Standing, Tier, TierWords
from coffeepress.support.public.past_months import recount_months
from tests.support.paying import people

section = Section.objects.get(slug="city", locale__language_code="en")
article = section.add_child(instance=Article(title="Bridge", slug="bridge", locale=section.locale))
article.save_revision().publish()
tier = Tier.objects.create(amount_minor=900, currency="EUR")
TierWords.objects.create(tier=tier, language="en", name="A lunch", purpose="For photographers")
people(9, timezone.now(), provider="practice")
people(12, months_later(timezone.now(), -4), 1250, provider="practice")
Standing.objects.update(months_counted_on="")
recount_months()
AdvertPlaces.objects.create(language="en", places=["end"], house_text="Room for a neighbour")
Creative.objects.create(
    name="Bread", kind="text", heading="Bread", places=["end"], languages=["en"], link="https://bread.example/"
)
"""

LEDGER = """
from django.core.management import call_command
from coffeepress.support.models import Pledge
from coffeepress.support.verify import differences

pledge = Pledge.objects.get(supporter__user__email={address!r})
kinds = [f"{{each.kind}} {{each.amount}}" for each in pledge.events.order_by("pk")]
print([pledge.status, kinds, list(differences())])
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailedSite]:
    """A site with an article, a tier and nine supporters, on which support is practised."""
    from tests.people.serving import served_with_mail

    folder = tmp_path_factory.mktemp("support") / "site"
    with served_with_mail(folder, practice=True, more=SETTINGS) as site:
        site.site.run(CONTENT)
        path = site.site.path_of("bridge")
        site.site.wait_until(lambda: "A lunch" in site.site.read("/support/").text)
        site.site.wait_until(lambda: "data-advert" in site.site.read(path).text)
        site.site.wait_until(lambda: "Bread" in site.site.read("/adverts/en.json").text)
        yield site


def choose(page: Page, served: MailedSite, name: str) -> None:
    """From the article to the support page, and from there to the form."""
    page.goto(served.site.address + served.site.path_of("bridge"))
    page.get_by_role("link", name="Support us").first.click()
    page.locator(".offers").first.locator("li", has=page.get_by_role("heading", name=name)).get_by_role(
        "link"
    ).click()


def go_on(page: Page) -> None:
    """To the practice payment."""
    page.get_by_label("Practice: no money is paid").check()
    page.get_by_role("button", name="Go on to the payment").click()


def state_on_account_page(page: Page, served: MailedSite, words: str) -> None:
    """Look until the worker has read what the provider told."""
    page.goto(f"{served.site.address}/account/")
    served.site.wait_until(lambda: words in page.reload().text())  # type: ignore[union-attr]


def change_and_end(page: Page, served: MailedSite) -> None:
    """From the account page, as a supporter does."""
    page.goto(f"{served.site.address}/account/")
    page.get_by_role("button", name="Change or end it").click()
    page.get_by_role("textbox", name="Another amount").fill("12")
    page.get_by_role("button", name="Change the amount").click()
    state_on_account_page(page, served, "€12.00 a month, Practice: Active")
    page.get_by_role("button", name="Change or end it").click()
    page.get_by_role("button", name="End it now").click()
    state_on_account_page(page, served, "Cancelled")


def subjects(served: MailedSite, address: str) -> list[str]:
    """Of the mails about support to an address, but for the codes."""
    sent = [str(each["Subject"]).strip() for each in served.mailbox.mails if each["To"] == address]
    return [each.split(" · ")[0] for each in sent if " is your code for " not in each]


def ledger_of(served: MailedSite, address: str) -> list[Any]:
    """How a supporter's pledge stands, the entries of the ledger, and how it differs from it."""
    found: list[Any] = json.loads(served.site.run(LEDGER.format(address=address)).replace("'", '"'))
    return found


def test_reader_becomes_a_supporter_and_is_counted_and_asked_no_more(
    served: MailedSite, page: Page, browser: Browser, violations: list[str]
) -> None:
    address, article = "supporter@example.org", served.site.address + served.site.path_of("bridge")
    pressed = served.site.read(served.site.path_of("bridge")).content
    assert served.site.read("/support/standing.json").json() == {}
    sign_in(page, served, address)
    choose(page, served, "A lunch")
    go_on(page)
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    page.goto(article)
    expect(page.locator(".appeal")).to_be_hidden()
    expect(page.locator("[data-advert]")).to_be_hidden()
    state_on_account_page(page, served, "€9.00 a month, Practice: Active")

    served.site.wait_until(lambda: "10 people support us." in served.site.read("/support/standing.json").text)
    served.site.wait_until(lambda: "10 people support us." in served.site.read("/support/").text)
    assert served.site.read("/support/standing.json").json()["percent"] == 81  # 9 × 3.50 and 9 of 50
    stranger = browser.new_page()
    stranger.goto(article)
    expect(stranger.locator("[data-advert]")).to_contain_text("Bread")
    stranger.locator(".appeal").scroll_into_view_if_needed()
    expect(stranger.locator(".appeal .standing p").first).to_have_text("10 people support us.")
    expect(stranger.locator(".appeal .standing p").last).to_contain_text("81% of the goal of €50.00")
    expect(stranger.locator(".appeal progress")).to_have_js_property("value", 81)
    assert stranger.context.cookies() == []
    stranger.close()
    assert served.site.read(served.site.path_of("bridge")).content == pressed

    change_and_end(page, served)
    served.site.wait_until(lambda: "Your support has ended" in subjects(served, address))
    assert subjects(served, address) == ["Thank you for your support", "Your support has ended"]
    assert ledger_of(served, address) == [
        "cancelled",
        ["pledged EUR 9.00", "charged EUR 9.00", "changed EUR 12.00", "cancelled EUR 12.00"],
        [],
    ]
    page.goto(article)
    expect(page.locator("[data-advert]")).to_be_hidden()
    expect(page.locator(".appeal")).to_be_hidden()  # what was paid is not used up yet


def test_all_of_it_without_scripts_and_without_an_account(
    served: MailedSite, page_without_scripts: Page
) -> None:
    page = page_without_scripts
    page.goto(served.site.address + served.site.path_of("bridge"))
    expect(page.locator(".appeal")).to_be_visible()
    choose(page, served, "Once, as much as you like")
    page.get_by_label("Amount in EUR").fill("12,50")
    go_on(page)
    expect(page.get_by_text("€12.50 once")).to_be_visible()
    page.get_by_label("Your e-mail address").fill("once@example.org")
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert "/support/claim/" in served.mail_to("once@example.org")


def test_supporting_changing_and_ending_without_scripts(
    served: MailedSite, page_without_scripts: Page
) -> None:
    page, address = page_without_scripts, "plain@example.org"
    sign_in(page, served, address)
    choose(page, served, "One coffee a month")
    go_on(page)
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    state_on_account_page(page, served, "€3.50 a month, Practice: Active")
    page.goto(f"{served.site.address}/account/delete/")
    expect(page.get_by_text("Deleting your account does not end your support")).to_be_visible()
    change_and_end(page, served)
    page.goto(f"{served.site.address}/account/delete/")
    expect(page.get_by_text("Deleting your account does not end your support")).to_have_count(0)
    served.site.wait_until(lambda: "Your support has ended" in subjects(served, address))
    assert ledger_of(served, address)[0] == "cancelled"
    served.site.wait_until(lambda: "people support us." in served.site.read("/support/").text)
    page.goto(f"{served.site.address}/support/")
    expect(page.get_by_text("people support us.")).to_be_visible()


def test_another_currency_is_chosen_without_scripts(served: MailedSite, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(f"{served.site.address}/support/")
    expect(page.get_by_text("¥500 a month", exact=True)).to_be_hidden()
    page.get_by_text("In another currency: Japanese Yen (JPY)").click()
    page.get_by_role("link", name="Choose this One coffee a month, ¥500 a month").click()
    expect(page.get_by_label("Amount in JPY")).to_be_visible()
    page.get_by_role("link", name="Euro (EUR)").click()
    expect(page.get_by_label("Amount in EUR")).to_be_visible()
    page.get_by_role("link", name="Japanese Yen (JPY)").click()
    go_on(page)
    expect(page.get_by_text("¥500 a month", exact=True)).to_be_visible()


def test_request_is_put_away_for_good(served: MailedSite, page: Page, violations: list[str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.site.address + served.site.path_of("bridge"))
    page.get_by_role("button", name="Put this away for good").click()
    expect(page.locator(".appeal")).to_be_hidden()
    asked.clear()
    page.reload()
    expect(page.locator(".appeal")).to_be_hidden()
    assert page.context.cookies() == []
    assert [url for url in asked if url.endswith("standing.json")] == []


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"status": 404}, id="not there"),
        pytest.param({"status": 200, "body": "no JSON"}, id="nonsense"),
        pytest.param({"status": 200, "body": "{}"}, id="nothing told"),
    ],
)
def test_request_reads_the_same_whatever_becomes_of_the_file(
    served: MailedSite, page: Page, violations: list[str], told: dict[str, Any]
) -> None:
    page.route("**/standing.json", lambda route: route.fulfill(**told))
    with page.expect_response("**/standing.json"):
        page.goto(served.site.address + served.site.path_of("bridge"))
    expect(page.get_by_role("button", name="Put this away for good")).to_be_visible()
    expect(page.locator(".appeal .standing")).to_have_count(0)


def test_goal_of_a_month_that_is_over_is_not_told(served: MailedSite, page: Page) -> None:
    body = {
        "supporters": "10 people support us.",
        "goal": "Old",
        "percent": 9,
        "until": "2026-01-01T00:00:00Z",
    }
    page.route("**/standing.json", lambda route: route.fulfill(json=body))
    page.goto(served.site.address + served.site.path_of("bridge"))
    expect(page.locator(".appeal .standing")).to_have_text("10 people support us.")


def pages_of_a_supporter(page: Page, served: MailedSite) -> Iterator[str]:
    """Each page that somebody meets who pays, opened one after another."""
    here = served.site.address
    for path in ("/support/", "/uk/support/", "/support/income/", "/uk/support/income/"):
        page.goto(here + path)
        for more in page.locator("details.other").all():
            more.locator("summary").click()
        yield path
    page.goto(f"{here}/support/begin/?offer=own")
    yield "begin"
    page.get_by_label("Amount in EUR").fill("nothing")
    page.get_by_label("Your e-mail address").fill("a@b.example")
    page.get_by_role("button", name="Go on to the payment").click()
    expect(page.locator("#support-amount-error")).to_be_visible()
    yield "begin, with errors"
    page.get_by_label("Amount in EUR").fill("20")
    page.get_by_label("By bank transfer").check()
    page.get_by_role("button", name="Go on to the payment").click()
    expect(page.get_by_role("heading", name="Your transfer")).to_be_visible()
    yield "transfer"
    page.goto(f"{here}/support/begin/?offer=coffee")
    go_on(page)
    yield "practice"
    page.goto(f"{here}/support/thanks/")
    yield "thanks"
    page.goto(f"{here}/support/claim/nothing/")
    yield "claim"
    page.context.clear_cookies()
    page.goto(here + served.site.path_of("bridge"))
    page.locator(".appeal").scroll_into_view_if_needed()
    yield "appeal"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_support_can_be_used_by_everyone(served: MailedSite, browser: Browser, scheme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 700})
    page = context.new_page()
    faults = []
    for name in pages_of_a_supporter(page, served):
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            faults.append(f"{name}: wider than the screen")
        found: Any = Axe().run(page)
        faults += [
            f"{name}: {each['id']} {each['nodes'][0]['html']}" for each in found.response["violations"]
        ]
    context.close()
    assert faults == []

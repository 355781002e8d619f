"""Subscribing, opening and leaving in a real browser, with JavaScript on and off; what editors see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.corrections.browsing import Reader

if TYPE_CHECKING:
    from email.message import EmailMessage

    from playwright.sync_api import Browser, Page

    from tests.people.serving import MailedSite

pytestmark = pytest.mark.browser

SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})

ARTICLE = """
from coffeepress.articles.models import Article, Section

section = Section.objects.get(slug="city", locale__language_code="en")
article = Article(title="Bridge", slug="bridge", standfirst="It stands.", locale=section.locale)
section.add_child(instance=article)
article.save_revision().publish()
"""

LETTER = """
from coffeepress.articles.models import Article
from coffeepress.letters.models import Letter

Letter.objects.create(
    kind="daily", language="en", subject="The bridge stands", opening="<p>Good <b>morning</b>.</p>",
    content=[("article", Article.objects.get(slug="bridge")), ("heading", "More"), ("text", "<p>Words.</p>")],
    state="scheduled",
)
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailedSite]:
    """A site with an article."""
    from tests.people.serving import served_with_mail

    with served_with_mail(tmp_path_factory.mktemp("letters") / "site") as site:
        site.site.run(ARTICLE)
        path = site.site.path_of("bridge")
        site.site.wait_until(lambda: site.site.read(path).status_code == 200)
        yield site


def mail_to(served: MailedSite, address: str, words: str) -> EmailMessage:
    """The mail to an address with these words in its subject, when it has come."""

    def found() -> list[Any]:
        return [mail for mail in served.mailbox.mails if mail["To"] == address and words in mail["Subject"]]

    served.site.wait_until(lambda: bool(found()))
    message: EmailMessage = found()[-1]
    return message


def link_in(message: EmailMessage, part: str) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    found = re.search(rf"http\S+/letters/{part}/\S+", body.get_content())
    assert found is not None
    return found[0]


def test_subscribed_without_scripts_gets_the_letter_opens_it_and_leaves(
    served: MailedSite, page_without_scripts: Page
) -> None:
    page = page_without_scripts
    page.goto(f"{served.site.address}/letters/")
    page.get_by_label("Daily").check()
    page.get_by_label("Your e-mail address").fill("anna@example.org")
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_text("Please look at it once more")).to_be_visible()
    page.wait_for_timeout(3_100)  # faster than a person it would be asked again
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    assert page.context.cookies() == []
    page.goto(link_in(mail_to(served, "anna@example.org", "Do you want our letters?"), "confirm"))
    page.get_by_role("button", name="Yes, I want them").click()
    expect(page.get_by_role("heading", name="You are subscribed")).to_be_visible()
    served.site.run(LETTER)
    message = mail_to(served, "anna@example.org", "The bridge stands")
    page.goto(f"{served.site.address}/letters/")
    page.get_by_role("link", name="The bridge stands").click()
    expect(page.get_by_role("heading", name="Bridge", exact=True)).to_be_visible()
    page.goto(link_in(message, "leave"))
    page.get_by_role("button", name="Stop the letter “Daily”").click()
    expect(page.get_by_role("heading", name="You are unsubscribed")).to_be_visible()
    assert page.context.cookies() == []


def test_form_under_an_article_with_scripts_needs_one_page_only(served: MailedSite, browser: Browser) -> None:
    reader = Reader(browser, served.site.address)
    reader.open(served.site.path_of("bridge"))
    page = reader.page
    page.get_by_text("Get our letters by mail").click()
    form = page.locator("form[data-letters]")
    form.get_by_label("Your e-mail address").fill("boris@example.org")
    form.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    assert reader.faults == []
    reader.leave()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}")
def test_pages_are_accessible_and_fit(served: MailedSite, browser: Browser, size: Any, tmp_path: Any) -> None:
    reader = Reader(browser, served.site.address, viewport=size)
    for name, path in (("front", "/letters/"), ("form", "/letters/subscribe/"), ("asked", "/letters/asked/")):
        reader.open(path)
        reader.page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        assert (path, reader.axe()) == (path, [])
        wide = reader.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (path, wide <= 0) == (path, True)
    reader.open(served.site.path_of("bridge"))
    reader.page.get_by_text("Get our letters by mail").click()
    reader.page.screenshot(path=tmp_path / "article.png", full_page=True)
    assert reader.axe() == []
    assert reader.faults == []
    reader.leave()

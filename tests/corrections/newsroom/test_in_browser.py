"""An editor at work on readers' reports, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.newsroom.desk import Desk
    from tests.newsroom.served import ServedSite

pytestmark = pytest.mark.browser

CONTENT = """
from coffeepress.articles.models import Article, Section
from coffeepress.corrections.models import PreparedReason
from tests.corrections.newsroom.reports import about

PreparedReason.objects.create(language="en", title="Taste", text="It is meant so.")
section = Section.objects.get(slug="city", locale__language_code="en")
body = [("text", "<p>The old mill stands by the river.</p><p>The bridge is <b>forty</b> metres long.</p>")]
for slug in ("by-keyboard", "declined", "conflict"):
    article = Article(title="The bridge", slug=slug, locale=section.locale, body=body)
    Section.objects.get(pk=section.pk).add_child(instance=article)
    article.save_revision().publish()
    article = Article.objects.get(pk=article.pk)
    print(slug, about(article).pk, about(article, "The old mill", proposal="The new mill").pk, article.permalink)
article.standfirst = "A new standfirst"
article.save_revision()
"""


@dataclass(frozen=True)
class Reported:
    """An article that readers have, and two reports about it."""

    first: int
    second: int
    path: str


@pytest.fixture(scope="module")
def reported(served: ServedSite) -> dict[str, Reported]:
    """Articles by their slugs. That of "conflict" has a draft."""
    lines = (line.split() for line in served.run(CONTENT).splitlines())
    return {slug: Reported(int(first), int(second), path) for slug, first, second, path in lines}


def expect_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate(
        "document.querySelector('#main').scrollWidth <= document.querySelector('#main').clientWidth"
    )


def test_an_editor_goes_through_the_queue_by_the_keyboard_and_mends_the_article(
    served: ServedSite, reported: dict[str, Reported], at_desk: Callable[[str], Desk]
) -> None:
    first, second = reported["by-keyboard"].first, reported["by-keyboard"].second
    desk = at_desk("Editor")
    page = desk.page
    expect(page.locator("#reports-section")).to_contain_text("The bridge is forty metres long.")
    desk.go("/readers-reports/")
    expect_accessible(page)
    rows = page.locator("a[data-report]")
    expect(rows.first).to_be_visible()
    page.keyboard.press("j")
    expect(rows.first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(rows.first).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("tr").filter(has_text=f"№ {first}")).to_contain_text("Editor Novak")
    page.wait_for_load_state()  # the scripts are there
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Assigned to you.")).to_be_visible()
    expect_accessible(page)
    page.get_by_label("What the passage is to say").press("Control+Enter")
    desk.expect_message(f"№ {first}: Corrected.")
    expect(page).to_have_url(re.compile(f"/readers-reports/{second}/"))
    shown = served.read(reported["by-keyboard"].path).text
    assert "The bridge is <b>fourteen</b> metres long." in shown
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("/readers-reports/$"))
    page.wait_for_load_state()  # the scripts are there
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Next report in the queue")
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/readers-reports/", f"/readers-reports/{second}/", "/corrections/", "/corrections/add/"):
        desk.go(path)
        expect(page.locator("#main")).to_be_visible()
        expect_accessible(page)


def test_a_prepared_reason_fills_the_field_and_never_writes_over_own_words(
    reported: dict[str, Reported], at_desk: Callable[[str], Desk]
) -> None:
    first = reported["declined"].first
    desk = at_desk("Moderator")
    page = desk.page
    desk.go(f"/readers-reports/{first}/")
    expect(page.get_by_text("You may not change this article.")).to_be_visible()
    page.get_by_text("Decline", exact=True).first.click()
    reason = page.get_by_label("Reason, as the reader will read it")
    page.get_by_label("Prepared reason").select_option(label="Taste")
    expect(reason).to_have_value("It is meant so.")
    reason.fill("My own words.")
    page.get_by_label("Prepared reason").select_option(label="None")
    page.get_by_label("Prepared reason").select_option(label="Taste")
    expect(reason).to_have_value("My own words.")
    page.locator("details[open]").get_by_role("button", name="Decline").click()
    desk.expect_message(f"№ {first}: Declined.")


def test_an_editor_whose_article_was_changed_meanwhile_sees_both_and_chooses(
    served: ServedSite, reported: dict[str, Reported], at_desk: Callable[[str], Desk]
) -> None:
    first = reported["conflict"].first
    desk = at_desk("Editor")
    page = desk.page
    desk.go(f"/readers-reports/{first}/")
    page.locator("details[open]").get_by_role("button", name="Correct").click()
    expect(page.get_by_role("heading", name="The article has been changed meanwhile")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="Correct what readers see, and keep the draft").click()
    desk.expect_message(f"№ {first}: Corrected.")
    shown = served.read(reported["conflict"].path).text
    assert ("<b>fourteen</b>" in shown, "A new standfirst" in shown) == (True, False)

"""The newsroom's content security policy: what it says, and that Wagtail's admin runs under it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.edition.newsroom import Newsroom
    from tests.newsroom.desk import Desk
    from tests.newsroom.served import ServedSite

SignedIn = Callable[[str], Client]

FORBIDDEN = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>"),
    "a script in an attribute": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "a style in an attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
}


def policy_of(client: Client, path: str) -> dict[str, str]:
    """The policy that a page carries, by its directives."""
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(directive.strip().split(" ", 1) for directive in header.split(";"))


def test_the_newsroom_runs_no_script_that_stands_in_its_pages(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    policy = policy_of(signed_in("Editor"), "/newsroom/")
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["style-src-attr"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["form-action"] == "'self'"


def test_signing_in_is_under_the_newsrooms_policy(newsroom: Newsroom) -> None:
    assert policy_of(Client(), "/newsroom/login/")["script-src"] == "'self'"


def test_a_preview_is_under_the_readers_policy_and_may_be_framed_by_the_newsroom(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    draft = newsroom.draft(newsroom.section("city"))
    policy = policy_of(signed_in("Editor"), f"/newsroom/pages/{draft.pk}/view_draft/")
    assert policy["style-src"] == "'self'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"


def test_a_preview_is_made_by_the_templates_that_readers_get(newsroom: Newsroom, signed_in: SignedIn) -> None:
    draft = newsroom.draft(newsroom.section("city"), title="Not published yet")
    response = signed_in("Editor").get(f"/newsroom/pages/{draft.pk}/view_draft/")
    assert "articles/article.html" in [template.name for template in response.templates]
    assert "Not published yet" in response.content.decode()


PAGES = (
    *("", "articles/", "pages/", "pages/{section}/", "pages/{article}/edit/", "pages/{section}/edit/"),
    *(
        "pages/{article}/history/",
        "pages/{article}/move/",
        "pages/{article}/copy/",
        "pages/{article}/delete/",
    ),
    *("pages/{article}/unpublish/", "pages/add/articles/article/{section}/", "pages/{home}/edit/", "images/"),
    *("images/add/", "images/multiple/add/", "documents/", "documents/add/", "documents/multiple/add/"),
    *("snippets/people/person/", "snippets/people/person/add/", "snippets/people/person/edit/{person}/"),
    *("redirects/", "redirects/add/", "redirects/import/", "collections/", "collections/add/", "account/"),
    *("reports/site-history/", "reports/workflow/", "reports/aging-pages/", "users/", "users/new/"),
    *(
        "groups/",
        "groups/new/",
        "groups/edit/{group}/",
        "workflows/list/",
        "workflows/add/",
        "sites/",
        "locales/",
    ),
    *(
        "workflows/edit/{workflow}/",
        "workflows/tasks/index/",
        "sites/new/",
        "translation/submit/page/{article}/",
    ),
)


def test_no_page_of_the_newsroom_holds_what_its_policy_forbids(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import Workflow

    section = newsroom.section("city")
    newsroom.section("misto", language="uk", translation_key=section.translation_key)
    person = newsroom.person("Anna Novak")
    article = newsroom.article(section, authors=[person], go_live_at=None)
    keys = {
        "section": section.pk,
        "article": article.pk,
        "home": newsroom.homes["en"].pk,
        "person": person.pk,
        "group": Group.objects.get(name="Editor").pk,
        "workflow": Workflow.objects.get().pk,
    }
    client, found = signed_in("administrator"), []
    for page in PAGES:
        response = client.get(f"/newsroom/{page.format(**keys)}")
        assert response.status_code == 200, page
        text = re.sub(r"<(?:template|script|svg)\b.*?>", lambda tag: tag[0], response.content.decode())
        found += [(page, what, match[0]) for what, sign in FORBIDDEN.items() if (match := sign.search(text))]
    assert found == []


@pytest.mark.browser
def test_the_main_views_run_under_the_policy_in_a_browser(
    served: ServedSite, at_desk: Callable[[str], Desk]
) -> None:
    desk = at_desk("administrator")
    for path in (
        *("/", "/articles/", "/pages/", "/images/", "/images/add/", "/images/multiple/add/", "/documents/"),
        *(
            "/snippets/people/person/",
            "/snippets/people/person/add/",
            "/users/",
            "/users/new/",
            "/groups/new/",
        ),
        *(
            "/workflows/list/",
            "/workflows/add/",
            "/redirects/add/",
            "/collections/",
            "/reports/site-history/",
        ),
        *("/sites/", "/locales/"),
    ):
        desk.go(path)
        expect(desk.page.locator("#main")).to_be_visible()


@pytest.mark.browser
def test_every_block_and_dialogue_of_an_article_runs_under_the_policy(
    served: ServedSite, at_desk: Callable[[str], Desk], photograph: Path
) -> None:
    desk = at_desk("Editor")
    desk.open_new_article("city")
    desk.write("All blocks")
    for kind in (
        "Text",
        "Picture",
        "Gallery",
        "Quotation",
        "Pull quote",
        "Embed",
        "Table",
        "Info box",
        "Download",
    ):
        desk.add_block(kind)
    page = desk.page
    choose = page.get_by_role("button", name="Choose an image")
    choose.first.click()
    expect(page.locator(".modal")).to_be_visible()
    page.locator(".modal button.close").click()
    page.get_by_role("button", name="Choose a document").click()
    expect(page.locator(".modal")).to_be_visible()
    page.locator(".modal button.close").click()
    desk.add_byline("Anna Novak")
    page.locator("#id_original_date").click()
    expect(page.locator(".xdsoft_datetimepicker").filter(visible=True)).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Address and search").click()
    page.locator("#id_first_published_at").click()
    expect(page.locator(".xdsoft_datetimepicker").filter(visible=True)).to_have_count(1)
    page.keyboard.press("Escape")

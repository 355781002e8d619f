"""A video is fetched from elsewhere only after the reader's click; without JavaScript its card is a link."""

from typing import TYPE_CHECKING

import pytest

from tests.design.pages import serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PLAYER = "https://www.youtube-nocookie.com/embed/0?autoplay=1"


def elsewhere(requested: list[str]) -> list[str]:
    return [url for url in requested if not url.startswith("http://testserver/")]


def test_nothing_is_fetched_before_the_click(page: "Page") -> None:
    requested = serve(page, "en", "article")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert elsewhere(requested) == []


def test_a_click_puts_the_player_in_the_cards_place(page: "Page") -> None:
    requested = serve(page, "en", "article")
    page.get_by_role("button", name="Six winters in four minutes").click()
    frame = page.locator("iframe")
    frame.wait_for()
    page.wait_for_load_state("networkidle")
    assert frame.get_attribute("title") == "Six winters in four minutes: how a shell is cut"
    assert elsewhere(requested) == [PLAYER]


def test_the_keyboard_opens_the_player(page: "Page") -> None:
    serve(page, "en", "article")
    page.get_by_role("button", name="Six winters in four minutes").focus()
    page.keyboard.press("Space")
    page.locator("iframe").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


def test_the_card_is_a_link_to_the_source_without_javascript(page_without_scripts: "Page") -> None:
    serve(page_without_scripts, "en", "article")
    link = page_without_scripts.get_by_role("link", name="Six winters in four minutes")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=0"

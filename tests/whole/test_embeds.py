"""A video is played where it stands, and nobody hears of a reader who does not ask for it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coffeepress.edition.serve.config import ServeConfig
from tests.edition.serve.conftest import coffeepress
from tests.whole.browsing import breaches, reader
from tests.whole.demo import shell
from tests.whole.readers import Edition, ReaderPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

VIDEO = "https://www.youtube.com/watch?v=abc123_-XYZ"
PLAYER = "https://www.youtube-nocookie.com/embed/abc123_-XYZ?autoplay=1"
WRITE = f"""
from coffeepress.articles.models import Article
from coffeepress.edition.press import press
article = Article.objects.live().filter(locale__language_code="en").order_by("-first_published_at").first()
article.body.insert(1, ("embed", {{"url": {VIDEO!r}, "title": "The chain", "picture": None, "caption": "At noon."}}))
article.save_revision().publish()
press()
print(article.permalink)
"""


@pytest.fixture
def with_video(demo_copy: Path) -> ReaderPage:
    """An article of the demo into which an editor has put a video."""
    page = Edition(demo_copy).page(shell(demo_copy, WRITE))
    assert page is not None
    return page


@pytest.fixture
def server(demo_config: ServeConfig, demo_copy: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server over the copy."""
    config = replace(demo_config, edition_dir=demo_copy / "edition", collected_dir=demo_copy / "collected")
    with coffeepress(config, tmp_path / "log") as (address, _started):
        yield address


def test_the_player_comes_when_asked_for(browser: "Browser", with_video: ReaderPage, server: str) -> None:
    with reader(browser, server) as visitor:
        asked = visitor.refuse_others()
        visitor.open(with_video)
        visitor.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        visitor.page.wait_for_load_state("networkidle")
        assert (asked, visitor.page.locator("iframe").count()) == ([], 0)
        with visitor.page.expect_event("requestfailed"):
            visitor.page.locator("figure.embed a").click()
        frames = visitor.page.locator("iframe")
        assert (asked, frames.count(), frames.get_attribute("src")) == ([PLAYER], 1, PLAYER)
        assert frames.get_attribute("title") == "The chain"
        assert (breaches(visitor.page), visitor.context.cookies()) == ([], [])


def test_without_scripts_it_is_a_link(browser: "Browser", with_video: ReaderPage, server: str) -> None:
    with reader(browser, server, java_script_enabled=False) as visitor:
        asked = visitor.refuse_others()
        visitor.open(with_video)
        visitor.page.wait_for_load_state("networkidle")
        assert asked == []
        with visitor.page.expect_event("requestfailed"):
            visitor.page.locator("figure.embed a").click()
        assert asked == [VIDEO]

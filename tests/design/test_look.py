"""Every reader page in a real browser: nothing sticks out at 320 pixels and up, and axe finds nothing."""

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.design.pages import LANGUAGES, NAMES, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
AXE = files("axe_playwright_python") / "axe.min.js"
RUN = "axe.run({rules: {'target-size': {enabled: true}}})"
WIDTHS = (320, 640, 1000, 1240)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out(browser: "Browser", language: str) -> None:
    page = browser.new_page()
    wide = []
    for name in NAMES:
        serve(page, language, name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append((name, width))
        page.unroute_all()
    page.close()
    assert wide == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(browser: "Browser", language: str, width: int, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    found = []
    for name in NAMES:
        serve(page, language, name)
        page.evaluate(AXE.read_text(encoding="utf-8"))  # the debugger's: the page's own policy stays strict
        found += [(name, rule["id"]) for rule in page.evaluate(RUN)["violations"]]
        page.unroute_all()
    context.close()
    assert found == []

"""Every page of the edition in a real browser, as a reader sees it."""

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.whole.browsing import DESK, PARTS, PHONE, axe, breaches, is_too_wide, reader
from tests.whole.readers import Edition, ReaderPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

NARROWEST = 320
REQUESTS_BEFORE_PICTURES = 6
parts = pytest.mark.parametrize("part", range(PARTS))

SHIFTS = """async () => {
    let shift = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; })
        .observe({type: "layout-shift", buffered: true});
    for (let at = 0; at < document.body.scrollHeight; at += 500) {
        scrollTo(0, at);
        await new Promise((done) => setTimeout(done, 20));
    }
    // A lazy picture where nothing is shown, as beside an article on a phone, is never fetched.
    const shown = [...document.images].filter((image) => image.checkVisibility());
    await Promise.all(shown.map((image) => image.decode().catch(() => {})));
    return [shift, shown.filter((image) => !image.naturalWidth).map((image) => image.src)];
}"""


@parts
def test_every_page_is_quiet_and_fits(
    browser: "Browser", edition: Edition, demo_server: str, part: int
) -> None:
    """No third party, cookie, error or breach of the policy, and nothing to scroll sideways for on a small phone."""
    faults = defaultdict(list)
    with reader(browser, demo_server, viewport={"width": NARROWEST, "height": 800}) as visitor:
        for page in edition.pages[part::PARTS]:
            faults[page.name] += visitor.open(page).faults
            faults[page.name] += breaches(visitor.page)
            if is_too_wide(visitor.page):
                faults[page.name].append(f"wider than {NARROWEST} pixels")
        assert visitor.context.cookies() == []
    assert _only_faulty(faults) == {}


@parts
def test_pages_fit_phone_desk_and_paper(
    browser: "Browser", edition: Edition, demo_server: str, part: int
) -> None:
    """Nothing to scroll sideways for; in print, no menus."""
    faults = defaultdict(list)
    with reader(browser, demo_server) as visitor:
        for page in _one_of_each_shape(edition)[part::PARTS]:
            visitor.open(page)
            for viewport in (PHONE, DESK):
                visitor.page.set_viewport_size(viewport)
                if is_too_wide(visitor.page):
                    faults[page.name].append(f"wider than {viewport['width']} pixels")
            visitor.page.emulate_media(media="print")
            if visitor.page.locator("nav:visible").count():
                faults[page.name].append("navigation in print")
            visitor.page.emulate_media(media="screen")
    assert _only_faulty(faults) == {}


@parts
def test_axe_finds_nothing(browser: "Browser", edition: Edition, demo_server: str, part: int) -> None:
    """On every page: what holds for one holds for those that are built alike."""
    faults = {}
    with reader(browser, demo_server, viewport=PHONE) as visitor:
        for page in _one_of_each_shape(edition)[part::PARTS]:
            visitor.open(page)
            faults[page.name] = axe(visitor.page)
    assert _only_faulty(faults) == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "dark")])
def test_axe_finds_nothing_on_one_of_each_sort(
    browser: "Browser", edition: Edition, demo_server: str, width: int, scheme: str
) -> None:
    faults = {}
    settings = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with reader(browser, demo_server, **settings) as visitor:
        for page in _one_of_each_sort(edition):
            visitor.open(page)
            faults[page.name] = axe(visitor.page)
    assert _only_faulty(faults) == {}


def test_the_keyboard_skips_to_the_content(browser: "Browser", edition: Edition, demo_server: str) -> None:
    with reader(browser, demo_server, viewport=DESK) as visitor:
        for page in _one_of_each_sort(edition):
            visitor.open(page)
            visitor.page.keyboard.press("Tab")
            skip = visitor.page.locator(":focus")
            assert (page.name, skip.get_attribute("href")) == (page.name, "#main")
            box = skip.bounding_box()
            assert box is not None
            assert box["y"] >= 0, "the link is seen when it is reached"
            visitor.page.keyboard.press("Enter")
            visitor.page.keyboard.press("Tab")
            assert visitor.page.evaluate("document.activeElement.closest('main, footer') !== null"), page.name


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_jumps_while_pictures_come(
    browser: "Browser", edition: Edition, demo_server: str, viewport: dict[str, int]
) -> None:
    faults = {}
    with reader(browser, demo_server, viewport=viewport) as visitor:
        for page in _one_of_each_sort(edition):
            visitor.open(page)
            shift, missing = visitor.page.evaluate(SHIFTS)
            if shift > 0 or missing:
                faults[page.name] = (shift, missing)
    assert faults == {}


def test_few_requests_come_before_pictures(browser: "Browser", edition: Edition, demo_server: str) -> None:
    with reader(browser, demo_server) as visitor:
        for page in edition.articles:
            # What scripts fetch, they fetch when the page has been read in.
            asked = [kind for kind, _url in visitor.open(page).requests if kind not in ("image", "fetch")]
            assert len(asked) <= REQUESTS_BEFORE_PICTURES, (page.name, asked)


def test_pages_read_whole_without_scripts(browser: "Browser", edition: Edition, demo_server: str) -> None:
    """The words, the links and the pictures are the same without; what scripts add beside is no part of the page."""
    seen: dict[bool, list[object]] = {}
    read = """() => {
      const added = ".appeal > button, .standing, .sharing button, [data-advert]";
      for (const each of document.querySelectorAll(added)) each.remove();
      return [document.body.innerText, [...document.links].map(String), document.images.length];
    }"""
    for is_on in (True, False):
        with reader(browser, demo_server, java_script_enabled=is_on) as visitor:
            seen[is_on] = []
            for page in _one_of_each_sort(edition):
                visitor.open(page)
                seen[is_on].append(visitor.page.evaluate(read))
    assert seen[True] == seen[False]


def _only_faulty(faults: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: found for name, found in faults.items() if found}


def _one_of_each_shape(edition: Edition) -> list[ReaderPage]:
    chosen: dict[object, ReaderPage] = {}
    for page in edition.pages:
        chosen.setdefault(page.shape, page)
    return list(chosen.values())


def _one_of_each_sort(edition: Edition) -> list[ReaderPage]:
    """One page a template and language, and of articles one a kind of block."""
    chosen: dict[object, ReaderPage] = {}
    for page in edition.pages:
        for mark in page.marks:
            chosen.setdefault((page.language, page.status, mark), page)
    return list(dict.fromkeys(chosen.values()))

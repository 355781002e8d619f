"""Adverts in a real browser: nothing moves, nobody is followed, and a blocker breaks nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.corrections.browsing import Reader
from tests.newsroom.served import ServedSite, served_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
CONTENT = """
import io
from django.core.files.base import ContentFile
from PIL import Image
from coffeepress.adverts.models import AdvertPlaces, Creative
from coffeepress.articles.models import Article, Picture, Section

TITLE = "The bridge is open again for all who walk across the river"
section = Section.objects.get(slug="city", locale__language_code="en")
body = [("text", "".join(f"<p>Paragraph {number}. {'Words of it. ' * 30}</p>" for number in range(10)))]
article = section.add_child(instance=Article(title=TITLE, slug="bridge", body=body, locale=section.locale))
article.save_revision().publish()
file = io.BytesIO()
Image.new("RGB", (1600, 1200), "navy").save(file, "JPEG")
picture = Picture.objects.create(title="Navy", file=ContentFile(file.getvalue(), name="navy.jpg"))
AdvertPlaces.objects.create(
    language="en", places=["middle", "end", "sidebar", "home"], house_text="Room for a neighbour"
)
given = {"languages": ["en"], "link": "/"}
Creative.objects.create(name="Paint", picture=picture, alt="Blue paint", places=["sidebar", "home"], **given)
Creative.objects.create(
    name="Bread", kind="text", heading="Bread", text="Baked at night.", label="paid_by", payer="The baker",
    places=["middle", "end"], **given,
)
Creative.objects.create(name="Other section", kind="text", heading="Elsewhere", places=["middle", "end"],
    sections=[999], weight=1000, **given)
"""
# The masthead's "Sign in" becomes "Your account", which is wider: no doing of adverts.
SHIFTS = """window.shifts = [];
const moved = (each) => each.sources.some(({ node }) => !node?.parentElement?.closest(".masthead"));
new PerformanceObserver((list) => {
  shifts.push(...list.getEntries().filter(moved).map((each) => each.value));
  if (shifts.length) document.documentElement.dataset.shifted = "yes";
}).observe({ type: "layout-shift", buffered: true });"""
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});"""
LEAVE = """() => {
  Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A site with a long article, with places and adverts, on which support can be given."""
    with served_site(tmp_path_factory.mktemp("adverts") / "site", practice=True) as site:
        site.run(CONTENT)
        path = site.path_of("bridge")
        site.wait_until(lambda: 'data-advert="end"' in site.read(path).text)
        site.wait_until(lambda: "Blue paint" in site.read("/adverts/en.json").text)
        yield site


@pytest.fixture
def article(served: ServedSite) -> str:
    return served.path_of("bridge")


@pytest.fixture
def reader(browser: Browser, served: ServedSite) -> Iterator[Reader]:
    """A reader whose page notes what moves."""
    someone = Reader(browser, served.address, user_agent=AGENT, viewport={"width": 1280, "height": 900})
    someone.context.add_init_script(SHIFTS)
    yield someone
    someone.leave()
    assert someone.faults == []


def block(reader: Reader, pattern: str = "**/adverts/**") -> None:
    reader.context.route(pattern, lambda route: route.abort("blockedbyclient"))


def scroll_through(page: Page) -> None:
    """To the end, a screen at a time, each painted."""
    page.evaluate(
        """async () => {
          const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
            scrollTo(0, top);
            await painted();
          }
        }"""
    )


def shifts(page: Page) -> list[float]:
    found: list[float] = page.evaluate("shifts")
    return found


def counted(served: ServedSite) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(
        served.run(
            "import json\nfrom coffeepress.adverts.models import AdvertCount\n"
            "rows = AdvertCount.objects.order_by('creative__name', 'place')\n"
            "print(json.dumps(list(rows.values_list('creative__name', 'place', 'seen', 'clicked'))))"
        )
    )
    return found


def test_adverts_come_into_their_room_and_nothing_moves(reader: Reader, article: str) -> None:
    page = reader.page
    reader.open(article)
    expect(page.locator("[data-advert=end]")).to_contain_text("Paid by The baker")
    expect(page.locator("[data-advert=middle] b")).to_have_text("Bread")
    expect(page.get_by_role("link", name="Blue paint")).to_be_visible()
    scroll_through(page)
    assert shifts(page) == []
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(
        "document.querySelector('.prose').prepend(Object.assign(document.createElement('h2'), {innerText: 'x'}))"
    )
    # What would have been noticed; the observer is told of it after the next frame.
    expect(page.locator("html")).to_have_attribute("data-shifted", "yes")


def test_a_view_is_counted_when_the_reader_leaves_and_with_no_cookie(
    reader: Reader, served: ServedSite, article: str
) -> None:
    before = counted(served)
    page = reader.page
    reader.context.add_cookies([{"name": "coffeepress_hint", "value": "reader", "url": served.address}])
    reader.open(article)
    place = page.locator("[data-advert=end]")
    expect(place).to_contain_text("Bread")
    place.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)  # a view lasts a second
    with page.expect_request("**/adverts/count/") as told:
        page.evaluate(LEAVE)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    sent = told.value.all_headers()
    assert {name for name in ("cookie", "referer", "authorization") if name in sent} == set()
    served.wait_until(lambda: counted(served) != before)
    assert [row for row in counted(served) if row[1] == "end"] == [["Bread", "end", 1, 0]]


def test_a_click_is_counted_though_the_page_is_left(reader: Reader, served: ServedSite, article: str) -> None:
    before = counted(served)
    reader.open(article)
    place = reader.page.locator("[data-advert=middle]")
    expect(place).to_contain_text("Bread")
    place.get_by_role("link").click()
    reader.page.wait_for_url(f"{served.address}/")
    served.wait_until(lambda: counted(served) != before)
    assert [row for row in counted(served) if row[1] == "middle"] == [["Bread", "middle", 1, 1]]


def test_an_advert_that_was_not_looked_at_is_not_counted(reader: Reader, article: str) -> None:
    sent: list[str] = []
    reader.page.on("request", lambda request: sent.append(request.url))
    reader.open(article)
    expect(reader.page.locator("[data-advert=middle]")).to_contain_text("Bread")
    reader.page.goto("about:blank")
    assert [url for url in sent if url.endswith("/adverts/count/")] == []


@pytest.mark.parametrize("hint", ["supporter", "thanked"])
def test_a_supporter_sees_none_and_asks_for_none(
    reader: Reader, served: ServedSite, article: str, hint: str
) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.context.add_cookies([{"name": "coffeepress_hint", "value": hint, "url": served.address}])
    for path in (article, "/"):
        reader.open(path)
        reader.page.wait_for_load_state("networkidle")
        places = reader.page.locator(".advert").all()
        assert [place.is_visible() for place in places] == [False] * (3 if path != "/" else 1)
        scroll_through(reader.page)
        assert shifts(reader.page) == []
    assert [url for url in asked if "/adverts/" in url] == []


def test_where_adverts_are_blocked_one_note_asks_until_it_is_put_away(
    reader: Reader, served: ServedSite, article: str
) -> None:
    block(reader)
    page = reader.page
    reader.open(article)
    note = page.locator(".advert-note")
    expect(note).to_be_visible()
    expect(note.get_by_role("link", name="Support us instead")).to_have_attribute("href", "/support/")
    expect(page.locator("[data-advert=middle]")).to_have_text("Room for a neighbour")
    expect(page.locator("[data-advert=end]")).to_be_hidden()
    assert page.locator(".prose > p").count() == 10
    assert [paragraph.is_visible() for paragraph in page.locator(".prose > p").all()] == [True] * 10
    scroll_through(page)
    assert shifts(page) == []
    note.get_by_text("Allow adverts here").click()
    expect(note.get_by_text("Open your blocker")).to_be_visible()
    note.get_by_role("button", name="Put this away for good").click()
    expect(note).to_be_hidden()
    for path in (article, "/"):
        reader.open(path)
        page.wait_for_load_state("networkidle")
        expect(page.locator(".advert-note")).to_be_hidden()
    assert reader.context.cookies() == []


def test_a_note_can_be_put_away_where_the_browser_keeps_nothing(reader: Reader, article: str) -> None:
    block(reader)
    reader.context.add_init_script(NO_STORAGE)
    reader.open(article)
    note = reader.page.locator(".advert-note")
    note.get_by_role("button", name="Put this away for good").click()
    expect(note).to_be_hidden()


def test_a_supporter_who_blocks_adverts_is_not_asked(
    reader: Reader, served: ServedSite, article: str
) -> None:
    block(reader)
    reader.context.add_cookies([{"name": "coffeepress_hint", "value": "supporter", "url": served.address}])
    reader.open(article)
    reader.page.wait_for_load_state("networkidle")
    expect(reader.page.locator(".advert-note")).to_be_hidden()


@pytest.mark.parametrize(
    "answer", [{"status": 404}, {"status": 503}, {"body": "<html>"}, {"body": '{"adverts":[]}'}]
)
def test_a_strange_answer_is_no_blocker(reader: Reader, article: str, answer: dict[str, Any]) -> None:
    def answer_so(route: Route) -> None:
        route.fulfill(**answer)

    reader.context.route("**/adverts/en.json", answer_so)
    reader.open(article)
    reader.page.wait_for_load_state("networkidle")
    expect(reader.page.locator("[data-advert=end]")).to_have_text("Room for a neighbour")
    expect(reader.page.locator(".advert-note")).to_be_hidden()


def test_a_reader_whom_we_cannot_be_reached_by_is_not_asked(reader: Reader, article: str) -> None:
    block(reader)
    reader.context.route(
        "**/bridge/", lambda route: route.abort() if route.request.method == "HEAD" else route.continue_()
    )
    with reader.page.expect_event("requestfailed", lambda request: request.method == "HEAD"):
        reader.open(article)
    expect(reader.page.locator(".advert-note")).to_be_hidden()


def test_a_blocked_counter_breaks_nothing(reader: Reader, article: str) -> None:
    block(reader, "**/adverts/count/")
    reader.open(article)
    reader.page.locator("[data-advert=middle]").get_by_role("link").click()
    reader.page.wait_for_url(f"{reader.address}/")


def test_an_advert_whose_time_is_over_is_not_shown_whatever_the_file_says(
    reader: Reader, article: str
) -> None:
    def stale(route: Route) -> None:
        answer = route.fetch()
        adverts = answer.json()["adverts"]
        route.fulfill(json={"adverts": [{**each, "until": 1} for each in adverts]})

    reader.context.route("**/adverts/en.json", stale)
    reader.open(article)
    reader.page.wait_for_load_state("networkidle")
    expect(reader.page.locator("[data-advert=end]")).to_have_text("Room for a neighbour")


def test_without_scripts_the_outlets_words_stand_there(
    page_without_scripts: Page, served: ServedSite, article: str
) -> None:
    page = page_without_scripts
    page.goto(served.address + article)
    expect(page.locator("[data-advert=end]")).to_have_text("Room for a neighbour")
    expect(page.locator(".advert-note")).to_be_hidden()


def test_by_weight_adverts_are_drawn(reader: Reader, served: ServedSite, article: str) -> None:
    reader.open("/support/")  # where the script finds no place
    script = re.findall(r'src="([^"]*/page\.[^"]*js)"', served.read(article).text)[0]
    drawn = reader.page.evaluate(
        """async (script) => {
          const { draw } = await import(script);
          const adverts = [{ id: 1, weight: 30 }, { id: 2, weight: 10 }];
          return [0, .5, .74, .76, .999].map((chance) => draw(adverts, chance).id).concat(draw([]) ?? 0);
        }""",
        script,
    )
    assert drawn == [1, 1, 1, 2, 2, 0]


@pytest.mark.parametrize("is_blocked", [False, True])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_adverts_and_the_note_can_be_used_by_everybody(
    browser: Browser, served: ServedSite, article: str, width: int, scheme: str, is_blocked: bool
) -> None:
    reader = Reader(browser, served.address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    if is_blocked:
        block(reader)
    for path in (article, "/"):
        reader.open(path)
        place = ".advert-note" if is_blocked else "[data-advert] .advert-label"
        expect(reader.page.locator(place).last).to_be_visible()
        assert reader.axe() == []
        for direction in ("ltr", "rtl"):
            reader.page.evaluate("(direction) => (document.documentElement.dir = direction)", direction)
            assert reader.page.evaluate("document.documentElement.scrollWidth") == width
    reader.page.emulate_media(media="print")
    expect(reader.page.locator("[data-advert]")).to_be_hidden()
    expect(reader.page.locator(".advert-note")).to_be_hidden()
    reader.leave()

"""In a real browser: select, press Ctrl+Enter or tap, send, and get a receipt; and the form without a script."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import brotli
import httpx
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.corrections.browsing import Reader
    from tests.newsroom.served import ServedSite

pytestmark = pytest.mark.browser

LARGEST_MODULE_BYTES = 6 * 1024
ARTICLE = "/2026/11/bridge/"
FLOOD = 500
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

CONTENT = r"""
import io, json
from datetime import UTC, datetime
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page
from coffeepress.articles.models import Article, Picture, Section
from coffeepress.articles.passages import said
from coffeepress.edition.press import press

stream = io.BytesIO()
Image.new("RGB", (480, 360), "teal").save(stream, "PNG")
picture = Picture(title="Ferry", caption="The ferry\n at  dawn", file=ContentFile(stream.getvalue(), "ferry.png"))
picture.save()
section = Section.objects.get(slug="city", locale__language_code="en")
article = Article(
    title="The 🌉 bridge &  its <keeper>", slug="bridge", locale=section.locale, standfirst="Forty metres\nof iron.",
    first_published_at=datetime(2026, 11, 5, 12, tzinfo=UTC), lead_picture=picture, lead_caption="Seen from the quay",
    body=[
        {"type": "text", "value": '<p>It was <b>built in</b> 1904 by <a href="https://example.org/">Novak &amp; '
            'Sons</a>,  who&nbsp;built<br/>others 👩‍👩‍👧 too.</p><h2>A heading</h2><p>Second <i>para</i>graph.</p>'
            '<ul><li>First item</li><li>Second item</li></ul><hr/><p>' + "Long words. " * 70 + '</p>'},
        {"type": "picture", "value": {"picture": picture.pk, "alt": "", "caption": "", "credit": "A. N.",
            "source_url": ""}},
        {"type": "gallery", "value": {"pictures": [{"id": "1", "type": "item", "value": {"picture": picture.pk,
            "alt": "", "caption": "One of two", "credit": "", "source_url": ""}}], "caption": "Two of them"}},
        {"type": "quotation", "value": {"text": "I keep it.\nEvery day.\n\n And night.", "speaker": "Ann Keeper",
            "role": "keeper", "source_name": "Radio", "source_url": ""}},
        {"type": "pull_quote", "value": {"text": "Every   day."}},
        {"type": "embed", "value": {"url": "https://youtu.be/abcdefghijk", "title": "Film", "caption": "A film of it",
            "picture": None}},
        {"type": "table", "value": {"table": {"columns": [{"type": "text", "heading": "Year"},
            {"type": "number", "heading": "Metres"}], "rows": [{"values": ["1904", 40]}, {"values": ["1930", None]}],
            "caption": ""}, "caption": "Its length", "source": "The town"}},
        {"type": "info_box", "value": {"title": "In short", "text": "<p>One <b>thing</b>.</p><p>Another.</p>"}},
        {"type": "text", "value": "<p>قال الحارس إن الجسر بُني عام <b>1904</b> ولم يُغلق.</p><p>שלום לגשר</p>"},
    ],
)
article.live = False
Page.objects.get(pk=section.pk).add_child(instance=article)
article.save_revision().publish()
press()
article = Article.objects.get(pk=article.pk)
print(json.dumps([article.permalink, said(article).text]))
"""


@dataclass(frozen=True)
class Outlet:
    """A served outlet, and the text of its article as the newsroom has it."""

    served: ServedSite
    text: str


@pytest.fixture(scope="module")
def outlet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outlet]:
    """A served outlet with an article that has every sort of block."""
    from tests.newsroom.served import served_site

    with served_site(tmp_path_factory.mktemp("readers") / "site") as served:
        path, text = json.loads(served.run(CONTENT))
        assert path == ARTICLE
        yield Outlet(served, text)


@pytest.fixture(scope="module")
def site(outlet: Outlet) -> ServedSite:
    return outlet.served


@pytest.fixture
def reading(site: ServedSite, browser: Browser) -> Iterator[Callable[..., Reader]]:
    """`reading(ARTICLE)` is a reader who has the article open."""
    from tests.corrections.browsing import Reader

    readers: list[Reader] = []

    def open_page(path: str = ARTICLE, **settings: Any) -> Reader:
        readers.append(Reader(browser, site.address, **settings))
        readers[-1].open(path)
        return readers[-1]

    yield open_page
    for each in readers:
        each.leave()
    assert [fault for each in readers for fault in each.faults] == []


def settled(reader: Reader) -> None:
    """Wait until the dialog is closed and has given focus and selection back, which it does in an event of its own."""
    reader.page.locator("dialog[open]").wait_for(state="detached")
    reader.page.evaluate("new Promise((done) => setTimeout(done, 300))")


def fields(reader: Reader) -> dict[str, str]:
    reader.page.locator("dialog form").wait_for()
    found: dict[str, str] = reader.page.evaluate(
        "async () => { await new Promise((done) => setTimeout(done, 200));"
        " return Object.fromEntries(new FormData(document.querySelector('dialog form'))) }"
    )
    return found


def stored(site: ServedSite, receipt: str) -> dict[str, Any]:
    """The report behind a receipt's path, as programs get it."""
    found: dict[str, Any] = site.read(f"{receipt}annotation.json").json()
    return found


def passage(report: dict[str, Any]) -> tuple[str, int, int]:
    """The passage of a report, with its place in code points."""
    quote, position = report["target"]["selector"]
    return quote["exact"], position["start"], position["end"]


def wordings(report: dict[str, Any]) -> list[str]:
    """What the reader wrote: what is wrong, what it should say."""
    body = report["body"]
    return [each["value"] for each in (body if isinstance(body, list) else [body])]


def test_the_page_and_the_newsroom_have_one_text(outlet: Outlet, reading: Callable[..., Reader]) -> None:
    reader = reading()
    src = reader.page.get_attribute("script[src*=corrections]", "src")
    assert reader.page.evaluate("async (src) => (await import(src)).read(null).text", src) == outlet.text


def test_select_press_send_and_get_a_receipt(
    outlet: Outlet, site: ServedSite, reading: Callable[..., Reader]
) -> None:
    reader = reading()
    reader.select("built in", "Sons")
    reader.report()
    assert reader.shown() == "built in 1904 by Novak & Sons"
    assert reader.page.evaluate("document.activeElement.name") == "wrong"
    receipt = reader.send(wrong="It was 1905.", proposal="built in 1905 by Novak & Sons", name="Ann")
    exact, start, end = passage(stored(site, receipt))
    assert (exact, outlet.text[start:end]) == ("built in 1904 by Novak & Sons",) * 2
    assert wordings(stored(site, receipt)) == ["It was 1905.", "built in 1905 by Novak & Sons"]
    assert not reader.page.locator("dialog form").is_visible()
    reader.page.click("dialog div a")
    reader.page.wait_for_url(f"**{receipt}")
    assert "built in 1904 by Novak & Sons" in reader.page.inner_text("main")
    assert reader.context.cookies() == []


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [
        ("🌉", "keeper", "🌉 bridge & its <keeper"),
        ("metres", "iron", "metres of iron"),
        ("from the", "quay", "from the quay"),
        ("who", "others", "who\u00a0built\nothers"),
        ("👩", "Second", "👩‍👩‍👧 too.\nA heading\nSecond"),
        ("para", "graph", "paragraph"),
        ("First", "Second item", "First item\nSecond item"),
        ("Every day.", "night", "Every day.\nAnd night"),
        ("Ann", "keeper", "Ann Keeper\nkeeper"),
        ("Its length", "Metres", "Its length\nYear\nMetres"),
        ("thing", "Another", "thing.\nAnother"),
        ("الجسر", "ولم", "الجسر بُني عام 1904 ولم"),
        ("لم يُغلق", "לגשר", "لم يُغلق.\nשלום לגשר"),
    ],
)
def test_a_passage_is_read_across_markup_blocks_and_scripts(
    outlet: Outlet, reading: Callable[..., Reader], start: str, end: str, exact: str
) -> None:
    reader = reading()
    # Words that stand more than once begin where the text does.
    within = {"Every day.": ".quotation", "Ann": ".quotation", "thing": ".box"}.get(start, ".story")
    reader.select(start, end, within=within)
    reader.report()
    found = fields(reader)
    assert (reader.shown(), found["exact"].replace("\r\n", "\n")) == (exact, exact)
    units = outlet.text.encode("utf-16-le")[2 * int(found["start"]) : 2 * int(found["end"])]
    assert (found["digest"], units.decode("utf-16-le")) == (sha256(outlet.text.encode()).hexdigest(), exact)


def test_escape_closes_and_gives_focus_and_selection_back(reading: Callable[..., Reader]) -> None:
    reader = reading()
    reader.page.focus(".prose a")
    reader.select("Second", "para")
    reader.report()
    reader.page.keyboard.type("half a sentence")
    reader.page.keyboard.press("Escape")
    settled(reader)
    assert reader.page.evaluate("document.activeElement.tagName") == "A"
    assert reader.page.evaluate("getSelection().toString()") == "Second para"
    reader.report()
    assert fields(reader)["wrong"] == "half a sentence"  # nothing typed is lost


def test_on_a_mac_it_is_the_command_key(reading: Callable[..., Reader]) -> None:
    reader = reading()
    reader.select("Second", "para")
    reader.page.keyboard.press("Meta+Enter")
    reader.page.locator("dialog[open]").wait_for()


def test_what_cannot_be_reported_is_said_kindly(reading: Callable[..., Reader]) -> None:
    reader = reading()
    hint = reader.page.locator(".hint")
    reader.page.keyboard.press("Control+Enter")
    assert "First select the passage" in (hint.text_content() or "")
    reader.select("Test", "Paper", within=".masthead")
    reader.page.keyboard.press("Control+Enter")
    assert "Please select a passage of the article" in (hint.text_content() or "")
    reader.select("Long", "Long", within=".prose > p:last-of-type, .prose > hr + p", until=".prose > hr + p")
    reader.page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose > hr + p'))")
    reader.page.keyboard.press("Control+Enter")
    assert "up to 600 characters" in (hint.text_content() or "")
    assert reader.page.locator("dialog[open]").count() == 0


def test_ctrl_enter_in_another_field_is_the_fields_own(reading: Callable[..., Reader]) -> None:
    reader = reading()
    reader.page.click("details.report summary")
    reader.page.focus("#report-wrong")
    reader.page.keyboard.press("Control+Enter")
    reader.page.locator("#report-wrong[aria-invalid=true]").wait_for()
    assert "Please say what is wrong" in reader.page.inner_text("details.report [role=alert]")


def test_by_the_keyboard_alone(site: ServedSite, reading: Callable[..., Reader]) -> None:
    reader = reading()
    reader.select("1904", "by")
    reader.report()
    reader.page.keyboard.type("Wrong year")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.type("1905 by")
    reader.page.keyboard.press("Control+Enter")
    link = reader.page.locator("dialog div a")
    link.wait_for()
    assert reader.page.evaluate("document.activeElement.closest('dialog') !== null")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == "See what becomes of it"
    assert wordings(stored(site, link.get_attribute("href") or "")) == ["Wrong year", "1905 by"]
    reader.page.keyboard.press("Escape")
    settled(reader)
    reader.select("Second", "para")
    reader.report()
    assert fields(reader)["wrong"] == ""  # another report begins empty


def test_the_button_on_a_touch_screen(site: ServedSite, reading: Callable[..., Reader]) -> None:
    reader = reading(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    button = reader.page.get_by_role("button", name="Report an error")
    assert button.count() == 0
    reader.page.locator(".prose > p").first.scroll_into_view_if_needed()
    reader.select("built in", "1904")
    button.wait_for()
    box = button.bounding_box()
    assert box is not None
    assert (box["height"] >= 44, box["width"] >= 44, box["x"] >= 0, box["x"] + box["width"] <= 390) == (
        True,
    ) * 4
    button.tap()
    reader.page.locator("dialog[open]").wait_for()
    assert reader.shown() == "built in 1904"
    assert not button.is_visible()
    assert passage(stored(site, reader.send(wrong="By touch")))[0] == "built in 1904"


def test_no_button_follows_the_mouse(reading: Callable[..., Reader]) -> None:
    reader = reading()
    reader.select("built in", "1904")
    reader.page.wait_for_timeout(500)
    assert reader.page.get_by_role("button", name="Report an error").count() == 0


def test_the_form_without_a_script(outlet: Outlet, site: ServedSite, reading: Callable[..., Reader]) -> None:
    reader = reading(java_script_enabled=False)
    page = reader.page
    page.click("details.report summary")
    page.fill("[name=exact]", "built in 1904")
    page.fill("[name=wrong]", "It was <b>1905</b>.")
    page.click("details.report form button")
    assert page.inner_text("h1") == "Check and send"
    assert page.input_value("[name=exact]") == "built in 1904"
    page.wait_for_timeout(3_100)
    page.click("form.report button")
    page.wait_for_url("**/corrections/r/**")
    assert "It was <b>1905</b>." in page.inner_text("main")
    exact, start, end = passage(stored(site, page.url.removeprefix(site.address)))
    assert (exact, outlet.text[start:end]) == ("built in 1904",) * 2
    assert reader.context.cookies() == []


def test_the_form_under_the_article_with_a_script_needs_no_second_page(
    site: ServedSite, reading: Callable[..., Reader]
) -> None:
    reader = reading()
    reader.page.click("details.report summary")
    reader.page.fill("[name=wrong]", "In the form")
    reader.page.click("details.report form button")
    link = reader.page.locator("details.report div a")
    link.wait_for()
    assert "In the form" in site.read(link.get_attribute("href") or "").text


def test_a_letter(site: ServedSite, reading: Callable[..., Reader]) -> None:
    reader = reading("/corrections/write/")
    reader.page.fill("[name=wrong]", "Good morning")
    reader.page.wait_for_timeout(3_100)
    reader.page.click("form.report button")
    reader.page.wait_for_url("**/corrections/r/**")
    assert "Good morning" in reader.page.inner_text("main")


def test_a_failing_network_keeps_what_was_typed_and_a_retry_sends_it_once(
    site: ServedSite, reading: Callable[..., Reader]
) -> None:
    reader = reading()
    reader.select("Second", "para")
    reader.report()

    def lose_the_answer(route: Any) -> None:
        route.fetch()  # it arrived, but the answer is lost
        route.abort()

    reader.page.route("**/corrections/report/", lose_the_answer)
    reader.page.fill("dialog [name=wrong]", "Sent twice")
    reader.page.click("dialog form button")
    reader.page.get_by_text("This could not be sent").wait_for()
    assert reader.page.input_value("dialog [name=wrong]") == "Sent twice"
    reader.page.unroute("**/corrections/report/")
    reader.send()
    code = "from coffeepress.corrections.models import Report\nprint(Report.objects.filter(wrong='Sent twice').count())"
    assert site.run(code).strip() == "1"


def test_work_is_done_beside_the_page_and_counts(reading: Callable[..., Reader]) -> None:
    from coffeepress.people import work
    from coffeepress.people.form_numbers import new_number

    mine = new_number()
    given = json.dumps({"token": mine.signed, "challenge": work.challenge(mine)})
    reader = reading()
    reader.page.route(
        "**/corrections/token/", lambda route: route.fulfill(body=given, content_type="application/json")
    )
    sent: list[str] = []

    def take(route: Any) -> None:
        sent.append(route.request.post_data)
        route.fulfill(
            body=json.dumps({"number": 7, "url": "/corrections/r/x/"}), content_type="application/json"
        )

    reader.page.route("**/corrections/report/", take)
    reader.select("Second", "para")
    reader.report()
    reader.page.evaluate(
        "() => { window.ticks = []; const tick = () => { window.ticks.push(performance.now());"
        " requestAnimationFrame(tick) }; tick() }"
    )
    reader.send(wrong="Under load")
    from urllib.parse import parse_qs

    (solution,) = parse_qs(sent[0])["altcha"]
    assert work.is_solved(solution, mine)
    longest = reader.page.evaluate("Math.max(...window.ticks.slice(1).map((at, i) => at - window.ticks[i]))")
    assert longest < 1_000  # the page was never held up; a busy machine may be slow


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(reading: Callable[..., Reader], scheme: Any, width: int) -> None:
    reader = reading(color_scheme=scheme, viewport={"width": width, "height": 900})
    reader.page.click("details.report summary")
    assert reader.axe() == []
    reader.page.click("details.report summary")
    reader.select("Second", "para")
    reader.report()
    assert reader.axe() == []
    reader.page.click("dialog form button")
    reader.page.locator("dialog [aria-invalid]").wait_for()
    assert reader.axe() == []
    reader.open("/corrections/write/?language=uk")
    assert reader.axe() == []
    reader.page.click("form.report button")
    reader.page.locator("[aria-invalid]").wait_for()
    assert reader.axe() == []
    assert not reader.page.evaluate(TOO_WIDE)


def test_a_receipt_of_hostile_text_is_the_text_and_axe_finds_nothing(
    site: ServedSite, reading: Callable[..., Reader]
) -> None:
    text = "\u202e<script>alert(1)</script> " + "x" * 900
    code = (
        "from coffeepress.corrections.models import Report\n"
        f"print(Report.objects.create(kind='letter', language='en', wrong={text!r}, state='declined',"
        f" reason={text!r}).token)"
    )
    path = f"/corrections/r/{site.run(code).strip()}/"
    schemes: list[Any] = ["light", "dark"]
    for scheme in schemes:
        reader = reading(path, color_scheme=scheme, viewport={"width": 390, "height": 844})
        assert reader.axe() == []
        assert text in (reader.page.text_content("main") or "")
        assert not reader.page.evaluate(TOO_WIDE)


def test_the_module_is_light_and_on_article_pages_alone(site: ServedSite) -> None:
    page = site.read(ARTICLE).text
    (src,) = re.findall(r'<script type="module" src="(/static/coffeepress/corrections\.[^"]+)"', page)
    sizes = [len(brotli.compress(site.read(src).content, quality=11))]
    (work,) = re.findall(r'data-work="([^"]+)"', page)
    sizes.append(len(brotli.compress(site.read(work).content, quality=11)))
    assert sum(sizes) <= LARGEST_MODULE_BYTES
    for path in ("/", "/city/", "/corrections/", "/corrections/write/"):
        assert "corrections." not in "".join(re.findall(r"<script[^>]*>", site.read(path).text)), path


def test_a_flood_from_one_address_leaves_the_site_and_other_readers_alone(site: ServedSite) -> None:
    path = site.address + "/corrections/"
    form = {"article": "", "language": "en"}
    with from_address("127.0.0.3") as flood, from_address("127.0.0.2") as reader:
        tokens = [flood.get(f"{path}token/").json()["token"] for _ in range(FLOOD)]
        token = reader.get(f"{path}token/").json()["token"]
        time.sleep(3.1)

        def post(number: int) -> int:
            sent = {**form, "wrong": f"Flood {number}", "token": tokens[number]}
            return flood.post(f"{path}report/", data=sent, headers={"Accept": "application/json"}).status_code

        with ThreadPoolExecutor(8) as senders:
            answers = senders.map(post, range(FLOOD))
            reading = [reader.get(site.address + ARTICLE) for _ in range(50)]
            taken = reader.post(f"{path}report/", data={**form, "wrong": "A real one", "token": token})
            statuses = Counter(answers)
    assert statuses == {200: 12, 429: FLOOD - 12}
    assert {each.status_code for each in reading} == {200}
    assert sorted(each.elapsed.total_seconds() for each in reading)[25] < 0.5
    assert taken.status_code == 303


def from_address(address: str) -> httpx.Client:
    """A client that comes from one of this machine's own addresses."""
    return httpx.Client(transport=httpx.HTTPTransport(local_address=address), timeout=60)

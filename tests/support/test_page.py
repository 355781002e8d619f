"""The support page and the request under articles: pressed, in each language, and no more often than they change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from tests.edition.folder import answers, differences, texts
from tests.edition.newsroom import Newsroom

pytestmark = pytest.mark.django_db

IBAN = "DE02120300000000202051"


@pytest.fixture
def offering(site: Callable[..., None], newsroom: Newsroom) -> Newsroom:
    """A newsroom with an article, on a site that takes payments."""
    site(base_url="http://testserver", support_practice=False, coffee_price=["EUR 3.50"])
    newsroom.article(newsroom.section("city"), "bridge")
    return newsroom


def words(**given: Any) -> Any:
    from coffeepress.support.models import SupportWords

    return SupportWords.objects.create(**{"language": "en", "title": "Join us", **given})


def page(path: str) -> Any:
    return html.document_fromstring(texts()[f"{path.lstrip('/')}index.html"])


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_each_language_has_its_support_page_before_anything_is_worded(offering: Newsroom) -> None:
    press_all(processes=1)
    assert answers("/support/", "/uk/support/") == [200, 200]
    offers = [said(each) for each in page("/support/").xpath("//ul[@class='offers']/li/h3")]
    assert offers == ["One coffee a month", "Once, as much as you like"]
    assert page("/support/").xpath("//ul[@class='offers']//a/@href") == [
        "/support/begin/?offer=coffee&language=en",
        "/support/begin/?offer=own&interval=once&language=en",
    ]


def test_other_currencies_are_chosen_on_the_page_itself(
    offering: Newsroom, site: Callable[..., None]
) -> None:
    site(
        base_url="http://testserver", support_practice=False, coffee_price=["EUR 3.50", "UAH 90", "KWD 1.200"]
    )
    press_all(processes=1)
    (first, *others) = page("/support/").xpath("//ul[@class='offers']")
    assert first.xpath(".//p[@class='price']/text()") == ["€3.50 a month"]
    assert [said(each.xpath("..//summary")[0]) for each in others] == [
        "In another currency: Ukrainian Hryvnia (UAH)",
        "In another currency: Kuwaiti Dinar (KWD)",
    ]
    assert [each.xpath(".//p[@class='price']/text()") for each in others] == [
        ["UAH\N{NO-BREAK SPACE}90.00 a month"],
        ["KWD\N{NO-BREAK SPACE}1.200 a month"],
    ]
    assert [each.xpath(".//a/@href")[0] for each in others] == [
        "/support/begin/?offer=coffee&currency=UAH&language=en",
        "/support/begin/?offer=coffee&currency=KWD&language=en",
    ]


def test_other_ways_have_what_is_to_be_copied_and_a_qr_code(offering: Newsroom) -> None:
    bank = {"title": "By bank", "holder": "The Paper", "iban": IBAN, "bic": "", "purpose": "Support"}
    coin = {"title": "By coin", "address": "bc1qexample", "note": ""}
    link = {"title": "Patreon", "url": "https://patreon.example/paper", "note": "Monthly"}
    words(ways=[("bank", bank), ("address", coin), ("link", link)])
    press_all(processes=1)
    ways = page("/support/").xpath("//section[@aria-labelledby='support-ways']//li")
    assert [len(way.xpath(".//*[local-name()='svg']")) for way in ways] == [1, 1, 0]
    assert ways[0].xpath(".//bdi/@data-plain") == ["The Paper", "DE02 1203 0000 0000 2020 51", "Support"]
    assert ways[2].xpath(".//a/@href") == ["https://patreon.example/paper"]
    assert page("/uk/support/").xpath("//section[@aria-labelledby='support-ways']") == []


def test_what_an_editor_writes_is_text(offering: Newsroom) -> None:
    words(title="<script>x</script>", appeals=[("appeal", {"title": "", "text": "<b>Pay</b>", "button": ""})])
    press_all(processes=1)
    assert "<script>x" not in texts()["support/index.html"]
    (appeal,) = [each for each in texts().values() if "data-appeal" in each]
    assert "&lt;b&gt;Pay&lt;/b&gt;" in appeal


def test_article_asks_for_support_in_the_outlets_words(offering: Newsroom) -> None:
    words(appeals=[("appeal", {"title": "Coffee?", "text": "Only {coffee} a month.", "button": "Yes"})])
    press_all(processes=1)
    (found,) = [each for each in texts().values() if "data-appeal" in each]
    (appeal,) = html.document_fromstring(found).xpath("//aside[@data-appeal]")
    assert said(appeal) == "Coffee? Only €3.50 a month. Yes"
    assert appeal.xpath(".//a/@href") == ["/support/"]


def test_nobody_is_asked_where_nothing_can_be_paid(offering: Newsroom, site: Callable[..., None]) -> None:
    site(
        base_url="http://testserver",
        support_practice=False,
        stripe_secret_key="",
        bank_iban="",
        patreon_webhook_secret="",
    )
    press_all(processes=1)
    assert [each for each in texts().values() if "data-appeal" in each] == []
    assert "Support cannot be given here yet." in said(page("/support/"))


def test_saving_words_or_a_tier_presses_what_shows_them(offering: Newsroom, tmp_path: Path) -> None:
    from coffeepress.support.models import Tier, TierWords

    press_all(processes=1)
    given = words()
    tier = Tier.objects.create(amount_minor=900, currency="EUR")
    TierWords.objects.create(tier=tier, language="en", name="A lunch", purpose="For photographers")
    press()
    assert "A lunch" in said(page("/support/"))
    assert differences(tmp_path) == []
    given.delete()
    tier.delete()
    press()
    assert "A lunch" not in said(page("/support/"))
    assert differences(tmp_path) == []

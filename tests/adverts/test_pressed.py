"""The file of running adverts and ads.txt: pressed when they change, and never the pages."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from PIL import Image

from coffeepress.adverts.models import AdvertPlaces, Creative
from coffeepress.adverts.schedule import settle
from coffeepress.articles.models import Picture
from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from tests.adverts.selling import sell
from tests.edition.folder import differences, files, texts
from tests.edition.newsroom import Newsroom, new_picture, unpublish

pytestmark = pytest.mark.django_db


def shown(language: str = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files()[f"adverts/{language}.json"])["adverts"]
    return found


def large_picture() -> Picture:
    """A picture that is larger than all shapes."""
    file = io.BytesIO()
    Image.new("RGB", (1600, 1200), "navy").save(file, "JPEG")
    picture = Picture.objects.create(title="Navy", file=ContentFile(file.getvalue(), name="navy.jpg"))
    picture.get_file_hash()
    return picture


def pressed_for() -> list[str]:
    """The languages that have a file."""
    return [code for code in ("en", "uk") if f"adverts/{code}.json" in files()]


def test_there_is_no_file_where_no_page_has_a_place(newsroom: Newsroom) -> None:
    sell()
    press_all(processes=1)
    assert pressed_for() == []


def test_the_file_holds_what_runs_in_its_language(places: AdvertPlaces) -> None:
    ends_at = timezone.now() + timedelta(days=1)
    first = sell(sections=[7], weight=3, ends_at=ends_at, places=["end", "sidebar"])
    sell(languages=["uk"])
    sell(starts_at=ends_at)
    press_all(processes=1)
    (advert,) = shown()
    words = advert.pop("html")
    assert advert == {
        "id": first.pk,
        "places": ["end", "sidebar"],
        "sections": [7],
        "weight": 3,
        "until": int(ends_at.timestamp() * 1000),
    }
    assert list(words) == ["wide", "tall"]


def test_what_is_written_is_text_and_the_link_says_that_it_is_paid_for(places: AdvertPlaces) -> None:
    sell(
        heading="<b>Bread</b>", text='"&', link="https://shop.example/?a=1&b=2", label="paid_by", payer="<i>"
    )
    press_all(processes=1)
    tree = html.fragment_fromstring(shown()[0]["html"]["wide"], create_parent=True)
    (link,) = tree.xpath(".//a")
    assert (link.get("href"), link.get("rel")) == ("https://shop.example/?a=1&b=2", "sponsored noopener")
    assert [each.text_content() for each in link] == ["<b>Bread</b>", '"&']
    assert tree.xpath("string(p)") == "Paid by <i>"


def test_a_picture_is_cut_to_the_shapes_of_its_places_and_brought_along(places: AdvertPlaces) -> None:
    picture = large_picture()
    sell(kind=Creative.Kind.PICTURE, picture=picture, alt="Blue paint")
    press_all(processes=1)
    words = shown()[0]["html"]
    image = html.fragment_fromstring(words["tall"], create_parent=True).xpath(".//img")[0]
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("240", "300", "Blue paint")
    addresses = set(re.findall(r'/adverts/pictures/[^\s"]+', words["wide"] + words["tall"]))
    there = {f"/{name}" for name in files()}
    assert len(addresses) == 6
    assert addresses <= there
    sizes = [name.split("-", 1)[1] for name in sorted(there) if "/adverts/pictures/" in name]
    assert sizes == [
        "tall-240.webp",
        "tall-480.jpg",
        "tall-480.webp",
        "wide-1280.jpg",
        "wide-1280.webp",
        "wide-640.webp",
    ]


def test_an_advert_that_starts_changes_one_file_and_no_page(
    places: AdvertPlaces, newsroom: Newsroom, tmp_path: Path
) -> None:
    section = newsroom.section("city")
    for _ in range(3):
        newsroom.article(section)
    press_all(processes=1)
    now = timezone.now()
    sell(starts_at=now + timedelta(hours=1))
    settle(now + timedelta(hours=1))
    report = press()
    assert report.written == ["/adverts/en.json"]
    assert len(shown()) == 1
    assert differences(tmp_path) == []


def test_editing_deleting_and_a_changed_picture_reach_the_file(places: AdvertPlaces, tmp_path: Path) -> None:
    picture = new_picture("navy", title="Navy", alt="A blue square")
    first, second = sell(), sell(kind=Creative.Kind.PICTURE, picture=picture)
    press_all(processes=1)
    first.heading = "Other words"
    first.save()
    picture.alt = "A bluer square"
    picture.save()
    press()
    text = files()["adverts/en.json"]
    assert (b"Other words" in text, b"A bluer square" in text) == (True, True)
    picture.delete()
    first.delete()
    press()
    assert shown() == []
    assert Creative.objects.get().pk == second.pk
    assert differences(tmp_path) == []


def test_the_file_comes_and_goes_with_places_and_with_the_language(
    places: AdvertPlaces, newsroom: Newsroom, tmp_path: Path
) -> None:
    press_all(processes=1)
    assert pressed_for() == ["en"]
    AdvertPlaces.objects.create(language="uk", places=["home"])
    press()
    assert pressed_for() == ["en", "uk"]
    unpublish(newsroom.homes["uk"])
    places.delete()
    press()
    assert pressed_for() == []
    assert differences(tmp_path) == []


@pytest.mark.parametrize("number", [1, 4])
def test_the_file_costs_as_many_queries_for_many_text_adverts(places: AdvertPlaces, number: int) -> None:
    from coffeepress.adverts.pressed import AdvertsFileKind

    for each in range(number):
        sell(str(each))
    kind = AdvertsFileKind()
    with CaptureQueriesContext(connection) as queries:
        kind.render(kind.load(["en"])["en"])
    assert len(queries) <= 6
    assert len([each for each in queries if "adverts_creative" in each["sql"]]) == 1


def test_ads_txt_is_what_the_setting_says(newsroom: Newsroom, change_site: Any) -> None:
    press_all(processes=1)
    assert "ads.txt" not in files()
    change_site(ads_txt="\n# Ours\ncontact=ads@paper.example\nadnetwork.example, 12, DIRECT\n")
    press_all(processes=1)
    assert texts()["ads.txt"] == "# Ours\ncontact=ads@paper.example\nadnetwork.example, 12, DIRECT\n"


def test_a_change_of_ads_txt_makes_the_edition_anew(newsroom: Newsroom, change_site: Any) -> None:
    from coffeepress.edition.signature import signature

    before = signature()
    change_site(ads_txt="adnetwork.example, 12, DIRECT")
    assert signature() != before

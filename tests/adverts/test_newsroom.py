"""Selling adverts is a right of its own; what is typed is checked, and numbers are taken along as text."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from lxml import html

from coffeepress.adverts.models import AdvertCount, AdvertPlaces, Creative
from coffeepress.people.models import User
from tests.adverts.selling import sell
from tests.edition.newsroom import Newsroom, new_picture
from tests.newsroom.characters import client_of, make_roles

pytestmark = pytest.mark.django_db

ADVERTS = "/newsroom/snippets/adverts/creative/"
PLACES = "/newsroom/snippets/adverts/advertplaces/"


@pytest.fixture
def seller(newsroom: Newsroom) -> Client:
    """Somebody who sells adverts and does nothing else."""
    make_roles()
    migration: Any = importlib.import_module("coffeepress.adverts.migrations.0002_who_advertises")
    migration.give_rights(apps, None)
    user = User.objects.create_user("seller@example.org", "a-long-enough-password")
    user.groups.add(Group.objects.get(name="Advertising"))
    client = Client()
    client.force_login(user)
    return client


def form(**given: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": "Bread",
        "kind": "text",
        "heading": "Bread",
        "text": "Baked at night",
        "link": "https://bread.example/",
        "label": "advertisement",
        "places": ["end"],
        "languages": ["en"],
        "is_on": "on",
        "weight": "10",
        **given,
    }
    return {name: value for name, value in fields.items() if value is not None}


def faults(answer: Any) -> list[str]:
    return sorted(answer.context["form"].errors)


def test_an_advert_is_sold_and_runs(seller: Client) -> None:
    answer = seller.post(f"{ADVERTS}add/", form(starts_at="2026-11-01 08:00", most_a_day="100"))
    assert answer.status_code == 302
    creative = Creative.objects.get()
    assert (creative.name, creative.places, creative.languages, creative.sections) == (
        "Bread",
        ["end"],
        ["en"],
        [],
    )
    assert creative.is_running == (creative.starts_at <= datetime.now(UTC))


def test_times_are_the_outlets_whoever_types_them(seller: Client, change_site: Any) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.get_for_user(User.objects.get(email="seller@example.org"))
    UserProfile.objects.update(current_time_zone="America/New_York")
    change_site(time_zone="Europe/Kyiv")
    seller.post(f"{ADVERTS}add/", form(starts_at="2026-07-01 08:00", ends_at="2026-12-01 08:00"))
    creative = Creative.objects.get()
    assert creative.starts_at == datetime(2026, 7, 1, 5, tzinfo=UTC)
    assert creative.ends_at == datetime(2026, 12, 1, 6, tzinfo=UTC)
    page = html.document_fromstring(seller.get(f"{ADVERTS}edit/{creative.pk}/").content.decode())
    assert page.xpath("string(//input[@name='starts_at']/@value)") == "2026-07-01 08:00"


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"heading": "", "text": ""}, ["heading"]),
        ({"kind": "picture"}, ["alt", "picture"]),
        ({"link": "javascript:alert(1)"}, ["link"]),
        ({"link": "ftp://bread.example/"}, ["link"]),
        ({"label": "paid_by"}, ["payer"]),
        ({"places": ["roof"]}, ["places"]),
        ({"places": []}, ["places"]),
        ({"languages": ["xx"]}, ["languages"]),
        ({"sections": ["12345"]}, ["sections"]),
        ({"weight": "0"}, ["weight"]),
        ({"starts_at": "2026-11-02 08:00", "ends_at": "2026-11-02 08:00"}, ["ends_at"]),
        ({"heading": "x" * 61}, ["heading"]),
    ],
)
def test_what_cannot_be_shown_is_refused(seller: Client, given: dict[str, Any], wrong: list[str]) -> None:
    answer = seller.post(f"{ADVERTS}add/", form(**given))
    assert (answer.status_code, faults(answer), Creative.objects.count()) == (200, wrong, 0)


def test_a_pictures_own_words_may_name_the_link(seller: Client) -> None:
    picture = new_picture("navy", title="Navy", alt="Blue paint")
    answer = seller.post(f"{ADVERTS}add/", form(kind="picture", picture=str(picture.pk)))
    assert answer.status_code == 302


def test_an_advert_whose_sections_are_gone_is_not_shown_everywhere(
    seller: Client, newsroom: Newsroom
) -> None:
    section = newsroom.section("city")
    creative = sell(sections=[section.pk])
    section.delete()
    assert Creative.objects.get(pk=creative.pk).sections == [section.pk]
    answer = seller.post(f"{ADVERTS}edit/{creative.pk}/", form())
    assert (answer.status_code, faults(answer)) == (200, ["sections"])


def test_a_preview_shows_the_advert_in_each_of_its_places(seller: Client) -> None:
    assert seller.post(f"{ADVERTS}preview/", form(places=["end", "sidebar"])).json()["is_valid"]
    answer = seller.get(f"{ADVERTS}preview/?mode=")
    page = html.document_fromstring(answer.content.decode())
    shown = [each.get("class") for each in page.xpath("//aside[contains(@class, 'advert')]")]
    assert shown == ["advert wide alone", "advert tall alone"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert Creative.objects.count() == 0


def test_the_list_says_what_runs_and_what_it_brought(
    seller: Client, django_assert_max_num_queries: Any
) -> None:
    first = sell("First")
    sell("Off", is_on=False)
    sell("Later", starts_at=datetime(2999, 1, 1, tzinfo=UTC))
    sell("Over", ends_at=datetime(2020, 1, 1, tzinfo=UTC))
    AdvertCount.objects.create(creative=first, place="end", day=date(2026, 11, 23), seen=70, clicked=2)
    AdvertCount.objects.create(creative=first, place="home", day=date(2026, 11, 24), seen=30, clicked=1)
    sell("Capped", most_in_all=0)
    page = html.document_fromstring(seller.get(ADVERTS).content.decode())
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in page.xpath("//table[contains(@class, 'listing')]/tbody/tr")
    ]
    told = {row[1].split()[0]: (row[2], row[4], row[5]) for row in rows}
    assert told == {
        "First": ("Runs now", "100", "3"),
        "Off": ("Switched off", "0", "0"),
        "Later": ("Begins later", "0", "0"),
        "Over": ("Ended", "0", "0"),
        "Capped": ("Rests: seen as often as agreed", "0", "0"),
    }


def queries_of_list(seller: Client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        seller.get(ADVERTS)
    return len(queries)


def test_the_list_costs_as_many_queries_for_many_adverts(seller: Client) -> None:
    sell()
    seller.get(ADVERTS)
    one = queries_of_list(seller)
    for number in range(4):
        sell(str(number))
    assert queries_of_list(seller) == one


def test_numbers_stand_by_day_and_place(seller: Client) -> None:
    creative = sell()
    AdvertCount.objects.create(creative=creative, place="end", day=date(2026, 11, 23), seen=200, clicked=3)
    AdvertCount.objects.create(creative=creative, place="home", day=date(2026, 11, 24), seen=0, clicked=1)
    page = html.document_fromstring(seller.get(f"{ADVERTS}numbers/{creative.pk}/").content.decode())
    rows = [
        [cell.text_content() for cell in row.xpath("td|th")][1:]
        for row in page.xpath("//table[@class='listing']/tbody/tr")
    ]
    assert rows == [["On the home front", "0", "1", ""], ["At the end of articles", "200", "3", "1.5"]]
    assert seller.get(f"{ADVERTS}numbers/{creative.pk + 1}/").status_code == 404


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_cell_of_the_export_is_a_formula(seller: Client, name: str) -> None:
    creative = sell(name)
    AdvertCount.objects.create(creative=creative, place="end", day=date(2026, 11, 23), seen=200, clicked=3)
    answer: Any = seller.get(f"{ADVERTS}export/")
    text = b"".join(answer.streaming_content).decode()
    assert text == (
        f"\ufeffnumber,advert,place,day,seen,clicked\r\n{creative.pk},'{name},end,2026-11-23,200,3\r\n"
    )


def test_places_are_opened_with_the_outlets_words(seller: Client) -> None:
    given = {"language": "en", "places": ["home"], "house_text": "Yours?", "house_link": "/advertise/"}
    assert seller.post(f"{PLACES}add/", given).status_code == 302
    places = AdvertPlaces.objects.get()
    assert (places.places, places.house_link, places.asks_blockers) == (["home"], "/advertise/", False)
    assert faults(seller.post(f"{PLACES}add/", given)) == ["language"]


@pytest.mark.parametrize(
    "link", ["javascript:x", "//evil.example/", "advertise", "/a b/", "\\\\evil", "data:text/html,x"]
)
def test_a_link_that_is_none_is_refused(seller: Client, link: str) -> None:
    answer = seller.post(f"{PLACES}add/", {"language": "en", "places": ["home"], "house_link": link})
    assert (answer.status_code, faults(answer)) == (200, ["house_link"])


@pytest.mark.parametrize("character", ["Reader", "Writer", "Photographer", "Moderator", "Editor"])
def test_those_without_the_right_neither_see_nor_change_adverts(seller: Client, character: str) -> None:
    creative = sell("Secret advert")
    client = client_of(character)
    for path in ("", f"numbers/{creative.pk}/", "export/", f"edit/{creative.pk}/"):
        answer = client.get(f"{ADVERTS}{path}")
        assert answer.status_code == 302, path
    client.post(f"{ADVERTS}add/", form())
    client.post(f"{ADVERTS}delete/{creative.pk}/")
    client.post(f"{PLACES}add/", {"language": "en", "places": ["home"]})
    assert (Creative.objects.count(), AdvertPlaces.objects.count()) == (1, 0)
    home = client.get("/newsroom/")
    assert b"snippets/adverts" not in home.content


def test_who_sells_adverts_has_no_right_over_articles(seller: Client, newsroom: Newsroom) -> None:
    article = newsroom.article(newsroom.section("city"))
    assert seller.get(f"/newsroom/pages/{article.pk}/edit/").status_code == 302
    assert b"snippets/adverts" in seller.get("/newsroom/").content


def test_going_back_takes_the_right_and_keeps_the_role(seller: Client) -> None:
    migration: Any = importlib.import_module("coffeepress.adverts.migrations.0002_who_advertises")
    migration.take_rights(apps, None)
    assert seller.get(ADVERTS).status_code == 302
    assert Group.objects.filter(name="Advertising").exists()

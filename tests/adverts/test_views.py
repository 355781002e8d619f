"""The address at which pages tell what was seen: always the same answer, and nothing kept of who asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from coffeepress.adverts.models import AdvertCount
from tests.adverts.selling import sell

pytestmark = pytest.mark.django_db

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def tell(
    body: str, *, address: str = "198.51.100.7", agent: str = AGENT, kind: str = "", **headers: str
) -> Any:
    return Client().post(
        "/adverts/count/",
        body,
        content_type=kind or "application/x-www-form-urlencoded",
        REMOTE_ADDR=address,
        headers={"User-Agent": agent, "Sec-Fetch-Site": "same-origin", **headers},
    )


def seen() -> int:
    return sum(AdvertCount.objects.values_list("seen", flat=True))


def test_a_view_is_counted_and_the_answer_is_empty() -> None:
    creative = sell()
    answer = tell(f"seen={creative.pk}.end&seen={creative.pk}.middle&clicked={creative.pk}.end")
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    assert answer["Cache-Control"] == "no-store"
    assert sorted(AdvertCount.objects.values_list("place", "seen", "clicked")) == [
        ("end", 1, 1),
        ("middle", 1, 0),
    ]


@pytest.mark.parametrize(
    "body", ["seen=999.end", "seen=x", "%ff=%00&seen=1.%00", "seen[]=1.end", "&&&=", "seen"]
)
def test_what_names_no_advert_changes_nothing(body: str) -> None:
    sell()
    assert tell(body).status_code == 204
    assert seen() == 0


def test_more_than_a_page_view_tells_is_refused_unread() -> None:
    creative = sell()
    assert tell(f"seen={creative.pk}.end&x={'y' * 600}").status_code == 413
    assert seen() == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"kind": "text/plain"}, 415),
        ({"kind": "application/json"}, 415),
    ],
)
def test_what_is_not_sent_by_our_page_is_refused(headers: dict[str, str], status: int) -> None:
    creative = sell()
    assert tell(f"seen={creative.pk}.end", **headers).status_code == status
    assert seen() == 0


@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
def test_nothing_is_read_there(method: str) -> None:
    assert getattr(Client(), method)("/adverts/count/").status_code == 405


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
        "facebookexternalhit/1.1",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; YandexBot/3.0)",
    ],
)
def test_programs_are_not_counted(agent: str) -> None:
    creative = sell()
    assert tell(f"seen={creative.pk}.end", agent=agent).status_code == 204
    assert seen() == 0


@pytest.mark.parametrize(
    "agent",
    [
        AGENT,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
        "Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15; CUBOT KINGKONG) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
        "Mobile Safari/537.36",
    ],
)
def test_readers_are_counted(agent: str) -> None:
    creative = sell()
    tell(f"seen={creative.pk}.end", agent=agent)
    assert seen() == 1


def test_a_page_that_is_only_fetched_ahead_is_not_counted() -> None:
    creative = sell()
    assert tell(f"seen={creative.pk}.end", **{"Sec-Purpose": "prefetch;prerender"}).status_code == 204
    assert seen() == 0


def test_one_address_is_counted_so_often_and_others_all_the_same(change_site: Any) -> None:
    change_site(advert_counts_per_hour=5)
    creative = sell()
    assert {tell(f"seen={creative.pk}.end").status_code for _ in range(9)} == {204}
    assert seen() == 5
    tell(f"seen={creative.pk}.end", address="198.51.100.8")
    assert seen() == 6


def test_nothing_is_kept_but_numbers() -> None:
    fields = {field.name for field in AdvertCount._meta.get_fields()}
    assert fields == {"id", "creative", "place", "day", "seen", "clicked"}


def test_a_database_in_trouble_is_said_and_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from coffeepress.adverts import views

    def fail(_events: Any) -> int:
        raise DatabaseError

    monkeypatch.setattr(views, "count", fail)
    assert tell("seen=1.end").status_code == 503


def test_cookies_are_not_asked_for(django_assert_num_queries: Any) -> None:
    creative = sell()
    client = Client(headers={"User-Agent": AGENT})
    client.cookies["sessionid"] = "x" * 32
    body = f"seen={creative.pk}.end"
    kind = "application/x-www-form-urlencoded"
    client.post("/adverts/count/", body, content_type=kind)
    with django_assert_num_queries(2):
        client.post("/adverts/count/", body, content_type=kind)

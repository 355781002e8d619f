"""The reader's devices: what is noted of a browser, and that only their owner ends them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from coffeepress.people import devices
from coffeepress.people.devices import family
from coffeepress.people.models import Device, User
from tests.people.signing_in import ADDRESS, is_signed_in, sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (FIREFOX, "Firefox, Linux"),
        (CHROME, "Chrome, Windows"),
        (f"{CHROME} Edg/140.0.0.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            " Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari, iOS",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0"
            " Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung Internet, Android",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_of_a_browser_the_family_is_kept(agent: str, expected: str) -> None:
    assert family(agent) == expected


@pytest.fixture
def two(newsroom: Any) -> tuple[Client, Client]:
    """The same Reader in two browsers."""
    browsers = Client(HTTP_USER_AGENT=FIREFOX), Client(HTTP_USER_AGENT=CHROME)
    for browser in browsers:
        sign_in(browser)
    return browsers


@pytest.mark.django_db
def test_each_browser_is_listed_without_its_whereabouts(two: tuple[Client, Client]) -> None:
    found = [device.browser for device in devices.devices_of(User.objects.get())]
    assert sorted(found) == ["Chrome, Windows", "Firefox, Linux"]
    assert "127.0.0.1" not in str(list(Device.objects.values()))


@pytest.mark.django_db
def test_one_is_ended_from_the_other(two: tuple[Client, Client]) -> None:
    here, there = two
    device = Device.objects.get(browser="Chrome, Windows")
    here.post("/account/devices/end/", {"which": str(device.pk)})
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


@pytest.mark.django_db
def test_all_others_are_ended(two: tuple[Client, Client]) -> None:
    here, there = two
    there.post("/account/devices/end/", {"which": "others"})
    assert (is_signed_in(here), is_signed_in(there)) == (False, True)


@pytest.mark.django_db
@pytest.mark.parametrize("which", ["", "0", "x", "*"])
def test_nonsense_ends_none(two: tuple[Client, Client], which: str) -> None:
    two[0].post("/account/devices/end/", {"which": which})
    assert [is_signed_in(browser) for browser in two] == [True, True]


@pytest.mark.django_db
def test_anothers_device_is_not_ended(two: tuple[Client, Client]) -> None:
    stranger = Client()
    sign_in(stranger, "stranger@example.org")
    for device in Device.objects.all():
        stranger.post("/account/devices/end/", {"which": str(device.pk)})
    assert [is_signed_in(browser) for browser in two] == [True, True]


@pytest.mark.django_db
def test_signing_out_forgets_the_device(two: tuple[Client, Client]) -> None:
    two[0].post("/account/sign-out/")
    assert [device.browser for device in Device.objects.all()] == ["Chrome, Windows"]


@pytest.mark.django_db
def test_the_day_of_use_is_noted_once_a_day(
    two: tuple[Client, Client], django_assert_num_queries: Any
) -> None:
    here = two[0]
    yesterday = timezone.localdate() - timedelta(days=1)
    session = here.session
    session["device"] = [session.session_key, yesterday.isoformat()]
    session.save()
    Device.objects.update(seen_on=yesterday)
    here.get("/account/")
    assert Device.objects.get(browser="Firefox, Linux").seen_on == timezone.localdate()
    Device.objects.update(seen_on=yesterday)
    here.get("/account/")
    assert Device.objects.get(browser="Firefox, Linux").seen_on == yesterday


@pytest.mark.django_db
def test_device_follows_a_session_that_gets_a_new_key(two: tuple[Client, Client]) -> None:
    here = two[0]
    old, session = here.session.session_key, here.session
    session.cycle_key()
    here.cookies["sessionid"] = session.session_key
    here.get("/account/")
    assert not Device.objects.filter(session_key=old).exists()
    assert Device.objects.get(session_key=session.session_key).browser == "Firefox, Linux"


@pytest.mark.django_db
def test_ended_sessions_are_forgotten(two: tuple[Client, Client]) -> None:
    Session.objects.filter(session_key=two[0].session.session_key).update(expire_date=timezone.now())
    assert [device.browser for device in devices.devices_of(User.objects.get(email=ADDRESS))] == [
        "Chrome, Windows"
    ]
    devices.forget_old()
    assert (Session.objects.count(), Device.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_account_page_costs_the_same_with_two_devices_as_with_one(newsroom: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    here = Client()
    sign_in(here)
    counts = []
    for _ in range(2):
        here.get("/account/")
        with CaptureQueriesContext(connection) as queries:
            here.get("/account/")
        counts.append(len(queries))
        sign_in(Client())
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_hint_tells_the_kind_of_reader_and_nothing_else(newsroom: Any) -> None:
    client = Client()
    response = sign_in(client)
    hint = response.cookies["coffeepress_hint"]
    assert (hint.value, hint["httponly"], hint["samesite"], hint["path"]) == ("reader", "", "Lax", "/")
    assert "coffeepress_hint" not in client.get("/account/").cookies
    assert client.post("/account/sign-out/").cookies["coffeepress_hint"].value == ""


@pytest.mark.django_db
def test_hint_goes_when_the_session_has_ended(newsroom: Any) -> None:
    client = Client()
    sign_in(client)
    Session.objects.all().delete()
    assert client.get("/account/sign-in/").cookies["coffeepress_hint"].value == ""


@pytest.mark.django_db
def test_hint_says_more_where_an_app_knows_more(newsroom: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from coffeepress.people import hint

    monkeypatch.setattr(hint, "_askers", [])
    hint.register(lambda user: "supporter" if user.email == ADDRESS else "")
    assert sign_in(Client()).cookies["coffeepress_hint"].value == "supporter"
    assert sign_in(Client(), "other@example.org").cookies["coffeepress_hint"].value == "reader"

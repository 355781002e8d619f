"""A provider's events at a site that is served: over HTTP, with the password that the provider was given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.newsroom.served import ServedSite

SETTING = "anymail+postmark:?server_token=none&webhook_secret=letters:long-password&from=desk@paper.example"
BOUNCED = {
    "RecordType": "Bounce",
    "Type": "HardBounce",
    "TypeCode": 1,
    "MessageID": "00000000-0000-0000-0000-000000000000",
    "Email": "reader-1@example.org",
    "BouncedAt": "2026-11-24T12:00:00Z",
    "Metadata": {},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    from tests.newsroom.served import served_site

    with served_site(tmp_path_factory.mktemp("provider") / "site", mail=SETTING) as served:
        served.run("from tests.letters.world import many_subscribers\nmany_subscribers(2)")
        yield served


def told(site: ServedSite, password: str, event: object = BOUNCED) -> int:
    address = f"{site.address}/letters/webhooks/postmark/tracking/"
    return httpx.post(address, json=event, auth=("letters", password)).status_code


def stopped(site: ServedSite) -> list[str]:
    """The addresses to which nothing is sent any more."""
    return site.run(
        "from coffeepress.letters.models import Subscriber\n"
        "rows = Subscriber.objects.exclude(stopped_at=None).order_by('email')\n"
        "print(*rows.values_list('email', flat=True))"
    ).split()


def test_bounce_stops_the_address_once_and_only_with_the_password(site: ServedSite) -> None:
    for password in ("", "another"):
        assert told(site, password) == 400
    assert stopped(site) == []
    assert told(site, "long-password", {"RecordType": "Unheard of"}) == 200
    assert told(site, "long-password") == told(site, "long-password") == 200
    assert stopped(site) == ["reader-1@example.org"]

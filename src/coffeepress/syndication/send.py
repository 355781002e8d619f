"""Telling a hub and search engines what has changed: by the worker, after the press, in batches, until it is taken.

A notice that was sent and not yet forgotten when the worker is killed is sent again: both ways may be told twice.
"""

import json
import logging
import ssl
from collections.abc import Callable, Sequence
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import httpcore
from django.conf import settings
from django.utils import timezone

from coffeepress.articles.showing.outlet import absolute
from coffeepress.edition.outbox import waiting
from coffeepress.syndication.models import Notice

logger = logging.getLogger(__name__)

AT_ONCE = {Notice.Way.WEBSUB: 50, Notice.Way.INDEXNOW: 1000}
ROWS_AT_ONCE = 2000
TIMEOUT_SECONDS = 10.0
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_TRIES = 12
"""After these, a day and a half have passed."""

REFUSED_FOR_GOOD = frozenset({400, 401, 403, 404, 405, 410, 413, 422})


class NotTaken(Exception):
    """It was not taken; `is_final` says that asking again is of no use."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final


def send_due() -> int:
    """Send the notices that are due, unless a press is still to come: whoever is told looks at once.

    Returns:
        How many addresses were told.
    """
    if not Notice.objects.filter(due_at__lte=timezone.now()).exists() or waiting():
        return 0
    return sum(_send(way, tell) for way, tell in _WAYS.items())


def _send(way: Notice.Way, tell: Callable[[Sequence[str]], None]) -> int:
    rows = list(Notice.objects.filter(way=way, due_at__lte=timezone.now()).order_by("pk")[:ROWS_AT_ONCE])
    urls = list(dict.fromkeys(row.url for row in rows))[: AT_ONCE[way]]
    mine = [row for row in rows if row.url in set(urls)]
    if not urls:
        return 0
    if not _is_wanted(way):
        _forget(mine)
        return 0
    try:
        tell(urls)
    except NotTaken as failure:
        _later(way, mine, failure)
        return 0
    _forget(mine)
    return len(urls)


def _forget(rows: Sequence[Notice]) -> None:
    Notice.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _later(way: Notice.Way, rows: Sequence[Notice], failure: NotTaken) -> None:
    tries = max(row.tries for row in rows) + 1
    if failure.is_final or tries >= MOST_TRIES:
        logger.error(
            "%s was not told of %s addresses, and is not told any more: %s", way.label, len(rows), failure
        )
        _forget(rows)
        return
    pause = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
    logger.warning("%s was not told of %s addresses; again in %s: %s", way.label, len(rows), pause, failure)
    mine = Notice.objects.filter(pk__in=[row.pk for row in rows])
    mine.update(tries=tries, due_at=timezone.now() + pause)


def _tell_hub(urls: Sequence[str]) -> None:
    """Source: https://www.w3.org/TR/websub/#publishing, as the hubs of today take it."""
    values = [("hub.mode", "publish"), *(("hub.url", url) for url in urls)]
    _post(settings.COFFEEPRESS.websub_hub, urlencode(values).encode(), b"application/x-www-form-urlencoded")


def _tell_engines(urls: Sequence[str]) -> None:
    """Source: https://www.indexnow.org/documentation."""
    site = settings.COFFEEPRESS
    told = {
        "host": site.address.netloc,
        "key": site.indexnow_key,
        "keyLocation": absolute(f"/{site.indexnow_key}.txt"),
        "urlList": list(urls),
    }
    _post(site.indexnow_address, json.dumps(told).encode(), b"application/json; charset=utf-8")


def _post(address: str, body: bytes, content_type: bytes) -> None:
    """Post something; redirects are not followed.

    Raises:
        NotTaken: there was no answer, or one that is not a success.
    """
    headers = [
        (b"Host", urlsplit(address).netloc.encode()),
        (b"User-Agent", b"Coffeepress"),
        (b"Content-Type", content_type),
        (b"Content-Length", str(len(body)).encode()),
    ]
    times = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT_SECONDS)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=ssl.create_default_context()) as pool,
            pool.stream(
                "POST", address, headers=headers, content=body, extensions={"timeout": times}
            ) as answer,
        ):
            status = answer.status
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error
    if not 200 <= status < 300:
        raise NotTaken(f"it answered {status}", is_final=status in REFUSED_FOR_GOOD)


def _is_wanted(way: Notice.Way) -> bool:
    """Whether the setting that asked for it is still there."""
    site = settings.COFFEEPRESS
    return bool(site.websub_hub if way == Notice.Way.WEBSUB else site.indexnow_key)


_WAYS: dict[Notice.Way, Callable[[Sequence[str]], None]] = {
    Notice.Way.WEBSUB: _tell_hub,
    Notice.Way.INDEXNOW: _tell_engines,
}

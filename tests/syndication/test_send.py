"""A hub and search engines are told once a change is with readers, again until it is taken, and never for ever."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from coffeepress.articles.models import Section
from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from coffeepress.syndication import send
from coffeepress.syndication.models import Notice
from coffeepress.syndication.send import MOST_TRIES, send_due
from tests.edition.newsroom import Newsroom, delete, on, publish, schedule, unpublish

KEY = "abcdef0123456789"


@dataclass
class Listener:
    """A hub, or a search engine: keeps what it was told, and answers as a test says."""

    address: str = ""
    status: int = 202
    told: list[bytes] = field(default_factory=list)

    def urls(self) -> list[str]:
        """All addresses of IndexNow notices."""
        return [url for body in self.told for url in json.loads(body)["urlList"]]


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.told.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(made.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_port}/"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def world(newsroom: Newsroom, listener: Listener, change_site: Any) -> Section:
    section = newsroom.section("world")
    change_site(indexnow_key=KEY, indexnow_address=listener.address, websub_hub="")
    press_all(processes=1)
    return section


def come_due() -> None:
    Notice.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_a_published_article_is_told_after_the_press(
    newsroom: Newsroom, world: Section, listener: Listener
) -> None:
    newsroom.article(world, "bridge", at=on(2026, 1))
    assert (send_due(), listener.told) == (0, [])
    press()
    assert send_due() == 1
    assert json.loads(listener.told[0]) == {
        "host": "testserver",
        "key": KEY,
        "keyLocation": f"http://testserver/{KEY}.txt",
        "urlList": ["http://testserver/2026/01/bridge/"],
    }
    assert send_due() == 0
    assert not Notice.objects.exists()


def test_changes_moves_and_withdrawals_are_told(
    newsroom: Newsroom, world: Section, listener: Listener
) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 1))
    publish(article, slug="ferry")
    unpublish(article)
    press()
    send_due()
    assert sorted(listener.urls()) == [
        "http://testserver/2026/01/bridge/",
        "http://testserver/2026/01/ferry/",
    ]
    publish(article)
    delete(article)
    press()
    come_due()
    send_due()
    assert len(listener.urls()) > 2


def test_what_is_not_published_is_not_told(newsroom: Newsroom, world: Section, listener: Listener) -> None:
    draft = newsroom.draft(world, "secret")
    schedule(draft, title="Later")
    delete(newsroom.draft(world, "other"))
    press()
    assert (send_due(), listener.told, Notice.objects.count()) == (0, [], 0)


def test_what_is_not_taken_is_told_again_later_and_later(
    newsroom: Newsroom, world: Section, listener: Listener
) -> None:
    listener.status = 503
    newsroom.article(world, "bridge")
    press()
    pauses = []
    for _ in range(3):
        assert send_due() == 0
        notice = Notice.objects.get()
        pauses.append(round((notice.due_at - timezone.now()).total_seconds() / 60))
        assert send_due() == 0
        come_due()
    assert (pauses, len(listener.told)) == ([1, 2, 4], 3)
    listener.status = 200
    assert send_due() == 1
    assert not Notice.objects.exists()


@pytest.mark.parametrize("status", [400, 403, 422])
def test_what_is_refused_for_good_is_given_up(
    newsroom: Newsroom, world: Section, listener: Listener, status: int
) -> None:
    listener.status = status
    newsroom.article(world, "bridge")
    press()
    send_due()
    assert not Notice.objects.exists()


def test_nobody_is_told_for_ever(newsroom: Newsroom, world: Section, listener: Listener) -> None:
    listener.status = 500
    newsroom.article(world, "bridge")
    press()
    for _ in range(MOST_TRIES + 3):
        send_due()
        come_due()
    assert len(listener.told) == MOST_TRIES


def test_a_listener_that_is_not_there_is_asked_again(
    newsroom: Newsroom, world: Section, change_site: Any
) -> None:
    change_site(indexnow_key=KEY, indexnow_address="http://127.0.0.1:9/")
    newsroom.article(world, "bridge")
    press()
    assert send_due() == 0
    assert Notice.objects.get().tries == 1


def test_many_are_told_in_batches(
    newsroom: Newsroom, world: Section, listener: Listener, monkeypatch: Any
) -> None:
    monkeypatch.setitem(send.AT_ONCE, Notice.Way.INDEXNOW, 2)
    for number in range(3):
        publish(newsroom.article(world, f"story-{number}"))
    press()
    assert [send_due(), send_due(), send_due()] == [2, 1, 0]
    assert len(listener.urls()) == len(set(listener.urls())) == 3


def test_a_hub_is_told_of_all_feeds_that_an_article_stands_in(
    newsroom: Newsroom, world: Section, listener: Listener, change_site: Any
) -> None:
    change_site(indexnow_key="", websub_hub=listener.address)
    newsroom.article(world, "bridge", authors=[newsroom.person("Ada Novak")], tags=["rivers"])
    press()
    send_due()
    told = parse_qs(listener.told[0].decode())
    assert told["hub.mode"] == ["publish"]
    fronts = ("", "people/ada-novak/", "tags/rivers/", "world/")
    assert sorted(told["hub.url"]) == sorted(
        f"http://testserver/{front}{name}"
        for front in fronts
        for name in ("feed.xml", "atom.xml", "feed.json")
    )


def test_without_settings_nothing_is_noted(newsroom: Newsroom, world: Section, change_site: Any) -> None:
    change_site(indexnow_key="", websub_hub="")
    newsroom.article(world, "bridge")
    assert not Notice.objects.exists()


def test_a_setting_that_was_taken_back_ends_it(
    newsroom: Newsroom, world: Section, listener: Listener, change_site: Any
) -> None:
    newsroom.article(world, "bridge")
    press()
    change_site(indexnow_key="", websub_hub="")
    assert send_due() == 0
    assert (listener.told, Notice.objects.count()) == ([], 0)

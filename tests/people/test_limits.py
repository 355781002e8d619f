"""What is counted is counted for all processes, outlives each of them, and holds no address."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache, caches
from django.test import RequestFactory

from coffeepress.people.limits import TooOften, digest, refuse_too_many, subscriber

TRYING = """
import sys, django
django.setup()
from types import SimpleNamespace
from django.test import RequestFactory
from allauth.core import context
from coffeepress.people.limits import TooOften, refuse_too_many
taken = 0
for _ in range(int(sys.argv[1])):
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    with context.request_context(request):
        try:
            refuse_too_many(request, "confirm_code")
            taken += 1
        except TooOften:
            pass
print(taken)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of its own, on a real file."""
    folder = tmp_path_factory.mktemp("limits") / "site"
    command = [sys.executable, "-m", "coffeepress", "init", str(folder), "--no-superuser"]
    subprocess.run(command, check=True, env=environment(), capture_output=True)
    return folder


def environment(folder: Path | None = None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COFFEEPRESS_")}
    kept["DJANGO_SETTINGS_MODULE"] = "coffeepress.config.settings"
    return {**kept, "COFFEEPRESS_SITE": str(folder)} if folder else kept


def test_two_processes_at_once_take_no_more_than_one_may(site: Path) -> None:
    tries = [
        subprocess.Popen(
            [sys.executable, "-c", TRYING, "25"], env=environment(site), stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    taken = [int(process.communicate()[0]) for process in tries]
    assert sum(taken) == 30
    later = subprocess.run(
        [sys.executable, "-c", TRYING, "3"], env=environment(site), capture_output=True, text=True, check=True
    )
    assert int(later.stdout) == 0


@pytest.mark.django_db
@pytest.mark.postgres
def test_what_allauth_keeps_is_shared_and_the_rest_is_not() -> None:
    cache.set("allauth:rl:x", [1])
    cache.set("wagtail_site_root_paths", ["x"])
    shared = caches["counters"]
    assert (shared.get("allauth:rl:x"), shared.get("wagtail_site_root_paths")) == ([1], None)
    assert (cache.get("allauth:rl:x"), cache.get("wagtail_site_root_paths")) == ([1], ["x"])
    assert not cache.add("allauth:rl:x", [2])
    cache.delete("allauth:rl:x")
    assert cache.get("allauth:rl:x") is None


@pytest.mark.django_db
def test_nobodys_tries_are_anothers() -> None:
    from allauth.core import context

    def tries(address: str, number: int) -> int:
        taken = 0
        for _ in range(number):
            request = RequestFactory().post("/", REMOTE_ADDR=address)
            with context.request_context(request):
                try:
                    refuse_too_many(request, "ask_code", address=f"{address}@example.org")
                    taken += 1
                except TooOften:
                    break
        return taken

    assert [tries("192.0.2.1", 9), tries("192.0.2.2", 3)] == [4, 3]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "nonsense", True),
    ],
)
def test_who_is_one_subscriber(one: str, other: str, is_same: bool) -> None:
    assert (subscriber(one) == subscriber(other)) is is_same


def test_digests_tell_nothing_without_the_key(settings: object) -> None:
    before = digest("reader@example.org")
    settings.SECRET_KEY = "another-key-of-forty-characters-or-more!"  # type: ignore[attr-defined]
    assert (len(before), digest("reader@example.org") == before) == (64, False)

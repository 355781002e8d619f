"""Reading needs no database and no Django: with both gone, every page is answered with the same bytes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from tests.whole.readers import Edition

Serve = Callable[[], AbstractContextManager[str]]


@pytest.fixture
def broken(demo_copy: Path) -> Callable[[], None]:
    """Takes the database away, and all that Django needs to start."""

    def break_it() -> None:
        for path in demo_copy.glob("site.sqlite3*"):
            path.rename(demo_copy / f"away-{path.name}")
        (demo_copy / "coffeepress.toml").write_text("this is no settings file [", encoding="utf-8")

    return break_it


def test_pages_are_the_same_when_the_database_and_django_fail(
    demo_copy: Path, serve_copy: Serve, broken: Callable[[], None]
) -> None:
    edition = Edition(demo_copy)
    with serve_copy() as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        before = dict(_answers(client, edition))
        assert client.get("/newsroom/").status_code == 302, "Django answers"
        broken()
        assert client.get("/newsroom/login/").status_code >= 500, "Django fails"
        assert dict(_answers(client, edition)) == before
    read = {address: (status, body) for address, (status, body) in before.items() if status == 200}
    assert read == {
        page.address: (200, page.file.read_bytes()) for page in edition.pages if page.status == 200
    }


def test_pages_are_served_by_a_server_that_never_saw_the_database(demo_copy: Path, serve_copy: Serve) -> None:
    edition = Edition(demo_copy)
    (demo_copy / "site.sqlite3").rename(demo_copy / "away.sqlite3")
    with serve_copy() as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        assert client.get("/newsroom/login/").status_code >= 500
        wrong = [
            path
            for path, (status, body) in _answers(client, edition)
            if not _is_file(edition, path, status, body)
        ]
    assert wrong == []


def _answers(client: httpx.Client, edition: Edition) -> Iterator[tuple[str, tuple[int, bytes]]]:
    for page in edition.pages:
        answer = client.get(page.address)
        yield page.address, (answer.status_code, answer.content)


def _is_file(edition: Edition, path: str, status: int, body: bytes) -> bool:
    page = next(page for page in edition.pages if page.address == path)
    return (status, body) == (page.status, page.file.read_bytes())

"""The accounts' tests: an outlet in two languages, a mailbox, and a served site where a browser is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tests.edition.newsroom import Newsroom
    from tests.people.serving import MailedSite


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """What a test's outlet looked like is not the next one's."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def newsroom(db: Any) -> Newsroom:
    """An outlet with two languages and its roles, within the test's transaction."""
    from tests.edition.newsroom import Newsroom
    from tests.newsroom.characters import make_roles

    outlet = Newsroom()
    make_roles()
    return outlet


@pytest.fixture
def signed_in(newsroom: Newsroom) -> Callable[[str], Client]:
    """`signed_in("Reader")` is a client in which a Reader is signed in."""
    from tests.newsroom.characters import client_of

    return client_of


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailedSite]:
    """A real site, served by `coffeepress serve` on `localhost`, whose mails go to a real mail server of the tests."""
    from tests.people.serving import served_with_mail

    with served_with_mail(tmp_path_factory.mktemp("accounts") / "site") as site:
        yield site

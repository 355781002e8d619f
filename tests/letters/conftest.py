"""The letters' tests stand on a small newsroom with its roles, and a mail server that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.edition.conftest import elsewhere, no_waiting_for_the_disk
from tests.letters.mail_server import MailServer, serving

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

__all__ = ["elsewhere", "no_waiting_for_the_disk"]


@pytest.fixture(autouse=True)
def _lock_of_its_own(tmp_path: Path, settings: Any) -> None:
    settings.LETTERS_LOCK = tmp_path / "letters.lock"


@pytest.fixture
def newsroom(db: Any, no_waiting_for_the_disk: None) -> Newsroom:
    """An outlet with two languages and its roles, within the test's transaction."""
    from tests.edition.newsroom import Newsroom
    from tests.newsroom.characters import make_roles

    outlet = Newsroom()
    make_roles()
    return outlet


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server of our own, which nobody has told of yet."""
    with serving() as server:
        yield server


@pytest.fixture
def by_smtp(mail_server: MailServer, settings: Any) -> MailServer:
    """The mail server, which the site sends through."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return mail_server


@pytest.fixture
def letter(newsroom: Newsroom) -> Callable[..., Any]:
    """Make a letter, ready to be sent."""
    from tests.letters.world import new_letter

    return new_letter

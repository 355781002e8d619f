"""The newsroom's side: an article with a passage that readers report, and those who decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.newsroom.conftest import at_desk, served

if TYPE_CHECKING:
    from django.test import Client

    from coffeepress.articles.models import Article
    from tests.edition.newsroom import Newsroom

__all__ = ["at_desk", "served"]


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    """A published article with a bridge of forty metres."""
    body = [
        ("text", "<p>The old mill stands by the river.</p><p>The bridge is <b>forty</b> metres long.</p>")
    ]
    return newsroom.article(newsroom.section("city"), "bridge", title="The bridge", standfirst="", body=body)


@pytest.fixture
def signed_in(newsroom: Newsroom) -> Callable[[str], Client]:
    """`signed_in("Editor")` is a client in which an Editor is signed in."""
    from tests.newsroom.characters import client_of

    return client_of


@pytest.fixture
def editor(article: Article, signed_in: Callable[[str], Client]) -> Any:
    """An Editor's client."""
    return signed_in("Editor")

"""Publishing costs what it changes: no more queries for an article among many than for one among few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.edition.newsroom import on

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

pytestmark = pytest.mark.postgres


def test_pressing_an_article_takes_as_many_queries_among_nine_as_among_three(newsroom: Newsroom) -> None:
    from coffeepress.edition.full import press_all
    from coffeepress.edition.press import press

    section, author = newsroom.section("city"), newsroom.person("Anna Novak")

    def one_more() -> None:
        newsroom.article(section, authors=[author], tags=["bridges"], at=on(2026, 3))

    for _ in range(2):
        one_more()
    press_all(processes=1)
    one_more()
    with CaptureQueriesContext(connection) as among_three:
        press()
    for _ in range(5):
        one_more()
    press()
    one_more()
    with CaptureQueriesContext(connection) as among_nine:
        press()
    assert len(among_nine) == len(among_three)

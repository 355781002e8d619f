"""WordPress' own theme unit test export: a public file of many traps, brought in for real."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from coffeepress.articles.models import Article, FreePage
from coffeepress.edition.models import Address
from coffeepress.importing.wordpress.reading import survey
from coffeepress.importing.wordpress.report import Report
from coffeepress.importing.wordpress.run import Wishes, look, run

from .test_bringing import state

SHARED = Path(__file__).resolve().parents[4] / "shared"
EXPORT = SHARED / "data" / "wordpress" / "themeunittestdata.wordpress.xml"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not EXPORT.is_file(), reason=f"the public export is not there: {EXPORT}"),
]


def bring() -> Report:
    report = Report()
    with look(Wishes(EXPORT)) as found:
        run(Wishes(EXPORT), found, report)
    return report


def test_public_export_is_surveyed() -> None:
    with survey(EXPORT) as found:
        assert found.kinds == {"post": 58, "page": 21, "attachment": 37, "nav_menu_item": 70}
        assert found.comments == 33
        assert found.mended == {}


def test_public_export_comes_in_whole_and_again_changes_nothing(home: Any) -> None:
    report = bring()
    assert (report.came["articles", "new"], report.came["pages", "new"]) == (58, 21)
    assert report.count("left out") == 0
    assert Article.objects.filter(live=True).count() == 55
    assert [list(problems) for problems in Page.find_problems()] == [[], [], [], [], []]
    kept = set(Address.objects.filter(is_withdrawn=False).values_list("path", flat=True))
    assert {
        "/2013/01/10/markup-image-alignment/",
        "/wp-6-1-font-size-scale/",
        "/about/page-with-comments/",
    } <= kept
    for page in [*Article.objects.all(), *FreePage.objects.all()]:
        page.body.stream_block.clean(page.body)
        page.full_clean()
    blocks = Counter(block.block_type for article in Article.objects.all() for block in article.body)
    assert {"text", "quotation", "pull_quote", "embed", "table"} == set(blocks)
    before = state()
    assert not bring().changed_anything
    assert state() == before

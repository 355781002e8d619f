"""`coffeepress related rebuild` makes index and lists anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from coffeepress.edition.full import press_all
from coffeepress.related.commands import rebuild
from coffeepress.related.models import Related, Waiting
from tests.edition.folder import differences
from tests.edition.newsroom import Newsroom
from tests.related.stories import SUBJECTS, story, under


def test_everything_is_found_anew_and_pressed(newsroom: Newsroom, tmp_path: Path) -> None:
    section = newsroom.section("city")
    articles = {
        f"{name}-{n}": story(newsroom, section, f"{name}-{n}", f"{text} Part {n}.")
        for name, text in SUBJECTS.items()
        for n in range(3)
    }
    Waiting.objects.all().delete()
    press_all(processes=1)
    result = CliRunner().invoke(rebuild)
    assert (result.exit_code, result.output.strip()) == (0, "9 articles; the lists of 9 changed.")
    assert set(under(articles["river-0"])) == {"river-1", "river-2"}
    assert not Waiting.objects.exists()
    assert differences(tmp_path / "full") == []
    again = CliRunner().invoke(rebuild)
    assert again.output.strip() == "9 articles; the lists of 0 changed."


@pytest.mark.django_db
def test_a_site_without_articles_and_edition_is_no_error(newsroom: Newsroom) -> None:
    result = CliRunner().invoke(rebuild)
    assert (result.exit_code, result.output.strip()) == (0, "0 articles; the lists of 0 changed.")
    assert not Related.objects.exists()

"""After each editorial action the edition is what a full press would make, byte for byte."""

from __future__ import annotations

from pathlib import Path

from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from tests.edition.folder import differences, files
from tests.edition.newsroom import Newsroom, on


def test_publishing_the_first_article_gives_what_a_full_press_gives(
    newsroom: Newsroom, elsewhere: Path
) -> None:
    press_all(processes=1)
    section = newsroom.section("world")
    author = newsroom.person("Ada Novak")
    newsroom.article(section, "bridge", authors=[author], tags=["rivers"], at=on(2026, 3))
    press()
    assert differences(elsewhere) == []
    assert "2026/03/bridge/index.html" in files()

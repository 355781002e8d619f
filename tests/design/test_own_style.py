"""A site's own style sheet is linked where there is one, and costs nobody a request where there is none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.contrib.staticfiles.storage import staticfiles_storage

from coffeepress.design.templatetags.design import OWN_STYLE, own_style


@pytest.fixture
def own_folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The site's folder `static/`, as Django's finders see it."""
    settings.STATICFILES_DIRS = [tmp_path]
    get_finder.cache_clear()
    yield tmp_path
    get_finder.cache_clear()


def test_own_style_is_linked_after_ours(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_folder / "coffeepress").mkdir()
    (own_folder / OWN_STYLE).write_text(":root { --accent: #146356 }")
    storage: Any = staticfiles_storage
    monkeypatch.setitem(storage.hashed_files, OWN_STYLE, "coffeepress/own.0123456789ab.css")
    assert own_style() == '<link rel="stylesheet" href="/static/coffeepress/own.0123456789ab.css">\n'


def test_without_one_nothing_is_linked(own_folder: Path) -> None:
    assert own_style() == ""

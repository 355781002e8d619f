"""What an import brings in reaches readers by the ordinary press: no page that changes with it is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coffeepress.edition.full import press_all
from coffeepress.edition.press import current, edition_dir, press
from coffeepress.importing.wordpress.report import Report

from .exports import attachment, author, category, export, item
from .test_bringing import NEWS, SHOWN, UPLOADS, folder_with

pytestmark = pytest.mark.django_db

RIVER = ("post_tag", "river", "River")


def files() -> dict[str, bytes]:
    """Every file of the edition."""
    build = current(edition_dir())
    assert build is not None
    root: Path = build.root
    return {
        str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
    }


def dated(number: int, month: int, **wishes: Any) -> str:
    link = f"https://old.example/2020/{month:02}/item-{number}/"
    return item(number, date=f"2020-{month:02}-05 10:00:00", link=link, terms=[NEWS, RIVER], **wishes)


def test_edition_after_imports_equals_one_made_anew(bring: Callable[..., Report], tmp_path: Path) -> None:
    press_all()
    head = (author("anna", "Anna Novak"), category("news", "News"), attachment(9, f"{UPLOADS}/bridge.jpg"))
    about = item(90, kind="page", slug="about", link="https://old.example/deep/about/")
    media = folder_with(tmp_path)
    bring(export(*head, dated(1, 1), dated(2, 3, content=SHOWN), about), media=media)
    press()
    bring(export(*head, dated(3, 2), dated(4, 3, author="bo"), dated(5, 2, status="draft")), media=media)
    press()
    bring(export(*head, dated(1, 1, title="Changed")), media=media)
    press()
    pressed = files()
    assert "2020/02/item-3/index.html" in pressed
    assert "deep/about/moved.html" in pressed
    assert not any("item-5" in name for name in pressed)
    press_all()
    assert files() == pressed

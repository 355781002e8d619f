"""The command: what it says, with which status, and that a refused file leaves the site as it was."""

from __future__ import annotations

import csv
import fcntl
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coffeepress.articles.models import Article, Picture
from coffeepress.edition import press as pressing
from coffeepress.edition.full import press_all
from coffeepress.importing.models import Brought
from coffeepress.importing.wordpress.command import wordpress

from .exports import attachment, export, item, write
from .test_bringing import NEWS, folder_with, state

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> Result:
    return CliRunner().invoke(wordpress, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "it is empty"),
        (export(item(1))[:-30], "it is cut off at line 11, column 31: export it again"),
        (
            export(item(1)).replace("</item>", "</items>"),
            "it is not well-formed XML at line 11, column 48 (mismatched tag)",
        ),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><rss><channel>&b;</channel></rss>',
            "it declares a document type, which no WordPress export does and can hide an entity bomb",
        ),
        ("{}", "it is not a WordPress export (an RSS file with WordPress' own elements)"),
    ],
)
def test_file_that_is_refused_leaves_the_site_as_it_was(
    home: Any, tmp_path: Path, content: str, sentence: str
) -> None:
    before = state()
    result = run(write(tmp_path / "a.xml", content))
    assert (result.exit_code, result.output) == (1, f"Error: a.xml is not brought in: {sentence}.\n")
    assert state() == before


def test_language_without_a_home_front_is_refused(home: Any, tmp_path: Path) -> None:
    result = run(write(tmp_path / "a.xml", export(item(1))), "--language", "fr")
    sentence = "a.xml is not brought in: the site has no home front in the language “fr”."
    assert (result.exit_code, result.output) == (1, f"Error: {sentence}\n")


def test_language_is_the_articles(home: Any, tmp_path: Path) -> None:
    run(write(tmp_path / "a.xml", export(item(1, link="https://old.example/uk/item-1/"))), "--language", "uk")
    article = Article.objects.get()
    assert (article.locale.language_code, article.permalink) == ("uk", "/uk/item-1/")


def test_report_says_what_came_in_and_what_did_not(home: Any, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.xml",
        export(
            item(1, terms=[NEWS], content="[form id=1]"), item(2, status="trash"), item(3, kind="product")
        ),
    )
    result = run(path, "--no-press", "--details", tmp_path / "details.csv")
    assert result.exit_code == 0
    lines = [" ".join(line.replace("│", " ").split()) for line in result.output.splitlines()]
    assert "articles 1" in lines
    assert "left out it lay in WordPress' trash 1 A title" in lines
    assert "no counterpart shortcode [form] 1 A title" in lines
    assert "Not brought in, for they have no counterpart yet: 1 product." in lines
    with (tmp_path / "details.csv").open(newline="") as file:
        assert list(csv.reader(file)) == [
            ["matter", "reason", "what"],
            ["no counterpart", "shortcode [form]", "A title (https://old.example/2020/03/item-1/)"],
            ["left out", "it lay in WordPress' trash", "A title (https://old.example/2020/03/item-2/)"],
        ]


def test_dry_run_writes_nothing(home: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xml", export(item(1, terms=[NEWS]), item(2, kind="page")))
    before = state()
    result = run(path, "--dry-run", "--media", folder_with(tmp_path))
    assert result.exit_code == 0
    assert "What would come in" in result.output
    assert state() == before


@pytest.mark.django_db(transaction=True)
def test_edition_is_pressed_once_for_all(home: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[None] = []
    whole_press = pressing.press

    def counted(**wishes: Any) -> Any:
        calls.append(None)
        return whole_press(**wishes)

    press_all()
    monkeypatch.setattr(pressing, "press", counted)
    path = write(tmp_path / "a.xml", export(item(1, terms=[NEWS]), item(2, kind="page", slug="about")))
    result = run(path)
    assert result.exit_code == 0, result.output
    assert len(calls) == 1
    root = pressing.current(pressing.edition_dir()).root
    assert (root / "2020/03/item-1/index.html").is_file()
    assert (root / "about/index.html").is_file()
    run(path)
    assert len(calls) == 1


@pytest.fixture
def old_site(tmp_path: Path) -> Iterator[str]:
    """The old site, still serving its pictures."""
    folder_with(tmp_path, "wp-content/uploads/bridge.jpg")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "uploads"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pictures_are_downloaded_only_when_asked_and_never_from_inside(
    home: Any, tmp_path: Path, old_site: str
) -> None:
    url = f"{old_site}/wp-content/uploads/bridge.jpg"
    text = export(
        attachment(9, url), attachment(10, f"{old_site}/gone.jpg"), item(1, content=f'<img src="{url}">')
    )
    path = write(tmp_path / "a.xml", text)
    run(path, "--no-press")
    assert Picture.objects.count() == 0
    run(path, "--no-press", "--download", "--details", tmp_path / "details.csv")
    assert Picture.objects.count() == 0
    assert "is not on the public internet" in (tmp_path / "details.csv").read_text()
    run(path, "--no-press", "--download", "--allow-private")
    assert Picture.objects.count() == 1
    assert Article.objects.get().body[0].block_type == "picture"
    assert Brought.objects.filter(kind="picture").count() == 1


def test_a_second_import_at_the_same_time_is_refused(home: Any, tmp_path: Path, settings: Any) -> None:
    file = write(tmp_path / "export.xml", export(item(1)))
    with settings.MEDIA_ROOT.with_name(".import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run(file)
    assert result.exit_code == 1
    assert "another import is at work on this site; start this one when it has ended" in " ".join(
        result.output.split()
    )
    assert Article.objects.count() == 0

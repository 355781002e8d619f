"""`coffeepress import page`: a draft from a saved page, what the editor is told, and refusals that change nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.urls import reverse
from PIL import Image
from wagtail.models import PageLogEntry

from coffeepress.articles.models import Article, Picture, Section
from coffeepress.config.beginning import begin
from coffeepress.importing.models import Brought
from coffeepress.importing.page_command import page
from coffeepress.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

SENTENCES = (
    "The ferry left the quay at six, as it had done every morning for forty years, and nobody on board looked up."
    " By noon the pilot had counted eleven boats where there had been thirty the week before."
    " The harbour office says that the figures for the whole of the month will be published on Friday."
)
SAVED = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Boats are fewer - The Paper</title>
<link rel="canonical" href="https://paper.example/boats/">
<meta property="og:site_name" content="The Paper"><meta property="og:title" content="Boats are fewer">
<meta name="author" content="Ada Quill"></head><body>
<nav><a href="/">Home</a> <a href="/more">More</a></nav>
<article><h1>Boats are fewer</h1>
<p>{SENTENCES}</p>
<figure><img src="page_files/quay.png" alt="An empty quay"><figcaption>The quay at noon.</figcaption></figure>
<p>{SENTENCES.replace("ferry", "<strong>tug</strong>")}</p>
<figure><img src="../secret.png" alt="A secret"><figcaption>What must not be read.</figcaption></figure>
<h2>What comes next</h2>
<p>{SENTENCES.replace("six", "seven")}</p>
<p>{SENTENCES.replace("noon", "dusk")}</p></article>
<footer>Subscribe to our newsletter</footer></body></html>"""


@pytest.fixture
def section() -> Section:
    home = begin("Paper")
    section = Section(title="News", slug="news", locale=home.locale)
    home.add_child(instance=section)
    section.save_revision().publish()
    return section


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page as a browser saves it, with a picture in its folder and another one outside."""
    folder = tmp_path / "saved"
    (folder / "page_files").mkdir(parents=True)
    Image.new("RGB", (900, 600), "teal").save(folder / "page_files" / "quay.png")
    Image.new("RGB", (900, 600), "red").save(tmp_path / "secret.png")
    file = folder / "page.html"
    file.write_text(SAVED, encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(page, [str(argument) for argument in arguments])


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Article, Person, Picture, Brought))


def test_saved_page_becomes_a_draft_with_its_picture(section: Section, saved: Path) -> None:
    result = run(saved)
    assert result.exit_code == 0, result.output
    article = Article.objects.get()
    assert (article.title, article.live, article.get_parent().specific) == ("Boats are fewer", False, section)
    assert [block.block_type for block in article.body] == ["text", "picture", "text"]
    assert "<b>tug</b>" in article.body[2].value.source
    assert "<h2>What comes next</h2>" in article.body[2].value.source
    picture = Picture.objects.get()
    assert (picture.alt, picture.caption, picture.width) == ("An empty quay", "The quay at noon.", 900)
    assert article.original_url == "https://paper.example/boats/"
    assert (article.original_name, article.original_kind) == ("The Paper", "republishes")
    assert [byline.person.name for byline in article.bylines.all()] == ["Ada Quill"]
    assert f"http://testserver{reverse('wagtailadmin_pages:edit', args=[article.pk])}" in result.output


def test_picture_outside_the_saved_folder_is_not_read_but_named(section: Section, saved: Path) -> None:
    result = run(saved)
    assert "Look at this: A picture is missing: What must not be read." in result.output
    entry = PageLogEntry.objects.get(action="coffeepress.import_page")
    assert "A picture is missing: What must not be read." in entry.data["doubts"]


def test_the_same_page_is_refused_until_again_is_said(section: Section, saved: Path) -> None:
    run(saved)
    before = counts()
    second = run(saved)
    assert second.exit_code == 1
    assert "was brought in before, as “Boats are fewer”" in second.output
    assert counts() == before
    assert run(saved, "--again", "--reports").exit_code == 0
    assert sorted(Article.objects.values_list("slug", "original_kind")) == [
        ("boats-are-fewer", "republishes"),
        ("boats-are-fewer-2", "reports"),
    ]
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 50, b"<html><body></body></html>", b"<p>cut of"]
)
def test_hopeless_file_gets_one_sentence_and_leaves_the_site_as_it_was(
    section: Section, tmp_path: Path, content: bytes
) -> None:
    before = counts()
    file = tmp_path / "page.html"
    file.write_bytes(content)
    result = run(file)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert len(result.output.splitlines()) == 1
    assert counts() == before


def test_missing_section_is_refused_and_leaves_the_site_as_it_was(section: Section, saved: Path) -> None:
    before = counts()
    result = run(saved, "--section", "sports")
    assert result.exit_code == 1
    assert "There is no section “sports” for language “en”." in result.output
    assert counts() == before


def test_missing_file_is_told(section: Section, tmp_path: Path) -> None:
    result = run(tmp_path / "none.html")
    assert (result.exit_code, result.output.endswith("cannot be read: no such file or directory.\n")) == (
        1,
        True,
    )


@pytest.fixture
def address(saved: Path) -> Iterator[str]:
    handler: Any = partial(SimpleHTTPRequestHandler, directory=str(saved.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/page.html"
        server.shutdown()


def test_address_of_this_machine_is_fetched_only_when_allowed(section: Section, address: str) -> None:
    refused = run(address)
    assert refused.exit_code == 1
    assert "not on the public internet" in refused.output
    assert Article.objects.count() == 0
    assert run(address, "--allow-private").exit_code == 0
    assert Article.objects.get().title == "Boats are fewer"

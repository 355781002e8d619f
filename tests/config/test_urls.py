"""What Django answers to the Editor, to the Stranger, and to whom an address leads nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from coffeepress.config.beginning import begin, make_superuser

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture
def editor() -> Client:
    make_superuser("editor@paper.example", PASSWORD)
    client = Client()
    assert client.login(username="editor@paper.example", password=PASSWORD)
    return client


@pytest.fixture
def original(settings: Any) -> Path:
    path: Path = settings.MEDIA_ROOT / "original_images" / "embargoed.svg"
    path.parent.mkdir(parents=True)
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    return path


def test_newsroom_asks_the_stranger_to_sign_in(stranger: Client) -> None:
    answer = stranger.get("/newsroom/")
    assert (answer.status_code, answer["Location"]) == (302, "/newsroom/login/?next=/newsroom/")


def test_newsroom_is_open_to_the_editor(editor: Client) -> None:
    begin("The Paper")
    assert editor.get("/newsroom/").status_code == 200


@pytest.mark.usefixtures("original")
def test_originals_are_refused_to_the_stranger(stranger: Client) -> None:
    assert stranger.get("/media/original_images/embargoed.svg").status_code == 403


def test_originals_are_shown_to_the_editor_and_cannot_run(editor: Client, original: Path) -> None:
    answer = editor.get("/media/original_images/embargoed.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer) == original.read_bytes()
    answer.close()


def test_nothing_outside_the_media_folder_is_shown(editor: Client, settings: Any) -> None:
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT.parent / "secret.txt").write_text("hush")
    for path in ("/media/../secret.txt", "/media/%2e%2e/secret.txt"):
        assert editor.get(path).status_code in {400, 404}


def test_documents_are_for_the_newsroom_only(editor: Client, stranger: Client) -> None:
    document = get_document_model()(title="A plan")
    document.file = ContentFile(b"%PDF-1.4", name="plan.pdf")
    document.save()
    assert stranger.get(document.url)["Location"] == f"/newsroom/login/?next={document.url}"
    answer = editor.get(document.url)
    assert (answer.status_code, b"".join(answer)) == (200, b"%PDF-1.4")
    answer.close()


def test_readers_pages_are_not_djangos(stranger: Client) -> None:
    begin("The Paper")
    assert stranger.get("/").status_code == 404


def test_unknown_address_shows_the_editions_page_in_its_language(stranger: Client, settings: Any) -> None:
    for folder, words in ((".", "Nothing here"), ("uk", "Тут нічого немає")):
        page = settings.EDITION_DIR / "current" / folder / "404.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(words)
    assert [
        (stranger.get(path).status_code, stranger.get(path).content.decode()) for path in ("/a/", "/uk/a/")
    ] == [
        (404, "Nothing here"),
        (404, "Тут нічого немає"),
    ]


def test_pages_carry_a_policy(stranger: Client) -> None:
    readers = stranger.get("/nothing/")["Content-Security-Policy"]
    newsroom = stranger.get("/newsroom/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in readers
    assert "'unsafe-inline'" not in readers
    assert newsroom != readers

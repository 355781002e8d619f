"""Pictures: their texts stand in each upload form, file names are refused there, and sizes are made after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

SignedIn = Callable[[str], Client]

TEXTS = ("alt", "caption", "credit", "licence", "source_url")
REFUSAL = "“IMG_1234.jpg” is a file name. Say in a few words what the picture shows."


def upload(photograph: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(photograph.name, photograph.read_bytes(), "image/jpeg")


def root_collection() -> int:
    from wagtail.models import Collection

    return int(Collection.get_first_root_node().pk)


def stored_picture(photograph: Path, **fields: Any) -> Any:
    from coffeepress.articles.models import Picture

    return Picture.objects.create(title="Ferry", file=upload(photograph), width=1800, height=1200, **fields)


@pytest.mark.parametrize("character", ["Photographer", "Writer", "Editor"])
def test_the_upload_form_asks_for_all_texts(newsroom: Newsroom, signed_in: SignedIn, character: str) -> None:
    form = signed_in(character).get("/newsroom/images/add/").context["form"]
    assert [name for name in TEXTS if name in form.fields] == list(TEXTS)
    assert "description" not in form.fields


def test_a_file_name_is_refused_when_a_picture_is_added(
    newsroom: Newsroom, signed_in: SignedIn, photograph: Path
) -> None:
    from coffeepress.articles.models import Picture

    form = {
        "title": "Ferry",
        "file": upload(photograph),
        "alt": "IMG_1234.jpg",
        "collection": root_collection(),
    }
    response = signed_in("Photographer").post("/newsroom/images/add/", form)
    assert response.context["form"].errors["alt"] == [REFUSAL]
    assert not Picture.objects.exists()


def test_a_file_name_is_refused_when_many_are_added(
    newsroom: Newsroom, signed_in: SignedIn, photograph: Path
) -> None:
    from coffeepress.articles.models import Picture

    photographer = signed_in("Photographer")
    ajax = {"headers": {"X-Requested-With": "XMLHttpRequest"}}
    form = {"title": "IMG_1234", "files[]": upload(photograph), "collection": root_collection()}
    answer = photographer.post("/newsroom/images/multiple/add/", form, **ajax).json()
    picture = Picture.objects.get()
    assert picture.alt == ""
    assert all(f'name="image-{picture.pk}-{name}"' in answer["form"] for name in TEXTS)
    prefix = f"image-{picture.pk}"
    written = {
        f"{prefix}-title": "Ferry",
        f"{prefix}-alt": "IMG_1234.jpg",
        f"{prefix}-collection": root_collection(),
    }
    refused = photographer.post(f"/newsroom/images/multiple/{picture.pk}/", written, **ajax).json()
    assert refused["success"] is False
    assert REFUSAL in refused["form"]
    taken = photographer.post(
        f"/newsroom/images/multiple/{picture.pk}/",
        {**written, f"{prefix}-alt": "The ferry at its pier"},
        **ajax,
    ).json()
    picture.refresh_from_db()
    assert (taken["success"], picture.alt) == (True, "The ferry at its pier")


def test_a_file_name_is_refused_in_the_chooser(
    newsroom: Newsroom, signed_in: SignedIn, photograph: Path
) -> None:
    from coffeepress.articles.models import Picture

    prefix = "image-chooser-upload"
    form = {
        f"{prefix}-title": "Ferry",
        f"{prefix}-file": upload(photograph),
        f"{prefix}-alt": "IMG_1234.jpg",
        f"{prefix}-collection": root_collection(),
    }
    answer = signed_in("Writer").post("/newsroom/images/chooser/create/", form).json()
    assert REFUSAL in answer["htmlFragment"]
    assert not Picture.objects.exists()


def test_a_photographer_changes_her_own_pictures_and_no_others(
    newsroom: Newsroom, signed_in: SignedIn, photograph: Path
) -> None:
    from tests.newsroom.characters import make_account

    own = stored_picture(photograph, uploaded_by_user=make_account("Photographer"))
    others = stored_picture(photograph, uploaded_by_user=make_account("Editor"))
    photographer = signed_in("Photographer")
    assert photographer.get(f"/newsroom/images/{own.pk}/").status_code == 200
    assert photographer.get(f"/newsroom/images/{others.pk}/").status_code == 302


def test_all_sizes_are_made_after_the_upload_and_publishing_makes_none(
    newsroom: Newsroom, photograph: Path, django_capture_on_commit_callbacks: Any
) -> None:
    from wagtail import hooks

    from coffeepress.articles.showing.pictures import SOCIAL, specs_of
    from coffeepress.edition.full import press_all

    hooks.search_for_hooks()
    with django_capture_on_commit_callbacks(execute=True):
        picture = stored_picture(photograph)
    made = set(picture.renditions.values_list("filter_spec", flat=True))
    assert made == {*specs_of(picture), SOCIAL}
    newsroom.article(newsroom.section("city"), lead_picture=picture)
    press_all(processes=1)
    assert picture.renditions.count() == len(made)


def test_a_picture_whose_file_is_gone_stops_nothing(
    newsroom: Newsroom, photograph: Path, django_capture_on_commit_callbacks: Any
) -> None:
    from coffeepress.articles.newsroom.sizes import make_sizes

    picture = stored_picture(photograph)
    Path(picture.file.path).unlink()
    make_sizes.call(picture.pk)
    make_sizes.call(picture.pk + 1)
    assert picture.renditions.count() == 0

"""What `coffeepress check` finds, one wrong thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from coffeepress.config import health
from coffeepress.config.beginning import begin
from coffeepress.demo.accounts import ACCOUNTS, PASSWORD
from coffeepress.edition.full import press_all
from coffeepress.edition.models import Change

Change_ = Callable[..., None]


@pytest.fixture
def sound_site(change_site: Change_, settings: Any, tmp_path: Path) -> Change_:
    """Settings with which nothing is found; the returned function changes one."""
    settings.SITE_DIR = tmp_path
    change_site(
        base_url="https://paper.example",
        trusted_proxies=["127.0.0.1"],
        mail="smtp://mail.example",
        debug=False,
    )
    return change_site


def found(question: health.Question) -> list[tuple[str, bool]]:
    return [(finding.what, finding.is_problem) for finding in question()]


@pytest.mark.parametrize(
    "question",
    [health.address, health.secret_key, health.debugging, health.mail, health.files, health.providers],
)
def test_sound_settings_are_found_sound(sound_site: Change_, question: health.Question) -> None:
    assert found(question) == []


def test_local_address(sound_site: Change_) -> None:
    sound_site(base_url="http://127.0.0.1:8000")
    assert found(health.address) == [
        ("base_url is http://127.0.0.1:8000: only this machine can open it.", True)
    ]


def test_address_without_https(sound_site: Change_) -> None:
    sound_site(base_url="http://paper.example")
    assert found(health.address) == [
        ("base_url is http://paper.example: passwords and sessions cross the network in the clear.", True)
    ]


def test_https_without_a_proxy_is_advice(sound_site: Change_) -> None:
    sound_site(trusted_proxies=[])
    assert [is_problem for _, is_problem in found(health.address)] == [False]


def test_debug(sound_site: Change_) -> None:
    sound_site(debug=True)
    assert found(health.debugging) == [("debug is on: errors show the program's insides to anyone.", True)]


def test_provider_that_is_half_set_up(sound_site: Change_) -> None:
    sound_site(stripe_secret_key="sk_live_x", bank_iban="DE02120300000000202051")
    assert [(what.split(":")[0], is_problem) for what, is_problem in found(health.providers)] == [
        ("Payments by stripe", True),
        ("Payments by bank", True),
    ]


def test_practice_where_others_can_reach_the_site(sound_site: Change_) -> None:
    sound_site(support_practice=True)
    assert [is_problem for _, is_problem in found(health.providers)] == [True]


def test_stand_in_for_stripe_and_test_key_on_a_public_site(sound_site: Change_) -> None:
    sound_site(
        stripe_address="http://127.0.0.1:9", stripe_secret_key="sk_test_x", stripe_webhook_secret="whsec_x"
    )
    assert [is_problem for _, is_problem in found(health.providers)] == [True, False]


def test_key_that_can_be_guessed(sound_site: Change_) -> None:
    sound_site(secret_key="abc" * 20)
    assert found(health.secret_key) == [("secret_key can be guessed.", True)]


def test_settings_file_that_others_can_read(sound_site: Change_, tmp_path: Path) -> None:
    path = tmp_path / "coffeepress.toml"
    path.touch(mode=0o644)
    path.chmod(0o644)
    assert found(health.files) == [(f"Others on this machine can read {path}.", True)]


@pytest.mark.parametrize(("free_mb", "is_problem"), [(100, True), (500, False)])
def test_little_room_on_the_disk(
    sound_site: Change_, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free_mb: int, is_problem: bool
) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _path: SimpleNamespace(free=free_mb * 1024**2))
    assert found(health.disk) == [(f"Only {free_mb} MB are free where {tmp_path} lies.", is_problem)]


@pytest.mark.django_db
@pytest.mark.postgres
def test_database_of_this_version_is_sound() -> None:
    assert found(health.database) == []


@pytest.mark.django_db
@pytest.mark.postgres
def test_database_that_lacks_a_migration() -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="edition").order_by("id").last().delete()
    assert found(health.database) == [("The database lacks 1 migrations.", True)]


@pytest.mark.django_db
def test_language_without_a_home_front(sound_site: Change_) -> None:
    begin("The Paper")
    assert found(health.homes) == []
    sound_site(languages=["en", "uk", "de"])
    assert found(health.homes) == [('The language "de" has no published home front.', True)]


@pytest.mark.django_db
def test_edition_that_is_missing_then_pressed_then_left_behind() -> None:
    begin("The Paper")
    assert found(health.edition) == [("There is no edition: readers get nothing.", True)]
    press_all()
    assert found(health.edition) == []
    Change.objects.create(key="article:1")
    assert found(health.edition) == []
    Change.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert [is_problem for _, is_problem in found(health.edition)] == [True]


@pytest.mark.django_db
def test_edition_pressed_with_other_settings_is_advice(sound_site: Change_) -> None:
    begin("The Paper")
    press_all()
    sound_site(list_length=3)
    assert found(health.edition) == [
        ("The edition was pressed with other templates, settings or an older version.", False)
    ]


@pytest.mark.django_db
def test_nobody_who_may_do_everything() -> None:
    assert found(health.accounts) == [("Nobody may do everything in the newsroom.", True)]


@pytest.mark.django_db
def test_account_of_the_demo_is_found_until_its_password_is_another() -> None:
    user = get_user_model().objects.create_superuser(ACCOUNTS[0].email, PASSWORD)
    assert found(health.accounts) == [
        (f"{ACCOUNTS[0].email} still has the demo's password, which everybody knows.", True)
    ]
    user.set_password("correct horse battery")
    user.save()
    assert found(health.accounts) == []


@pytest.mark.django_db
def test_djangos_own_checks_are_told_with_their_ids(settings: Any) -> None:
    settings.SECURE_CONTENT_TYPE_NOSNIFF = False
    assert [what for what, _ in found(health.django) if "(security.W006)" in what] != []


def test_second_factor_that_is_not_required_is_advice_on_a_public_site(change_site: Any) -> None:
    change_site(base_url="https://paper.example")
    assert [(what.split(":")[0], is_problem) for what, is_problem in found(health.second_factor)] == [
        ("staff_second_factor is off", False)
    ]
    change_site(staff_second_factor=True)
    assert found(health.second_factor) == []


def test_second_factor_is_not_missed_on_this_very_machine(change_site: Any) -> None:
    change_site(base_url="http://127.0.0.1:8000")
    assert found(health.second_factor) == []

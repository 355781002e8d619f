"""A code: for whom it works, how often, how long, and who gets an account by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from coffeepress.people import codes
from coffeepress.people.codes import AccountClosed, CodeGone, WrongCode, ask, confirm
from coffeepress.people.models import SignInCode, User

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

ADDRESS = "reader@example.org"


def test_code_makes_an_account_without_a_password() -> None:
    asked = ask(ADDRESS)
    user = confirm(asked.handle, ADDRESS, asked.code, language="uk")
    assert isinstance(user, User)
    assert (user.email, user.language, user.has_usable_password()) == (ADDRESS, "uk", False)


def test_asking_makes_no_account() -> None:
    ask(ADDRESS)
    assert User.objects.count() == 0


def test_code_lets_into_the_account_that_is_there_whatever_case_is_typed() -> None:
    there = User.objects.create_user(ADDRESS, None, language="en")
    asked = ask("Reader@Example.org")
    assert confirm(asked.handle, " READER@example.ORG", asked.code, language="uk") == there
    assert User.objects.get().language == "en"


@pytest.mark.parametrize("typed", [str.lower, str.upper, lambda code: code.replace("-", " ")])
def test_code_may_be_typed_as_people_type(typed: object) -> None:
    asked = ask(ADDRESS)
    assert callable(typed)
    assert isinstance(confirm(asked.handle, ADDRESS, typed(asked.code), language="en"), User)


def test_code_works_once() -> None:
    asked = ask(ADDRESS)
    confirm(asked.handle, ADDRESS, asked.code, language="en")
    assert isinstance(confirm(asked.handle, ADDRESS, asked.code, language="en"), CodeGone)


def test_a_used_code_voids_the_others_of_its_address() -> None:
    first, second = ask(ADDRESS), ask(ADDRESS)
    confirm(second.handle, ADDRESS, second.code, language="en")
    assert isinstance(confirm(first.handle, ADDRESS, first.code, language="en"), CodeGone)


def test_code_works_for_15_minutes() -> None:
    asked = ask(ADDRESS)
    SignInCode.objects.update(asked_at=timezone.now() - timedelta(minutes=14, seconds=50))
    assert isinstance(confirm(asked.handle, ADDRESS, asked.code, language="en"), User)
    asked = ask(ADDRESS)
    SignInCode.objects.update(asked_at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert isinstance(confirm(asked.handle, ADDRESS, asked.code, language="en"), CodeGone)


def test_fifth_wrong_code_is_the_last() -> None:
    asked = ask(ADDRESS)
    answers = [confirm(asked.handle, ADDRESS, "WRNG-WRNG", language="en") for _ in range(5)]
    assert [getattr(answer, "tries_left", 0) for answer in answers] == [4, 3, 2, 1, 0]
    assert isinstance(confirm(asked.handle, ADDRESS, asked.code, language="en"), CodeGone)


def test_wrong_guesses_of_a_stranger_leave_the_readers_code_alone() -> None:
    reader, stranger = ask(ADDRESS), ask(ADDRESS)
    for _ in range(6):
        confirm(stranger.handle, ADDRESS, "WRNG-WRNG", language="en")
    assert isinstance(confirm(reader.handle, ADDRESS, reader.code, language="en"), User)


def test_code_of_one_request_does_not_open_another() -> None:
    reader, stranger = ask(ADDRESS), ask(ADDRESS)
    assert isinstance(confirm(stranger.handle, ADDRESS, reader.code, language="en"), WrongCode)


def test_code_does_not_work_for_another_address() -> None:
    asked = ask("stranger@example.org")
    assert isinstance(confirm(asked.handle, ADDRESS, asked.code, language="en"), WrongCode)
    assert User.objects.count() == 0


@pytest.mark.parametrize("code", ["", "-", "\x00", "ПАРОЛЬ", "x" * 5000])
def test_nonsense_is_no_code(code: str) -> None:
    asked = ask(ADDRESS)
    assert isinstance(confirm(asked.handle, ADDRESS, code, language="en"), WrongCode)


def test_closed_account_stays_closed() -> None:
    User.objects.create_user(ADDRESS, None, is_active=False)
    asked = ask(ADDRESS)
    assert isinstance(confirm(asked.handle, ADDRESS, asked.code, language="en"), AccountClosed)


def test_neither_code_nor_address_is_kept_in_the_clear() -> None:
    asked = ask(ADDRESS)
    kept = str(SignInCode.objects.values().get())
    assert [word for word in (ADDRESS, asked.code, asked.code.replace("-", "")) if word in kept] == []


def test_old_codes_are_forgotten() -> None:
    ask(ADDRESS)
    SignInCode.objects.update(asked_at=timezone.now() - timedelta(minutes=16))
    new = ask(ADDRESS)
    codes.forget_old_codes()
    assert [code.handle for code in SignInCode.objects.all()] == [new.handle]

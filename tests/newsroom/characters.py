"""The characters: who they are, and how a test becomes one of them."""

from __future__ import annotations

import importlib
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client

from coffeepress.people.models import User

STRANGER, READER, SUPPORTER = "Stranger", "Reader", "Supporter"
WRITER, PHOTOGRAPHER, MODERATOR, EDITOR = "Writer", "Photographer", "Moderator", "Editor"
TREASURER, ADMINISTRATOR = "Treasurer", "administrator"

CHARACTERS = (STRANGER, READER, SUPPORTER, WRITER, PHOTOGRAPHER, MODERATOR, EDITOR, ADMINISTRATOR)
STAFF = (WRITER, PHOTOGRAPHER, MODERATOR, EDITOR, ADMINISTRATOR)
ROLES = (WRITER, PHOTOGRAPHER, MODERATOR, EDITOR, TREASURER)

PASSWORD = "a-long-enough-password"


def address_of(character: str) -> str:
    """A character's e-mail address."""
    return f"{character.lower()}@example.org"


def make_account(character: str) -> User:
    """A character's account, in her group. A Stranger has none."""
    assert character != STRANGER
    user = User.objects.filter(email=address_of(character)).first() or User.objects.create_user(
        address_of(character),
        PASSWORD,
        first_name=character.title(),
        last_name="Novak",
        is_superuser=character == ADMINISTRATOR,
    )
    if character in ROLES:
        user.groups.add(Group.objects.get(name=character))
    return user


def client_of(character: str) -> Client:
    """A browser in which the character is signed in."""
    client = Client()
    if character != STRANGER:
        client.force_login(make_account(character))
    return client


def make_roles() -> None:
    """The groups, also where a test before this one emptied the database."""
    migration: Any = importlib.import_module("coffeepress.articles.migrations.0003_roles_and_review")
    migration.make_roles(apps, None)
    over_reports: Any = importlib.import_module("coffeepress.corrections.migrations.0003_who_decides")
    over_reports.give_rights(apps, None)
    over_payments: Any = importlib.import_module("coffeepress.support.migrations.0005_treasurer")
    over_payments.make_role(apps, None)
    over_letters: Any = importlib.import_module("coffeepress.letters.migrations.0002_who_sends_letters")
    over_letters.give_rights(apps, None)

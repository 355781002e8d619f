"""Tiers and words in the newsroom: whole minor units are stored, and nothing below a coffee is offered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.edition.newsroom import Newsroom
from tests.newsroom.characters import client_of

pytestmark = pytest.mark.django_db

TIERS = "/newsroom/support/tiers/"


@pytest.fixture
def editor(ledger: None, newsroom: Newsroom) -> Client:
    return client_of("Editor")


def tier_form(**given: str) -> dict[str, str]:
    return {
        "amount": "12,50",
        "currency": "EUR",
        "interval": "month",
        "position": "0",
        "is_offered": "on",
        "words-TOTAL_FORMS": "1",
        "words-INITIAL_FORMS": "0",
        "words-MIN_NUM_FORMS": "1",
        "words-MAX_NUM_FORMS": "1000",
        "words-0-language": "en",
        "words-0-name": "A lunch",
        "words-0-purpose": "For photographers",
        "words-0-ORDER": "1",
        **given,
    }


def test_tier_is_stored_in_minor_units(editor: Client) -> None:
    from coffeepress.support.models import Tier

    assert editor.post(f"{TIERS}new/", tier_form()).status_code == 302
    tier = Tier.objects.get()
    assert (tier.amount_minor, tier.currency, tier.words.get().name) == (1250, "EUR", "A lunch")
    assert 'value="12.50"' in editor.get(f"{TIERS}edit/{tier.pk}/").content.decode()


@pytest.mark.parametrize("amount", ["", "3", "much", "-5"])
def test_what_is_no_tier_is_refused(editor: Client, amount: str) -> None:
    from coffeepress.support.models import Tier

    assert editor.post(f"{TIERS}new/", tier_form(amount=amount)).status_code == 200
    assert Tier.objects.count() == 0


def test_writer_words_nothing(editor: Client) -> None:
    from coffeepress.support.models import Tier

    answer: Any = client_of("Writer").post(f"{TIERS}new/", tier_form())
    assert (answer.status_code, Tier.objects.count()) == (302, 0)

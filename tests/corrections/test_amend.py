"""A published correction gets other words; those that it had stay."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from coffeepress.articles.models import Article
from coffeepress.corrections import decide
from coffeepress.corrections.amend import amend
from coffeepress.corrections.announce import NothingSaid
from coffeepress.corrections.models import Correction, CorrectionNeverRemoved, CorrectionVersion
from coffeepress.edition.models import Change
from coffeepress.people.models import User
from tests.corrections.reports import report_on
from tests.edition.newsroom import Newsroom
from tests.newsroom.characters import MODERATOR, WRITER, make_account

pytestmark = pytest.mark.postgres

WORDS = {"said": "old", "says": "new", "note": "Sorry.", "credit": "Ada", "kind": "correction"}


@pytest.fixture
def moderator(newsroom: Newsroom) -> User:
    return make_account(MODERATOR)


@pytest.fixture
def correction(newsroom: Newsroom, moderator: User) -> Correction:
    article: Article = newsroom.article(newsroom.section("city"))
    report = report_on(article, "Body", name="Ada", wants_credit=True)
    decide.correct_with_note(report, moderator, "Sorry.", said="old", says="new")
    return Correction.objects.get()


def words_of(row: Correction | CorrectionVersion) -> dict[str, str]:
    return {name: getattr(row, name) for name in WORDS}


def test_the_words_before_are_kept(correction: Correction, moderator: User) -> None:
    Change.objects.all().delete()
    others = {**WORDS, "says": "newer", "kind": "clarification"}
    amended = amend(correction, moderator, **others)
    assert words_of(Correction.objects.get()) == others
    version = correction.versions.get()
    assert words_of(version) == WORDS
    assert (version.replaced_by, version.replaced_at) == (moderator, amended.amended_at)
    assert set(Change.objects.values_list("key", flat=True)) == {
        f"corrections-of:{correction.article_id}",
        "corrections:en",
        f"corrections:en:{correction.published_at:%Y-%m}",
    }


def test_the_same_words_change_nothing(correction: Correction, moderator: User) -> None:
    Change.objects.all().delete()
    assert amend(correction, moderator, **{**WORDS, "note": " Sorry.\n"}).amended_at is None
    assert not CorrectionVersion.objects.exists()
    assert not Change.objects.exists()


def test_a_correction_is_not_amended_away(correction: Correction, moderator: User) -> None:
    with pytest.raises(NothingSaid):
        amend(correction, moderator, said="", says=" ", note="", credit="Ada", kind="correction")
    with pytest.raises(CorrectionNeverRemoved):
        correction.delete()
    assert words_of(Correction.objects.get()) == WORDS


def test_who_may_not_decide_amends_nothing(correction: Correction) -> None:
    with pytest.raises(PermissionDenied):
        amend(correction, make_account(WRITER), **{**WORDS, "says": "newer"})


def test_an_unknown_kind_is_refused(correction: Correction, moderator: User) -> None:
    with pytest.raises(ValueError):
        amend(correction, moderator, **{**WORDS, "kind": "rumour"})

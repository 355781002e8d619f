"""Who pays is the Treasurer's to know: nobody else sees it anywhere in the newsroom, or books anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.newsroom.characters import client_of, make_account
from tests.support.newsroom.patrons import paying

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

PATRON = "generous.patron@paper.example"
OTHERS = ("Writer", "Photographer", "Moderator", "Editor")
STRANGERS = ("Stranger", "Reader", "Supporter")


@pytest.fixture
def paths(ledger: None, newsroom: Newsroom) -> list[str]:
    """Every address of the area, each with something behind it."""
    from coffeepress.support.models import LedgerEvent, UploadedStatement

    supporter = paying(PATRON, "manual")
    entry = LedgerEvent.objects.get()
    statement = UploadedStatement.objects.create(name="x", currency="EUR", packed=b"x")
    top = "/newsroom/support/"
    return [
        *(top, f"{top}figures.csv", f"{top}supporters/", f"{top}supporters/results/"),
        *(f"{top}supporters/supporters.csv", f"{top}supporters/{supporter.pk}/"),
        *(f"{top}failed/", f"{top}failed/results/", f"{top}cash/", f"{top}cash/{entry.pk}/take-back/"),
        *(f"{top}statement/", f"{top}statement/{statement.pk}/"),
    ]


def test_area_has_no_other_address(paths: list[str]) -> None:
    from tests.access.routes import all_routes

    assert len(paths) == len([route for route in all_routes() if route.name.startswith("supporting:")])


@pytest.mark.parametrize("character", STRANGERS)
def test_whoever_does_not_work_here_is_asked_to_sign_in(paths: list[str], character: str) -> None:
    client = client_of(character)
    for path in paths:
        for answer in (client.get(path), client.post(path)):
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/newsroom/login/")


@pytest.mark.parametrize("character", OTHERS)
def test_others_of_the_newsroom_are_refused(paths: list[str], character: str) -> None:
    from coffeepress.support.models import LedgerEvent

    client = client_of(character)
    for path in paths:
        for answer in (client.get(path), client.post(path, {"note": "x"})):
            assert (answer.status_code, answer.headers["Location"]) == (302, "/newsroom/"), path
    assert LedgerEvent.objects.count() == 1


def test_treasurer_is_let_in(paths: list[str]) -> None:
    client = client_of("Treasurer")
    assert {client.get(path).status_code for path in paths[:-1]} == {200}


def with_rights(*codenames: str) -> Client:
    """Somebody of the newsroom with these rights alone."""
    from django.contrib.auth.models import Permission

    user = make_account("Reader")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return client_of("Reader")


def test_each_right_is_of_its_own(paths: list[str]) -> None:
    sees, books = with_rights("see_supporter"), None
    seen = [sees.get(path).status_code for path in paths[:-1]]
    assert seen == [200] * 8 + [302] * 3
    books = with_rights("book_payment")
    assert [books.get(path).status_code for path in paths[:-1]] == [302] * 8 + [200] * 3


def menu(client: Client) -> str:
    return client.get("/newsroom/").content.decode()


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("Writer", []),
        ("Photographer", []),
        ("Moderator", []),
        ("Editor", ["words", "tiers"]),
        ("Treasurer", ["", "supporters", "failed", "cash", "statement"]),
        ("administrator", ["", "supporters", "failed", "cash", "statement", "words", "tiers"]),
    ],
)
def test_menu_and_home_page_are_for_who_may(paths: list[str], character: str, shown: list[str]) -> None:
    page = menu(client_of(character))
    names = ("", "supporters", "failed", "cash", "statement", "words", "tiers")
    assert [name for name in names if f'"/newsroom/support/{name}{"/" if name else ""}"' in page] == shown
    assert ('id="support-section"' in page) == ("supporters" in shown)


def everywhere(client: Client) -> dict[str, str]:
    """What the newsroom shows of itself in lists, searches, histories and reports."""
    from urllib.parse import quote

    word = quote("patron")
    paths = (
        *("/newsroom/", "/newsroom/users/", f"/newsroom/users/?q={word}", "/newsroom/reports/site-history/"),
        *(
            f"/newsroom/pages/search/?q={word}",
            f"/newsroom/images/?q={word}",
            f"/newsroom/documents/?q={word}",
        ),
        *("/newsroom/reports/workflow/", "/newsroom/reports/locked/", f"/newsroom/redirects/?q={word}"),
        *(
            "/newsroom/reports/aging-pages/",
            "/newsroom/reports/page-types-usage/",
            "/newsroom/support/words/",
        ),
        *(
            "/newsroom/support/tiers/",
            "/newsroom/readers-reports/",
            f"/newsroom/snippets/people/person/?q={word}",
        ),
    )
    return {path: client.get(path).content.decode() for path in paths}


@pytest.fixture
def busy(ledger: None, newsroom: Newsroom) -> Callable[[], None]:
    """The Treasurer has booked, taken back and brought in a statement."""
    from tests.support.newsroom.test_cash import CASH, filled
    from tests.support.newsroom.test_statement import upload
    from tests.support.statements.files import camt, entry

    client = client_of("Treasurer")
    supporter = paying(PATRON, "bank")
    client.post(CASH, filled(email=PATRON, note="Secret note"))
    reference = supporter.pledges.get(provider="bank").reference
    answer: Any = upload(client, camt(entry(text=reference, number="1", name="Generous Patron")))
    client.post(answer.headers["Location"])
    return lambda: None


@pytest.mark.parametrize("character", OTHERS)
def test_nothing_elsewhere_tells_who_pays(busy: object, character: str) -> None:
    secrets = (PATRON, "Generous Patron", "Secret note", "CP-", "€3.50", "12.50")
    for path, page in everywhere(client_of(character)).items():
        assert [secret for secret in secrets if secret in page] == [], path


def test_account_that_pays_looks_like_any_other_to_who_looks_after_accounts(busy: object) -> None:
    from coffeepress.people.models import User
    from coffeepress.support.supporters import supporter_of
    from tests.support.newsroom.patrons import happened, patron

    pays, reads = (User.objects.create_user(f"{name}@accounts.example", "x") for name in ("same1", "same2"))
    made = patron(provider="bank")
    made.supporter = supporter_of(pays, "en")
    made.save()
    happened(made)
    manager = with_rights("add_user", "change_user", "delete_user", "view_user")
    for path in ("/newsroom/users/{}/", "/newsroom/users/history/{}/", "/newsroom/users/{}/delete/"):
        pages = [
            manager.get(path.format(each.pk)).content.decode().replace(str(each.pk), "N")
            for each in (pays, reads)
        ]
        assert ["upport" in page.replace("/support/", "") for page in pages] in ([False, False], [True, True])
        assert ["€" in page for page in pages] == [False, False]
    listing = manager.get("/newsroom/users/").content.decode()
    assert "same1@accounts.example" in listing
    assert "CP-" not in listing


def test_history_of_the_site_has_no_entry_about_money(busy: object) -> None:
    from wagtail.models import ModelLogEntry

    models = ("supporter", "pledge", "ledgerevent", "booking", "uploadedstatement", "paidspan")
    assert ModelLogEntry.objects.filter(content_type__model__in=models).count() == 0


def test_role_has_these_rights_and_nobody_is_in_it(ledger: None, newsroom: Newsroom) -> None:
    from django.contrib.auth.models import Group

    role = Group.objects.get(name="Treasurer")
    assert sorted(role.permissions.values_list("codename", flat=True)) == [
        *("access_admin", "book_payment", "see_supporter")
    ]
    assert role.user_set.count() == 0
    assert not Group.objects.exclude(name="Treasurer").filter(permissions__codename="see_supporter").exists()

"""A bank's statement in the newsroom: seen before it is booked, and never booked twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.support.newsroom.patrons import patron
from tests.support.statements.files import GERMAN, camt, entry

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

STATEMENT = "/newsroom/support/statement/"


def upload(client: Client, data: bytes, name: str = "november.xml", **more: str) -> Any:
    form = {"file": SimpleUploadedFile(name, data), "currency": "EUR", "columns": "", **more}
    return client.post(STATEMENT, form)


def counts(client: Client, page: str) -> dict[str, int]:
    return dict(client.get(page).context["counts"])


def booked() -> list[str]:
    from coffeepress.support.models import LedgerEvent

    return [str(each.amount) for each in LedgerEvent.objects.order_by("pk")]


def test_statement_is_seen_then_booked_then_gone(treasurer: Client) -> None:
    from coffeepress.support.models import Booking, UploadedStatement

    made = patron("ada@paper.example", "bank")
    data = camt(entry(text=made.reference, number="B1"), entry(text="rent", number="B2"))
    preview = upload(treasurer, data).headers["Location"]
    assert counts(treasurer, preview) == {"to_book": 1, "doubtful": 0, "rest": 1}
    page = treasurer.get(preview).content.decode()
    assert made.reference in page
    assert "No reference: 1" in page
    assert booked() == []
    assert treasurer.post(preview).status_code == 302
    assert booked() == ["EUR 3.50"]
    assert [str(each.by) for each in Booking.objects.all()] == ["Treasurer Novak"]
    assert UploadedStatement.objects.count() == 0
    assert treasurer.post(preview).status_code == 404


def test_second_upload_and_second_press_book_nothing(treasurer: Client) -> None:
    made = patron(provider="bank")
    data = camt(entry(text=made.reference, number="B1"))
    first, second = (upload(treasurer, data).headers["Location"] for _ in range(2))
    treasurer.post(first)
    assert counts(treasurer, second) == {"to_book": 0, "doubtful": 0, "rest": 1}
    assert "Booked before: 1" in treasurer.get(second).content.decode()
    treasurer.post(second)
    assert booked() == ["EUR 3.50"]


def test_doubtful_line_is_booked_only_where_it_is_marked(treasurer: Client) -> None:
    made = patron(provider="bank")
    treasurer.post(upload(treasurer, camt(entry(text=made.reference, number="B1"))).headers["Location"])
    table = GERMAN.format(made.reference).encode()
    preview = upload(treasurer, table, "november.csv").headers["Location"]
    assert counts(treasurer, preview) == {"to_book": 0, "doubtful": 1, "rest": 2}
    (line,) = treasurer.get(preview).context["parts"]["doubtful"]
    treasurer.post(preview, {"also": "another"})
    assert booked() == ["EUR 3.50"]
    preview = upload(treasurer, table, "november.csv").headers["Location"]
    treasurer.post(preview, {"also": line.id})
    assert booked() == ["EUR 3.50", "EUR 3.50"]


def test_only_some_lines_are_booked_at_once_and_pressing_again_goes_on(
    treasurer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coffeepress.support.newsroom import statement

    monkeypatch.setattr(statement, "BOOKED_AT_ONCE", 2)
    made = patron(provider="bank")
    lines = [
        entry(text=made.reference, number=f"B{number}", day=f"2026-0{number}-03") for number in range(1, 4)
    ]
    preview = upload(treasurer, camt(*lines)).headers["Location"]
    assert treasurer.post(preview).headers["Location"] == preview
    assert len(booked()) == 2
    assert treasurer.post(preview).headers["Location"] == STATEMENT
    assert len(booked()) == 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<a/>", "not a camt.053 statement"),
        (b"<a", "not well-formed"),
        (b"nothing;at;all", "No line names the columns"),
        (camt(head='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "document type"),
        (b"Date,Amount,Text\n2026-11-03,much,x\n", "is no amount"),
    ],
)
def test_what_is_no_statement_is_refused_and_not_kept(treasurer: Client, data: bytes, words: str) -> None:
    from coffeepress.support.models import UploadedStatement

    answer = upload(treasurer, data)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert UploadedStatement.objects.count() == 0


def test_file_that_is_too_large_is_refused_unread(treasurer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from coffeepress.support.models import UploadedStatement
    from coffeepress.support.newsroom import statement

    monkeypatch.setattr(statement, "LIMIT_BYTES", 100)
    answer = upload(treasurer, b"x" * 101)
    assert "The file is larger than" in answer.content.decode()
    assert UploadedStatement.objects.count() == 0


def test_columns_can_be_named(treasurer: Client) -> None:
    made = patron(provider="bank")
    table = f"When|Much|Why\n2026-11-03|3.50|{made.reference}\n".encode()
    assert upload(treasurer, table, "a.csv").status_code == 200
    assert "Columns are" in upload(treasurer, table, "a.csv", columns="x=y").content.decode()
    answer = upload(treasurer, table, "a.csv", columns="date=When, amount=Much, text=Why")
    assert counts(treasurer, answer.headers["Location"])["to_book"] == 1


def test_what_a_payer_wrote_is_text(treasurer: Client) -> None:
    made = patron(provider="bank")
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt;"
    lines = camt(entry(text=f"{made.reference} {hostile}", number="B1", name=hostile))
    preview = upload(treasurer, lines, "<script>alert(2)</script>.xml").headers["Location"]
    assert "<script>alert" not in treasurer.get(preview).content.decode()

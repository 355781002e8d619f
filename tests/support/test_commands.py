"""The commands: what they say, with which status, and that nothing is booked unasked."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from coffeepress.support.commands import import_statement, reconcile, verify
from tests.support.lives import Life
from tests.support.statements.files import camt, entry
from tests.support.stripe_stand_in import StripeStandIn, signed
from tests.support.test_webhooks import send

if TYPE_CHECKING:
    import click

    from coffeepress.support.models import Pledge

pytestmark = [pytest.mark.django_db]

Make = Callable[..., "Pledge"]


def run(command: click.Command, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def statement(pledge: Make, tmp_path: Path) -> tuple[Path, Pledge]:
    made = pledge("bank")
    file = tmp_path / "november.xml"
    file.write_bytes(camt(entry(text=f"Thanks {made.reference}", number="1"), entry(text="rent", number="2")))
    return file, made


def test_statement_is_shown_first_and_booked_when_told(statement: tuple[Path, Pledge]) -> None:
    file, made = statement
    shown = run(import_statement, file)
    assert shown.exit_code == 0
    assert shown.output.splitlines() == [
        f"2026-11-03          EUR 3.50  to book {made.reference}  Ada Novak: Thanks {made.reference}",
        "2026-11-03          EUR 3.50  no reference  Ada Novak: rent",
        "Nothing is booked yet: --book does it.",
    ]
    assert made.events.count() == 0
    assert run(import_statement, file, "--book").output.splitlines()[-1] == "Booked: 1 of 2 lines."
    assert run(import_statement, file, "--book").output.splitlines()[-1] == "Booked: 0 of 2 lines."
    assert made.events.count() == 1
    assert run(verify).output == "All is as the ledger says (1 entries).\n"


@pytest.mark.parametrize(
    ("content", "options", "sentence"),
    [
        (b"<html/>", [], "This XML file is not a camt.053 statement."),
        (
            b"a,b\n",
            [],
            "No line names the columns of day, amount and text. Name them: date=…,amount=…,text=…",
        ),
        (
            b"a,b\n",
            ["--columns", "day=a"],
            "Columns are date, amount, currency, text, name, id, named such as date=Day,amount=Sum.",
        ),
    ],
)
def test_statement_that_is_refused(
    ledger: None, tmp_path: Path, content: bytes, options: list[str], sentence: str
) -> None:
    file = tmp_path / "a"
    file.write_bytes(content)
    result = run(import_statement, file, *options)
    assert (result.exit_code, result.output) == (1, f"Error: {sentence}\n")


def test_verify_fails_where_something_differs(pledge: Make) -> None:
    from coffeepress.support.models import Pledge

    made = pledge()
    Pledge.objects.update(payments=3)
    result = run(verify)
    assert result.exit_code == 1
    assert result.output == f"Pledge {made.reference}: payments is 3, and by the ledger 0.\n"


@pytest.mark.parametrize("name", ["bank", "patreon", "paypal"])
def test_only_who_can_be_asked_is_asked(ledger: None, name: str) -> None:
    result = run(reconcile, name)
    assert (result.exit_code, result.output) == (
        1,
        f"Error: {name} cannot be asked what it has; these can: stripe.\n",
    )


def test_reconcile_says_what_differs_books_it_when_told_and_then_agrees(
    pledge: Make, stripe_site: StripeStandIn
) -> None:
    import random

    from coffeepress.support.process import process_waiting

    stripe_site.now = int(time.time()) - 3600
    life = Life(stripe_site, pledge("stripe"), random.Random(1))
    send("stripe", *signed(life.events[-1]))
    process_waiting()
    result = run(reconcile, "stripe")
    assert result.exit_code == 1
    assert [line.split(" (")[0] for line in result.output.splitlines()] == [
        f"The ledger lacks charged EUR 3.50 of {life.pledge.reference}"
    ]
    assert run(reconcile, "stripe", "--book").output.splitlines()[0] == "Booked: 1"
    agreed = run(reconcile, "stripe")
    assert (agreed.exit_code, agreed.output) == (0, "The ledger and stripe agree (2 events, 1 pledges).\n")


def test_reconcile_when_stripe_does_not_answer(ledger: None, stripe_site: StripeStandIn) -> None:
    stripe_site.failures = 100
    result = run(reconcile, "stripe")
    assert result.exit_code == 1
    assert result.output.startswith("Error: Stripe: ")

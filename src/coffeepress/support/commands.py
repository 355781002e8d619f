"""`coffeepress support …`: look after the ledger."""

import hashlib
from pathlib import Path

import click

_LONGEST_BEFORE_PAID_DAYS = 60


@click.group("support", epilog="Example: coffeepress support verify")
def support_group() -> None:
    """Look after the ledger of payments."""


@support_group.command("verify", epilog="Example: coffeepress support verify")
def verify() -> None:
    """Replay the ledger, and say where what is stored differs from what it comes to.

    The exit status is 1 if something differs.
    """
    from coffeepress.support.verify import count_entries, differences

    found = 0
    for difference in differences():
        found += 1
        click.echo(difference)
    if found:
        raise SystemExit(1)
    click.echo(f"All is as the ledger says ({count_entries()} entries).")


@support_group.command("reconcile", epilog="Example: coffeepress support reconcile stripe --days 90")
@click.argument("provider")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3650), help="How far back.")
@click.option("--book", "is_booking", is_flag=True, help="Book what the ledger lacks.")
def reconcile(provider: str, days: int, is_booking: bool) -> None:
    """Compare the ledger with the provider's own list, and say what differs.

    The exit status is 1 if something differs.
    """
    from datetime import timedelta

    from django.utils import timezone

    from coffeepress.support.providers.contract import NotOffered, Offer, Unavailable
    from coffeepress.support.providers.registry import UnknownProvider, named, registered
    from coffeepress.support.reconcile import book_missing, differences

    asked = ", ".join(each.name for each in registered() if Offer.REMOTE in each.offers)
    try:
        chosen = named(provider)
        since = timezone.now() - timedelta(days=days)
        # What was paid since then may have been asked for before.
        remote = chosen.list_remote(since - timedelta(days=_LONGEST_BEFORE_PAID_DAYS))
    except (UnknownProvider, NotOffered):
        raise click.ClickException(f"{provider} cannot be asked what it has; these can: {asked}.") from None
    except Unavailable as error:
        raise click.ClickException(str(error)) from None
    if is_booking:
        added, trouble = book_missing(provider, remote)
        click.echo(f"Booked: {added}")
        for sentence in trouble:
            click.echo(sentence)
    found = list(differences(provider, remote, since))
    for difference in found:
        click.echo(difference)
    if found:
        raise SystemExit(1)
    click.echo(
        f"The ledger and {provider} agree ({len(remote.events)} events, {len(remote.pledges)} pledges)."
    )


@support_group.command(
    "import-statement", epilog="Example: coffeepress support import-statement november.xml --book"
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--book", "is_booking", is_flag=True, help="Book what is to be booked; without it, only say.")
@click.option("--also-doubtful", is_flag=True, help="Book lines that look booked before as well.")
@click.option("--currency", default="", help="Of a table that names none; else the outlet's.")
@click.option("--columns", default="", help="Names of a table's columns: date=Day,amount=Sum,text=Purpose.")
def import_statement(file: Path, is_booking: bool, also_doubtful: bool, currency: str, columns: str) -> None:
    """Match the lines of a bank statement (CAMT.053 or CSV) with pledges by their references.

    Without --book nothing is changed: what would be booked is said, and what would not, and why.
    """
    from coffeepress.support.offers import main_currency
    from coffeepress.support.statements.entries import LIMIT_BYTES, UnreadableStatement
    from coffeepress.support.statements.file import read_statement
    from coffeepress.support.statements.matching import book_matches, preview

    if file.stat().st_size > LIMIT_BYTES:
        raise click.ClickException(f"{file.name} is larger than {LIMIT_BYTES // 1024**2} MB.")
    data = file.read_bytes()
    try:
        entries = read_statement(data, currency=currency or main_currency(), columns=columns)
    except UnreadableStatement as error:
        raise click.ClickException(str(error)) from None
    matches = preview(entries)
    for match in matches:
        entry, to = match.entry, f" {match.pledge.reference}" if match.pledge else ""
        click.echo(
            f"{entry.day}  {entry.amount!s:>16}  {match.verdict}{to}  {entry.name}: {entry.text}"[:200]
        )
    if is_booking:
        booked = book_matches(matches, also_doubtful=also_doubtful, digest=hashlib.sha256(data).hexdigest())
        click.echo(f"Booked: {booked} of {len(matches)} lines.")
    else:
        click.echo("Nothing is booked yet: --book does it.")


commands: list[click.Command] = [support_group]

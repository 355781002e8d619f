"""`coffeepress topics …`: recount a round."""

from pathlib import Path

import click


@click.group("topics", epilog="Example: coffeepress topics recount ballots.txt")
def topics_group() -> None:
    """Look after the votes for topics."""


@topics_group.command(
    "recount", epilog="Example: coffeepress topics recount ballots.txt --receipt 7K3MX-4Q8ZT-…"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--commitment", default="", help="The SHA-256 that was published when the round closed.")
@click.option("--receipt", default="", help="A ballot's receipt: says whether and how it was counted.")
def recount_command(file: Path, commitment: str, receipt: str) -> None:
    """Recount a file of ballots and compare it with its own count and its commitment.

    Without --commitment, the file with the ending .sha256 beside it is read, if there is one. The exit status is 1 if
    something differs, or if no ballot has the receipt.
    """
    from coffeepress.topics.recount import recount

    try:
        lines, is_well = recount(file, commitment, receipt)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"This cannot be recounted: {error}") from None
    click.echo("\n".join(lines))
    if not is_well:
        raise SystemExit(1)


commands: list[click.Command] = [topics_group]

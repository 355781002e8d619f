"""The command `coffeepress related rebuild`."""

import click


@click.group("related", epilog="Example: coffeepress related rebuild")
def related_group() -> None:
    """Related articles."""


@related_group.command(
    "rebuild", short_help="Find all related articles anew.", epilog="Example: coffeepress related rebuild"
)
def rebuild() -> None:
    """Make the index of related articles anew, find every article's list anew, and press the pages whose lists changed.

    Can be stopped at any time: the worker goes on with it. Readers have what they had meanwhile.
    """
    from coffeepress.related.rebuild import rebuild as make_anew

    pressed = make_anew()
    click.echo(f"{pressed.articles} articles; the lists of {pressed.changed} changed.")


commands: list[click.Command] = [related_group]

"""The command `coffeepress search rebuild`."""

import click


@click.group("search", epilog="Example: coffeepress search rebuild")
def search_group() -> None:
    """Search for readers."""


@search_group.command(
    "rebuild", short_help="Make the search's index anew.", epilog="Example: coffeepress search rebuild"
)
def rebuild() -> None:
    """Put all published articles into a new index.

    Can be stopped at any time: the worker goes on with it. Until it is done, the search says that it is being prepared.
    """
    from coffeepress.related.rebuild import rebuild_index

    click.echo(f"{rebuild_index()} articles can be found.")


commands: list[click.Command] = [search_group]

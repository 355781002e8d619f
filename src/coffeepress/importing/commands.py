"""The importers' commands: `coffeepress import page` and `coffeepress import wordpress`."""

import click

from coffeepress.importing.page_command import page
from coffeepress.importing.wordpress.command import wordpress


@click.group("import", epilog="Example: coffeepress import page saved.html")
def import_group() -> None:
    """Bring in articles from elsewhere."""


import_group.add_command(page)
import_group.add_command(wordpress)

commands: list[click.Command] = [import_group]

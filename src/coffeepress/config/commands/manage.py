"""`coffeepress manage`: Django's and Wagtail's own commands."""

from __future__ import annotations

import click

from coffeepress.config.command_line import on_site


@click.command(
    "manage",
    short_help="Run one of Django's commands.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    epilog="Example: coffeepress manage migrate",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage_command(arguments: tuple[str, ...]) -> None:
    """Run one of Django's commands on the site; without ARGUMENTS, list them."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["coffeepress manage", *(arguments or ("help",))])


on_site(manage_command)

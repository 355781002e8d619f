"""Every command of `coffeepress`, found the way the command line finds them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from coffeepress.config.command_line import coffeepress_command


def command_tree(
    command: click.Command = coffeepress_command, words: str = "coffeepress"
) -> Iterator[tuple[str, click.Command]]:
    """The words that call each command, and the command."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from command_tree(below, f"{words} {name}")

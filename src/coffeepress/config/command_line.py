"""The command line: which commands there are, which site they are for, and how an error is told.

A command's module imports only click at its top and all else inside its functions, so that `--help` needs
neither Django nor a site. Other apps bring commands of their own: a module `commands.py` in the app's folder
with a list `commands` of click commands; those are found by name, run with Django set up, and know nothing
of this module.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

import click

import coffeepress

SETTINGS_MODULE = "coffeepress.config.settings"
_INTERRUPTED_STATUS = 130

# Name of the command, and the module in `coffeepress.config.commands` that holds it under the same name.
_OWN = ("init", "demo", "serve", "worker", "press", "check", "nginx", "manage")


class CommandLine(click.Group):
    """Finds a command when it is asked for, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Our own in the order in which a newcomer meets them, then the apps'."""
        return [*_OWN, *sorted(_commands_of_apps())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, ready to be run on a site, or None."""
        if cmd_name in _OWN:
            command: click.Command = getattr(
                import_module(f"coffeepress.config.commands.{cmd_name}"), f"{cmd_name}_command"
            )
            return command
        return _commands_of_apps().get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown command is answered with the nearest known one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            close = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f' Did you mean "{close[0]}"?' if close else " See `coffeepress --help`."
            raise click.UsageError(f'There is no command "{args[0]}".{hint}') from None


def _choose_site(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value and not ctx.resilient_parsing:
        os.environ["COFFEEPRESS_SITE"] = value


def site_option() -> click.Option:
    """`--site DIR`, understood before a command's name and after it."""
    return click.Option(
        ["--site"],
        metavar="DIR",
        expose_value=False,
        is_eager=True,
        callback=_choose_site,
        help="The site's folder; else COFFEEPRESS_SITE, else the folder you are in.",
    )


def choose_site() -> None:
    """Settle which site the command is for.

    Raises:
        SiteError: there is no site.
    """
    from coffeepress.config.site import SITE_VARIABLE, site_directory

    os.environ[SITE_VARIABLE] = str(site_directory())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)


def set_up_site() -> None:
    """Settle which site the command is for, read its settings, and start Django.

    Raises:
        SiteError: there is no site, or its settings are wrong.
    """
    choose_site()
    import django

    django.setup()


def on_site(command: click.Command, *, prepare: Callable[[], None] = set_up_site) -> click.Command:
    """Make `command`, and every command below it, take `--site` and run when `prepare` has."""
    for leaf in _leaves(command):
        if leaf.callback is None or getattr(leaf.callback, "runs_on_site", False):
            continue
        leaf.callback = _after(prepare, leaf.callback)
        if not any("--site" in parameter.opts for parameter in leaf.params):
            leaf.params.append(site_option())
    return command


def _after(prepare: Callable[[], None], callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def run(*args: Any, **kwargs: Any) -> Any:
        prepare()
        return callback(*args, **kwargs)

    run.runs_on_site = True  # type: ignore[attr-defined]
    return run


def _leaves(command: click.Command) -> Iterator[click.Command]:
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from _leaves(below)
    else:
        yield command


@functools.cache
def _commands_of_apps() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for app in iter_modules(coffeepress.__path__):
        if not app.ispkg or app.name == "config" or not find_spec(f"coffeepress.{app.name}.commands"):
            continue
        for command in import_module(f"coffeepress.{app.name}.commands").commands:
            name = command.name or ""
            if name in _OWN or name in found:
                raise RuntimeError(f'Two commands are named "{name}".')
            found[name] = on_site(command)
    return found


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"coffeepress {coffeepress.__version__}")
        ctx.exit()


@click.group(
    cls=CommandLine,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: coffeepress init my-paper && coffeepress --site my-paper serve",
)
@click.option("--traceback", is_flag=True, help="Show where an unforeseen error arose.")
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version.",
)
def coffeepress_command(traceback: bool) -> None:  # `main` looks for it
    """Coffeepress: an open newsroom whose edition stays readable under any load or fault."""


coffeepress_command.params.insert(0, site_option())


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status; errors are told in a sentence."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        coffeepress_command(arguments, prog_name="coffeepress")
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED_STATUS)
    except Exception as error:
        if "--traceback" in arguments:
            raise
        click.echo(f"Error: {_sentence(error)}", err=True)
        sys.exit(1)


def _sentence(error: Exception) -> str:
    """What to tell a person of an error that no command foresaw."""
    from coffeepress.config.site import SiteError

    first_line = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    if isinstance(error, SiteError):
        return str(error)
    if type(error).__module__.startswith(("django.db", "psycopg", "sqlite3")):
        return _database_sentence(first_line)
    if type(error).__name__ == "CommandError":
        return f"{first_line}."
    if isinstance(error, OSError):
        return f"{first_line}."
    return f"{type(error).__name__}: {first_line}. (`coffeepress --traceback …` shows where.)"


def _database_sentence(first_line: str) -> str:
    if "no such table" in first_line or ("does not exist" in first_line and "relation" in first_line):
        return f"The database lacks tables ({first_line}): run `coffeepress manage migrate`."
    return f"The database does not answer as it should: {first_line}."

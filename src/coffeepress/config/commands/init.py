"""`coffeepress init`: a new site."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click


@click.command(
    "init",
    short_help="Make a new site.",
    epilog="Example: coffeepress init my-paper --url https://paper.example --email editor@paper.example",
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="New Paper", show_default=True, help="The outlet's name.")
@click.option("--url", "base_url", help="The site's address; without it http://127.0.0.1:8000.")
@click.option(
    "--language", "languages", multiple=True, help="A language; the first is the main one. [en, uk]"
)
@click.option("--time-zone", help="The newsroom's time zone. [UTC]")
@click.option("--database", help="postgres://…; without it SQLite in the folder.")
@click.option("--email", help="The first editor's e-mail address; asked for if not given.")
@click.option(
    "--password", help="Her password; asked for if not given, so that no other process can read it."
)
@click.option("--no-superuser", is_flag=True, help="Make no account now.")
def init_command(
    directory: Path,
    name: str,
    email: str | None,
    password: str | None,
    no_superuser: bool,
    **chosen: Any,
) -> None:
    """Make a new site in DIR: settings, a database, an empty edition, and the first editor's account."""
    from coffeepress.config.folder import refuse_site

    directory = directory.resolve()
    refuse_site(directory)
    account = None if no_superuser else _ask_account(email, password)
    make_site(directory, name=name, chosen=_given(chosen), account=account)
    here = Path.cwd()
    shown = directory.relative_to(here) if directory.is_relative_to(here) else directory
    click.echo(f"{name} is ready in {directory}.")
    click.echo(f"Settings: {directory / 'coffeepress.toml'}")
    click.echo(f"Start it: coffeepress --site {shown} serve")


def make_site(
    directory: Path, *, name: str, chosen: dict[str, object], account: tuple[str, str] | None
) -> None:
    """Make a site from nothing to the first edition; what was begun is taken away if a step fails.

    Args:
        directory: the folder, which holds no site yet.
        name: the outlet's name.
        chosen: settings that differ from their defaults.
        account: e-mail address and password of somebody who may do everything.

    Raises:
        SiteError: a setting is wrong, the folder cannot be written, or the database cannot be reached.
    """
    from coffeepress.config.folder import make_folder, unmake_folder

    make_folder(directory, chosen)
    try:
        _fill(directory, name=name, account=account)
    except BaseException:
        unmake_folder(directory)
        raise


def _fill(directory: Path, *, name: str, account: tuple[str, str] | None) -> None:
    from coffeepress.config.command_line import set_up_site
    from coffeepress.config.database import migrate
    from coffeepress.config.installed import note_prepared
    from coffeepress.config.progress import busy

    os.environ["COFFEEPRESS_SITE"] = str(directory)
    set_up_site()
    if account:
        _refuse_weak(*account)
    with busy("Making the database"):
        migrate()
    from coffeepress.config.beginning import begin, begin_sections, make_superuser
    from coffeepress.config.commands.press import press_everything

    begin(name)
    begin_sections()
    if account:
        make_superuser(*account)
    press_everything()
    note_prepared(directory)


def _refuse_weak(email: str, password: str) -> None:
    """Raises:
    click.ClickException: the address is no e-mail address, or the password is easily guessed.
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
        validate_password(password)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None


def _given(chosen: dict[str, Any]) -> dict[str, object]:
    """The options that were given, as settings; the address is always in the file, for all will change it."""
    from coffeepress.config.site import SiteSettings

    given = {
        key: list(value) if isinstance(value, tuple) else value for key, value in chosen.items() if value
    }
    return {"base_url": SiteSettings.model_fields["base_url"].default, **given}


def _ask_account(email: str | None, password: str | None) -> tuple[str, str]:
    """Raises:
    click.ClickException: there is nobody at a terminal to ask, or the answer will not do.
    """
    if not (email and password) and not sys.stdin.isatty():
        raise click.ClickException("Say --email and --password of the first editor, or --no-superuser.")
    email = email or click.prompt("E-mail address of the first editor")
    password = password or click.prompt(
        "Password (at least 10 characters)", hide_input=True, confirmation_prompt=True
    )
    return email, password

"""`coffeepress demo`: a small bilingual newsroom to look at and to try things in."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click


@click.command(
    "demo",
    short_help="Make and serve the demo site.",
    epilog="Example: coffeepress demo /tmp/demo --port 8080",
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--no-serve", is_flag=True, help="Only make the site.")
def demo_command(directory: Path, port: int, host: str, no_serve: bool) -> None:
    """Make the demo site in DIR if it is not there, and serve it. What was written in it is kept."""
    from coffeepress.config.serving import refuse_taken_port
    from coffeepress.config.site import SETTINGS_FILE

    directory = directory.resolve()
    if not no_serve:
        refuse_taken_port(host, port)
    if not (directory / SETTINGS_FILE).exists():
        _make_beside(directory, base_url=f"http://{_shown(host)}:{port}")
        if not no_serve:
            _start_anew(directory, host=host, port=port)
    if not no_serve:
        _serve(directory, host=host, port=port)


def _make_beside(directory: Path, *, base_url: str) -> None:
    """Make the site under another name and rename it when whole: one that was interrupted is never met."""
    from coffeepress.config.folder import refuse_site
    from coffeepress.config.site import SiteError

    refuse_site(directory)
    draft = directory.with_name(f".{directory.name}.being-made")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _make(draft, base_url=base_url)
        if directory.is_dir():
            directory.rmdir()
        draft.replace(directory)
    except OSError as error:
        raise SiteError(f"The demo cannot be made in {directory}: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _make(directory: Path, *, base_url: str) -> None:
    from coffeepress.config.command_line import set_up_site
    from coffeepress.config.database import migrate
    from coffeepress.config.folder import make_folder
    from coffeepress.config.installed import note_prepared
    from coffeepress.config.progress import busy, progress_bar
    from coffeepress.config.site import is_this_machine

    chosen = {
        "base_url": base_url,
        "coffee_price": ["EUR 3.50", "UAH 100"],
        "support_goal": ["EUR 600"],
        "support_public": True,
        "support_practice": is_this_machine(base_url),
        "security_contact": ["security@ferrybell.example"],
        "trust_relations": ["social=https://social.example/@ferrybell"],
    }
    make_folder(directory, chosen)
    os.environ["COFFEEPRESS_SITE"] = str(directory)
    set_up_site()
    from django.db import connection

    with busy("Making the database"):
        migrate()
    from coffeepress.config.beginning import begin
    from coffeepress.config.commands.press import press_everything
    from coffeepress.demo.load import count_steps, load_demo
    from coffeepress.demo.reading import read_demo

    begin("Coffeepress")  # the demo gives each language's outlet its own name
    with progress_bar("Drawing and writing the demo", total=count_steps(read_demo())) as progress:
        load_demo(progress)
    press_everything()
    note_prepared(directory)
    connection.close()


def _start_anew(directory: Path, *, host: str, port: int) -> None:
    """Serve from a new process: this one was set up for the folder's former name."""
    os.environ.pop("COFFEEPRESS_SITE", None)
    command = [
        sys.executable,
        "-m",
        "coffeepress",
        "demo",
        str(directory),
        "--host",
        host,
        "--port",
        str(port),
    ]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 - our own program, no shell


def _serve(directory: Path, *, host: str, port: int) -> None:
    from coffeepress.config.command_line import choose_site
    from coffeepress.config.commands.serve import serve_site

    os.environ["COFFEEPRESS_SITE"] = str(directory)
    has_moved = _move(directory, base_url=f"http://{_shown(host)}:{port}")
    choose_site()
    _bring_up_to_date(has_moved=has_moved)
    from coffeepress.demo.accounts import ACCOUNTS, PASSWORD

    sign_in = [f"{account.email} with the password {PASSWORD}" for account in ACCOUNTS]
    serve_site(host=host, port=port, workers=1, sign_in=sign_in)


def _bring_up_to_date(*, has_moved: bool) -> None:
    """After an upgrade, and after a move to another port. Else Django need not even be started."""
    from django.conf import settings

    from coffeepress.config.installed import is_prepared

    if is_prepared(settings.SITE_DIR) and not has_moved:
        return
    from coffeepress.config.command_line import set_up_site
    from coffeepress.config.commands.press import press_everything
    from coffeepress.config.database import migrate, pending_migrations

    set_up_site()
    if pending_migrations():
        migrate()
    if has_moved:
        press_everything()


def _move(directory: Path, *, base_url: str) -> bool:
    """Whether the demo is served at another address than its pages name; from now on they name this one."""
    from coffeepress.config.folder import change_setting
    from coffeepress.config.site import is_this_machine, load

    if load(directory).base_url == base_url:
        return False
    change_setting(directory, "base_url", base_url)
    change_setting(directory, "support_practice", is_this_machine(base_url))
    return True


def _shown(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound

"""`coffeepress demo`: a small bilingual newsroom to look at and to try things in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click


@click.command("demo", epilog="Example: coffeepress demo /tmp/demo --port 8080")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--no-serve", is_flag=True, help="Only make the site.")
def demo_command(directory: Path, port: int, host: str, no_serve: bool) -> None:
    """Make the demo site in DIR if it is not there, and serve it. What was written in it is kept."""
    from coffeepress.config.site import SETTINGS_FILE

    directory = directory.resolve()
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
    from coffeepress.config.progress import busy, progress_bar

    make_folder(directory, {"base_url": base_url})
    os.environ["COFFEEPRESS_SITE"] = str(directory)
    set_up_site()
    from django.db import connection

    with busy("Making the database"):
        migrate()
    from coffeepress.config.beginning import begin
    from coffeepress.config.commands.press import press_everything
    from coffeepress.demo.load import load_demo

    begin("The Daily Grind")
    with progress_bar("Writing the demo's articles") as progress:
        load_demo(progress)
    press_everything()
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
    from coffeepress.config.command_line import set_up_site
    from coffeepress.config.commands.serve import serve_site

    os.environ["COFFEEPRESS_SITE"] = str(directory)
    _move_to_port(directory, base_url=f"http://{_shown(host)}:{port}")
    set_up_site()
    from coffeepress.demo.load import EDITORS

    sign_in = [f"{email} with the password {password}" for email, password in EDITORS]
    serve_site(host=host, port=port, workers=1, sign_in=sign_in)


def _move_to_port(directory: Path, *, base_url: str) -> None:
    """Addresses on the pages are the demo's own: when it is served on another port, press it for that one."""
    from coffeepress.config.folder import change_setting
    from coffeepress.config.site import load

    if load(directory).base_url == base_url:
        return
    change_setting(directory, "base_url", base_url)
    subprocess.run(
        [sys.executable, "-m", "coffeepress", "--site", str(directory), "press", "--all"],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _shown(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound

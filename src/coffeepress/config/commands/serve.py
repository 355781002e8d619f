"""`coffeepress serve`: readers get the edition, editors the newsroom."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import click

from coffeepress.config.command_line import choose_site, on_site, set_up_site


@click.command(
    "serve",
    short_help="Serve readers and the newsroom.",
    epilog="Example: coffeepress --site /srv/paper serve --host 127.0.0.1 --port 8000 --workers 2",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Processes; about one a core.",
)
def serve_command(host: str, port: int, workers: int) -> None:
    """Serve the site: the edition to readers and the newsroom to editors.

    With SQLite it also runs the worker; with PostgreSQL run `coffeepress worker` once beside it.
    """
    serve_site(host=host, port=port, workers=workers)


def serve_site(*, host: str, port: int, workers: int, sign_in: Sequence[str] = ()) -> None:
    """Serve until told to stop. Django is not needed for it, and only started if something has changed.

    Args:
        sign_in: how one may sign in, where that is no secret.

    Raises:
        SiteError: the port is taken.
    """
    from django.conf import settings

    from coffeepress.config.serving import refuse_taken_port, serve_config, worker_beside
    from coffeepress.edition.serve.run import run

    refuse_taken_port(host, port)
    _prepare_static_files()
    _announce(host, port, sign_in)
    embedded = not settings.COFFEEPRESS.database
    with worker_beside() if embedded else contextlib.nullcontext():
        run(serve_config(), host=host, port=port, workers=workers)


def _prepare_static_files() -> None:
    from django.conf import settings

    from coffeepress.config.installed import is_prepared, note_prepared

    if is_prepared(settings.SITE_DIR):
        return
    set_up_site()
    from coffeepress.config.progress import busy
    from coffeepress.config.static_files import collect_static_files

    with busy("Collecting static files"):
        collect_static_files()
    note_prepared(settings.SITE_DIR)


def _announce(host: str, port: int, sign_in: Sequence[str]) -> None:
    from django.conf import settings

    site = settings.COFFEEPRESS
    listening = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    address = listening if site.local else site.base_url
    click.echo(f"Readers:  {address}/")
    click.echo(f"Newsroom: {address}/{site.newsroom_path}/")
    for words in sign_in:
        click.echo(f"Sign in:  {words}")
    click.echo("Ctrl+C stops it." if site.local else f"Listening on {listening}; Ctrl+C stops it.")


on_site(serve_command, prepare=choose_site)

"""`coffeepress serve`: readers get the edition, editors the newsroom."""

from __future__ import annotations

import contextlib

import click

from coffeepress.config.command_line import on_site


@click.command(
    "serve", epilog="Example: coffeepress --site /srv/paper serve --host 127.0.0.1 --port 8000 --workers 2"
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
    from django.conf import settings

    serve_site(
        host=host, port=port, workers=workers, announcement=f"Readers: {settings.COFFEEPRESS.base_url}/"
    )


def serve_site(*, host: str, port: int, workers: int, announcement: str) -> None:
    """Serve until told to stop.

    Args:
        announcement: what to print once nothing stands in the way.

    Raises:
        SiteError: the port is taken, or the database lacks migrations.
    """
    from django.conf import settings

    from coffeepress.config.progress import busy
    from coffeepress.config.serving import refuse_taken_port, serve_config, worker_beside
    from coffeepress.config.static_files import collect_static_files
    from coffeepress.edition.serve.run import run

    refuse_taken_port(host, port)
    _look_at_database()
    with busy("Collecting static files"):
        collect_static_files()
    click.echo(announcement)
    click.echo(f"Newsroom: {settings.COFFEEPRESS.base_url}/{settings.COFFEEPRESS.newsroom_path}/")
    click.echo("Ctrl+C stops it.")
    embedded = not settings.COFFEEPRESS.database
    with worker_beside() if embedded else contextlib.nullcontext():
        run(serve_config(), host=host, port=port, workers=workers)


def _look_at_database() -> None:
    """Refuse a database of another version; an unreachable one only costs the newsroom."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    from coffeepress.config.site import SiteError

    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError:
        click.echo(
            "The database cannot be reached: readers get the edition, but the newsroom is shut.", err=True
        )
        return
    finally:
        connection.close()
    if pending:
        raise SiteError("The database is of another version: run `coffeepress manage migrate` first.")


on_site(serve_command)

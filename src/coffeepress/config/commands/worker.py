"""`coffeepress worker`: what happens without anybody clicking."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

import click

from coffeepress.config.command_line import on_site

REPLACED = 75
"""The status of a worker that has to be started again (EX_TEMPFAIL), also for who restarts only what fails."""


@click.command(
    "worker",
    short_help="Do what is due in the background.",
    epilog="Example: coffeepress --site /srv/paper worker",
)
@click.option("--until-input-ends", is_flag=True, hidden=True, help="Stop when standard input is closed.")
def worker_command(until_input_ends: bool) -> None:
    """Publish what is scheduled, press what is left, and run queued tasks, until told to stop.

    With SQLite, `coffeepress serve` runs a worker itself; with PostgreSQL run this once beside it.
    """
    from coffeepress.config.static_files import collect_static_files
    from coffeepress.edition.signature import begun_with
    from coffeepress.edition.worker import Outdated, run_worker

    begun_with()
    stop = threading.Event()

    def stop_soon(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, stop_soon)
    signal.signal(signal.SIGINT, stop_soon)
    if until_input_ends:
        # The server that started us holds the other end; however it dies, this ends.
        threading.Thread(target=_wait_for_end_of_input, args=(stop,), daemon=True).start()
    else:
        click.echo("The worker is at work. Ctrl+C stops it.")
    collect_static_files()
    _tell_of_database()
    try:
        run_worker(stop)
    except Outdated as error:
        click.echo(str(error), err=True)
        raise SystemExit(REPLACED) from None


def _tell_of_database() -> None:
    """Say what is amiss. The worker goes on all the same and tries again; readers have the edition."""
    from django.db import DatabaseError, connection

    from coffeepress.config.database import pending_migrations

    try:
        if pending_migrations():
            click.echo("The database is of another version: run `coffeepress manage migrate`.", err=True)
    except DatabaseError:
        click.echo("The database cannot be used; readers have the edition, the newsroom is shut.", err=True)
    finally:
        connection.close()


def _wait_for_end_of_input(stop: threading.Event) -> None:
    # Not through `sys.stdin`: its lock, held here, would stop a process that the press forks.
    while os.read(0, 1):
        pass
    stop.set()


on_site(worker_command)

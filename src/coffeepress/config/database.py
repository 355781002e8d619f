"""Django's `DATABASES` from a site's setting: SQLite in the site's folder, or PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_FILE = "site.sqlite3"
_BUSY_TIMEOUT_SECONDS = 20
_CONNECTION_LIFETIME_SECONDS = 60

# WAL lets readers go on while one writes; FULL, so that what was answered with success outlives a power cut.
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
)


def database(address: str, *, directory: Path) -> dict[str, Any]:
    """One entry of `DATABASES`.

    Args:
        address: "" for SQLite, or `postgres://user:password@host:port/name?option=value`; a `host` among the
            options may be the folder of a socket.
        directory: the site's folder.
    """
    return _postgresql(address) if address else _sqlite(directory / SQLITE_FILE)


def migrate() -> None:
    """Bring the database up to this version. A SQLite file, with people's passwords in it, is its owner's."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).chmod(0o600)


def pending_migrations() -> int:
    """How many migrations the database lacks.

    Raises:
        django.db.DatabaseError: it cannot be reached, or is not what it should be.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": _BUSY_TIMEOUT_SECONDS,
            # A transaction that reads before it writes would otherwise fail at once, whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "init_command": _SQLITE_PRAGMAS,
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "coffeepress",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": _CONNECTION_LIFETIME_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "5", **options},
    }

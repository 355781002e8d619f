"""The database's own guard of the ledger: it refuses to change or delete an entry, whoever asks.

Put in place after every migration rather than by one: SQLite makes a table anew when a column changes, and its
triggers would be gone without a word. `coffeepress support verify` says when it is missing.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "support_ledgerevent"
_NAMES = ("support_ledger_no_update", "support_ledger_no_delete")
_REFUSAL = "the ledger is only added to"

_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {TABLE}"
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for name, verb in zip(_NAMES, ("UPDATE", "DELETE"), strict=True)
)
_POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION support_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
    *(
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION"
        " support_ledger_refuse()"
        for name, verb in zip(_NAMES, ("UPDATE", "DELETE"), strict=True)
    ),
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guard in place; it may be there already."""
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away: for tests that empty their tables."""
    with connection.cursor() as cursor:
        for name in _NAMES:
            on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether both triggers are there."""
    question = (
        "SELECT tgname FROM pg_trigger WHERE tgname IN (%s, %s) AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, _NAMES)
        return len(cursor.fetchall()) == len(_NAMES)


def install_after_migrating(using: str, **_kwargs: Any) -> None:
    """Receives `post_migrate`."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        install(connection)

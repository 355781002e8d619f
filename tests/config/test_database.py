"""What a site's `database` setting becomes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from coffeepress.config.database import database


def test_empty_setting_is_sqlite_in_the_folder(tmp_path: Path) -> None:
    found = database("", directory=tmp_path)
    assert found["NAME"] == str(tmp_path / "site.sqlite3")
    assert found["OPTIONS"]["timeout"] == 20
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    found = database("postgres://me:p%40ss@db.example:5433/paper?sslmode=require", directory=tmp_path)
    assert {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "paper",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert found["OPTIONS"]["sslmode"] == "require"


def test_postgresql_may_be_reached_by_a_socket(tmp_path: Path) -> None:
    found = database("postgresql://postgres:@/paper?host=/run/postgresql", directory=tmp_path)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/postgresql", "", "paper")
    assert "host" not in found["OPTIONS"]


@pytest.mark.django_db(transaction=True)
def test_sqlite_writes_ahead_and_keeps_foreign_keys() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("This is about SQLite; run it with COFFEEPRESS_TEST_DATABASE=sqlite.")
    with connection.cursor() as cursor:
        answers = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")
        ]
    assert answers == ["wal", 1]

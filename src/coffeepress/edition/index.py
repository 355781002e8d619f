"""The index of a build: which page lies at which path, which keys it read and which files it brings.

It is an SQLite file beside the build's folder, so that a build and its index are swapped in together and a lost
folder cannot leave a stale index behind. Nothing that readers get depends on it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from coffeepress.edition.keys import Key

SCHEMA = """
create table if not exists page (
    id integer primary key, kind text not null, ident text not null, rank integer not null,
    path text not null, status integer not null, digest text not null, unique (kind, ident));
create index if not exists page_path on page (path);
create table if not exists key (id integer primary key, name text not null unique);
create table if not exists read (
    key_id integer not null, page_id integer not null, primary key (key_id, page_id)) without rowid;
create index if not exists read_page on read (page_id);
create table if not exists file (
    path text not null, page_id integer not null, primary key (path, page_id)) without rowid;
create index if not exists file_page on file (page_id);
create table if not exists due (page_id integer primary key, at real not null);
create index if not exists due_at on due (at);
create table if not exists meta (name text primary key, value text not null) without rowid;
"""

PageName = tuple[str, str]
"""Kind and ident."""


@dataclass(frozen=True)
class Entry:
    """What the index keeps of a page."""

    kind: str
    ident: str
    rank: int
    path: str
    status: int
    digest: str
    keys: frozenset[Key] = frozenset()
    files: frozenset[str] = frozenset()
    due_at: datetime | None = None

    @property
    def name(self) -> PageName:
        return self.kind, self.ident


class Index:
    """One build's index.

    Args:
        path: the SQLite file; made where there is none.
        durable: whether a commit survives a power cut. A build that nobody reads yet does without.
    """

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self.connection.execute("pragma journal_mode = wal")
            self.connection.execute(f"pragma synchronous = {'full' if durable else 'off'}")
            self.connection.executescript(SCHEMA)
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        self.connection.close()

    def begin(self) -> None:
        self.connection.execute("begin immediate")

    def commit(self) -> None:
        self.connection.execute("commit")

    def rollback(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("rollback")

    def entry(self, name: PageName) -> Entry | None:
        """What is kept of a page, without its keys and files."""
        row = self.connection.execute(
            "select kind, ident, rank, path, status, digest from page where kind = ? and ident = ?", name
        ).fetchone()
        return Entry(*row) if row else None

    def whole_entry(self, name: PageName) -> Entry | None:
        """What is kept of a page, with its keys, its files and when it changes by itself."""
        entry = self.entry(name)
        return entry and replace(
            entry,
            keys=frozenset(self.keys_of(name)),
            files=frozenset(self.files_of(name)),
            due_at=self.due_at(name),
        )

    def due_at(self, name: PageName) -> datetime | None:
        """When a page changes by itself."""
        row = self.connection.execute(
            "select due.at from page join due on due.page_id = page.id where kind = ? and ident = ?", name
        ).fetchone()
        return datetime.fromtimestamp(row[0], UTC) if row else None

    def due(self, now: datetime) -> set[PageName]:
        """The pages whose time to change by themselves has come."""
        rows = self.connection.execute(
            "select page.kind, page.ident from due join page on page.id = due.page_id where due.at <= ?",
            (now.timestamp(),),
        )
        return set(rows)

    def winner(self, path: str) -> Entry | None:
        """The page that has the right to a path among those that claim it."""
        row = self.connection.execute(
            "select kind, ident, rank, path, status, digest from page where path = ?"
            " order by rank, kind, ident limit 1",
            (path,),
        ).fetchone()
        return Entry(*row) if row else None

    def contested(self) -> list[str]:
        """Paths that more than one page claims."""
        return [
            path
            for (path,) in self.connection.execute("select path from page group by path having count(*) > 1")
        ]

    def reading(self, keys: Iterable[Key]) -> set[PageName]:
        """The pages that read any of these keys."""
        names: set[PageName] = set()
        for key in keys:
            names.update(
                self.connection.execute(
                    "select page.kind, page.ident from key join read on read.key_id = key.id"
                    " join page on page.id = read.page_id where key.name = ?",
                    (key,),
                )
            )
        return names

    def claiming(self, paths: Iterable[str]) -> set[PageName]:
        """The pages that claim any of these paths, or bring a file that lies there."""
        names: set[PageName] = set()
        for path in paths:
            names.update(self.connection.execute("select kind, ident from page where path = ?", (path,)))
            names.update(
                self.connection.execute(
                    "select page.kind, page.ident from file join page on page.id = file.page_id where file.path = ?",
                    (path,),
                )
            )
        return names

    def record(self, entry: Entry) -> None:
        """Keep a page as it now is."""
        page_id = self._page_id(entry)
        self._record_keys(page_id, entry.keys)
        self._record_files(page_id, entry.files)
        self._record_due(page_id, entry.due_at)

    def forget(self, name: PageName) -> None:
        """Keep a page no longer."""
        row = self.connection.execute("select id from page where kind = ? and ident = ?", name).fetchone()
        if row:
            for statement in (
                "delete from read where page_id = ?",
                "delete from file where page_id = ?",
                "delete from due where page_id = ?",
                "delete from page where id = ?",
            ):
                self.connection.execute(statement, row)

    def files_of(self, name: PageName) -> set[str]:
        """The paths of the files that a page brings."""
        return {
            path
            for (path,) in self.connection.execute(
                "select file.path from file join page on page.id = file.page_id where kind = ? and ident = ?",
                name,
            )
        }

    def keys_of(self, name: PageName) -> set[Key]:
        """The keys that a page read."""
        return {
            key
            for (key,) in self.connection.execute(
                "select key.name from page join read on read.page_id = page.id join key on key.id = read.key_id"
                " where kind = ? and ident = ?",
                name,
            )
        }

    def known(self, names: Iterable[PageName]) -> set[PageName]:
        """Those of the pages that are kept."""
        return {name for name in names if self.entry(name)}

    def is_brought(self, path: str) -> bool:
        """Whether any page brings a file that lies there."""
        return bool(self.connection.execute("select 1 from file where path = ? limit 1", (path,)).fetchone())

    def names(self) -> Iterator[PageName]:
        """All pages."""
        yield from self.connection.execute("select kind, ident from page order by id")

    def count(self) -> int:
        """How many pages there are."""
        return int(self.connection.execute("select count(*) from page").fetchone()[0])

    def meta(self, name: str) -> str | None:
        """A fact about the build."""
        row = self.connection.execute("select value from meta where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        self.connection.execute("insert or replace into meta values (?, ?)", (name, value))

    def settle(self) -> None:
        """Bring all into the one file, so that it can be flushed or copied."""
        self.connection.execute("pragma wal_checkpoint(truncate)")

    def _page_id(self, entry: Entry) -> int:
        row = self.connection.execute(
            "insert into page (kind, ident, rank, path, status, digest) values (?, ?, ?, ?, ?, ?)"
            " on conflict (kind, ident) do update set rank = excluded.rank, path = excluded.path,"
            " status = excluded.status, digest = excluded.digest returning id",
            (entry.kind, entry.ident, entry.rank, entry.path, entry.status, entry.digest),
        ).fetchone()
        return int(row[0])

    def _record_keys(self, page_id: int, keys: frozenset[Key]) -> None:
        kept = dict(
            self.connection.execute(
                "select key.name, key.id from read join key on key.id = read.key_id where read.page_id = ?",
                (page_id,),
            )
        )
        self.connection.executemany(
            "delete from read where key_id = ? and page_id = ?",
            [(key_id, page_id) for key, key_id in kept.items() if key not in keys],
        )
        new = [key for key in keys if key not in kept]
        self.connection.executemany("insert or ignore into key (name) values (?)", [(key,) for key in new])
        self.connection.executemany(
            "insert into read (key_id, page_id) select id, ? from key where name = ?",
            [(page_id, key) for key in new],
        )

    def _record_due(self, page_id: int, due_at: datetime | None) -> None:
        if due_at is None:
            self.connection.execute("delete from due where page_id = ?", (page_id,))
        else:
            self.connection.execute("insert or replace into due values (?, ?)", (page_id, due_at.timestamp()))

    def _record_files(self, page_id: int, files: frozenset[str]) -> None:
        kept = {
            path for (path,) in self.connection.execute("select path from file where page_id = ?", (page_id,))
        }
        self.connection.executemany(
            "delete from file where path = ? and page_id = ?", [(path, page_id) for path in kept - files]
        )
        self.connection.executemany(
            "insert into file (path, page_id) values (?, ?)", [(path, page_id) for path in files - kept]
        )

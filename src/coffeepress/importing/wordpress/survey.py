"""What the first pass over an export found, and the lookups that the second pass needs.

Attachments may be a hundred thousand, so they lie in SQLite's private temporary file; authors and
categories are few.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from .records import Attachment, Author, Category

_SIZE_SUFFIX = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled)(?=\.[a-z0-9]{2,5}$)", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_FIELDS = ("wp_id", "url", "title", "alt", "caption", "description", "parent", "file", "menu_order")


def place(url: str) -> str:
    """Where a file lies, without scheme, `www.` and query: `host/2013/03/bridge.jpg`."""
    bare = unquote(url.strip()).split("#")[0].split("?")[0]
    return _SCHEME.sub("", bare).removeprefix("www.")


def without_size(name: str) -> str:
    """A file's name without what WordPress adds for a size: `bridge-300x200.jpg` as `bridge.jpg`."""
    return _SIZE_SUFFIX.sub("", name)


class Survey:
    """Counts by kind (`post`, `page`, `attachment`, `nav_menu_item` …), and the authors and categories."""

    def __init__(self) -> None:
        self.site_title = ""
        self.site_url = ""
        self.language = ""
        self.authors: dict[str, Author] = {}
        self.categories: dict[str, Category] = {}
        self.kinds: Counter[str] = Counter()
        self.mended: dict[str, int] = {}
        self.comments = 0
        self.twice: set[int] = set()
        # The empty name is a private file on disk that vanishes with the connection.
        self._attachments = sqlite3.connect("", isolation_level=None)
        self._attachments.execute(
            "CREATE TABLE attachment (wp_id INTEGER PRIMARY KEY, url, title, alt, caption, description,"
            " parent, file, menu_order, place)"
        )
        self._attachments.execute("CREATE TABLE reusable (wp_id INTEGER PRIMARY KEY, content)")
        self._attachments.execute("CREATE TABLE met (wp_id INTEGER PRIMARY KEY)")
        self._attachments.execute("CREATE INDEX by_place ON attachment (place)")
        self._attachments.execute("CREATE INDEX by_parent ON attachment (parent)")
        self._attachments.execute("BEGIN")

    @property
    def total(self) -> int:
        """How many items the second pass yields."""
        return self.kinds["post"] + self.kinds["page"]

    def note(self, attachment: Attachment) -> None:
        values = (*(getattr(attachment, name) for name in _FIELDS), place(attachment.url))
        self._attachments.execute(
            "INSERT OR IGNORE INTO attachment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values
        )

    def attachment(self, wp_id: int) -> Attachment | None:
        return next(self._select("WHERE wp_id = ?", wp_id), None)

    def attachment_at(self, url: str) -> Attachment | None:
        """The attachment whose file lies at this address, or of which this is a size that WordPress made."""
        asked = place(url)
        stem, dot, ending = without_size(asked).rpartition(".")
        for candidate in dict.fromkeys((asked, f"{stem}{dot}{ending}", f"{stem}-scaled{dot}{ending}")):
            found = next(self._select("WHERE place = ? ORDER BY wp_id LIMIT 1", candidate), None)
            if found is not None:
                return found
        return None

    def attached_to(self, wp_id: int) -> list[int]:
        """Attachments uploaded to a post, in the order of a `[gallery]` without ids."""
        return [found.wp_id for found in self._select("WHERE parent = ? ORDER BY menu_order, wp_id", wp_id)]

    def note_item(self, wp_id: int) -> None:
        """Note a post's or page's number; `twice` holds those that more than one item has."""
        noted = self._attachments.execute("INSERT OR IGNORE INTO met VALUES (?)", (wp_id,)).rowcount
        if not noted:
            self.twice.add(wp_id)

    def note_reusable(self, wp_id: int, content: str) -> None:
        self._attachments.execute("INSERT OR IGNORE INTO reusable VALUES (?, ?)", (wp_id, content))

    def reusable(self, wp_id: int) -> str:
        """The content of a reusable block, blank if the export does not hold it."""
        found = self._attachments.execute("SELECT content FROM reusable WHERE wp_id = ?", (wp_id,)).fetchone()
        return found[0] if found else ""

    def attachments(self) -> Iterator[Attachment]:
        return self._select("ORDER BY wp_id")

    def close(self) -> None:
        self._attachments.close()

    def __enter__(self) -> Survey:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _select(self, condition: str, *values: object) -> Iterator[Attachment]:
        columns = ", ".join(_FIELDS)
        statement = f"SELECT {columns} FROM attachment {condition}"  # noqa: S608  (both are our own words)
        for row in self._attachments.execute(statement, values):
            yield Attachment(*row)

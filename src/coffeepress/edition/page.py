"""A reader page as it is rendered, and where it lies in the edition. Pure: no I/O."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Literal

from coffeepress.edition.keys import Key, attach

__all__ = [
    "MISPLACED",
    "WELL_KNOWN",
    "Page",
    "PathRefused",
    "Rendered",
    "Status",
    "attach",
    "files_of_path",
    "place",
]

Status = Literal[200, 301, 302, 410]

#: The names that a folder's page may have; it holds one of them.
PAGE_FILES = {200: "index.html", 301: "moved.html", 302: "moved.html", 410: "gone.html"}
WELL_KNOWN = ".well-known"
"""The one folder with a dot that readers may look into. Source: https://www.rfc-editor.org/rfc/rfc8615."""

MISPLACED = ("index.html", "moved.html", "gone.html")


class PathRefused(ValueError):
    """A path that must not become a file."""


@dataclass(frozen=True)
class Page:
    """A finished page.

    Args:
        path: where readers find it: `/2026/11/bridge/`, `/feed.xml`; begins with a slash, decoded, no `..`.
        body: its bytes.
        status: 200; 301 or 302 for one that has moved; 410 for one that is gone.
    """

    path: str
    body: bytes
    status: Status = 200


@dataclass(frozen=True)
class Rendered:
    """A page with what it read and brought along, and when it changes by itself."""

    kind: str
    ident: str
    rank: int
    page: Page
    keys: frozenset[Key]
    attachments: dict[str, Path] = field(default_factory=dict)
    due_at: datetime | None = None


def place(path: str, status: Status = 200) -> PurePosixPath:
    """The file, relative to the edition's root, of a reader's path.

    Raises:
        PathRefused: the path would leave the folder, hide in it, or stand for another page's file.
    """
    if not path.startswith("/") or "\x00" in path or "\\" in path or len(path.encode()) > 900:
        raise PathRefused(f"{path!r} cannot be the address of a page.")
    parts = path[1:].split("/")
    folder = parts[-1] == ""
    names = parts[:-1] if folder else parts
    hidden = names[1:] if names[0:1] == [WELL_KNOWN] and len(names) > 1 else names
    if any(name.startswith(".") for name in hidden) or any(
        not name or len(name.encode()) > 230 for name in names
    ):
        raise PathRefused(f"{path!r} cannot be the address of a page.")
    if names and (names[-1] in MISPLACED or names[-1].endswith((".gz", ".br"))):
        raise PathRefused(f"{path!r} cannot be the address of a page.")
    if folder:
        return PurePosixPath(*names, PAGE_FILES[status])
    if status != 200:
        raise PathRefused(f"{path!r} is a file; only a folder can be answered with {status}.")
    return PurePosixPath(*names)


def files_of_path(path: str) -> list[PurePosixPath]:
    """Every file that a page at this path may have had, for whatever status."""
    if not path.endswith("/"):
        return [place(path)]
    return [place(path).with_name(name) for name in MISPLACED]

"""The edition's files, opened so that no path and no link leads out of the folder.

A build is walked one folder at a time, each opened relative to the one before and never through a link.
Only the way to the root itself (`current`) may be a link.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Self

# Never sent under their own name: each is what stands at another address.
RESERVED = frozenset({"index.html", "moved.html", "gone.html", "404.html"})
WELL_KNOWN = ".well-known"
"""The one folder with a dot that may be looked into (RFC 8615)."""

PAGES = {"index.html": 200, "moved.html": 301, "gone.html": 410}

_LONGEST_PATH = 2000
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def split(path: str) -> list[str] | None:
    """The names along a decoded path, or None if no file of the edition can have it.

    "/a/b/" and "/a/b" give ["a", "b"]. Refused are dot names (`..` among them), reserved names, compressed
    files by name, backslashes, control characters and overlong paths.
    """
    if not path.startswith("/") or len(path) > _LONGEST_PATH:
        return None
    if "\\" in path or "\x7f" in path or min(path) < " ":
        return None
    if not path.isascii() and any("\ud800" <= letter <= "\udfff" for letter in path):
        return None
    names = path.removeprefix("/").removesuffix("/").split("/")
    if names == [""]:
        return []
    shown = names[1:] if names[0] == WELL_KNOWN and len(names) > 1 else names
    if any(not name or name in RESERVED for name in names) or any(name.startswith(".") for name in shown):
        return None
    return None if names[-1].endswith((".gz", ".br")) else names


class Tree:
    """One build held open: it stays the same while it is looked at, even if `current` moves on."""

    def __init__(self, root: Path) -> None:
        """Open a build.

        Raises:
            OSError: there is none.
        """
        self._root = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._root)

    def is_still(self, root: Path) -> bool:
        """Whether `root` leads to this very build."""
        try:
            return os.path.samestat(root.stat(), os.fstat(self._root))
        except OSError:
            return False

    def page(self, names: Sequence[str]) -> str | None:
        """Which of index.html, moved.html and gone.html stands in a folder."""
        try:
            folder = self._folder(names)
        except OSError:
            return None
        try:
            # Twice, since a page that changes from one to the other has its new file before the old one goes.
            return next((name for name in [*PAGES, *PAGES] if _is_file(name, folder)), None)
        finally:
            os.close(folder)

    def has_file(self, names: Sequence[str]) -> bool:
        """Whether a regular file stands there."""
        try:
            folder = self._folder(names[:-1])
        except OSError:
            return False
        try:
            return _is_file(names[-1], folder)
        finally:
            os.close(folder)

    def open(self, names: Sequence[str]) -> BinaryIO:
        """The regular file there, opened for reading.

        Raises:
            OSError: there is none, or a link stands on the way.
        """
        folder = self._folder(names[:-1])
        try:
            file = os.open(names[-1], _FILE, dir_fd=folder)
        finally:
            os.close(folder)
        opened = os.fdopen(file, "rb", buffering=0)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            opened.close()
            raise FileNotFoundError(names[-1])
        return opened

    def _folder(self, names: Sequence[str]) -> int:
        folder = os.dup(self._root)
        try:
            for name in names:
                deeper = os.open(name, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = deeper
        except BaseException:
            os.close(folder)
            raise
        return folder


def _is_file(name: str, folder: int) -> bool:
    try:
        return stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False

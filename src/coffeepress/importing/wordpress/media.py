"""Where the files of an export's pictures are: in a folder that was given, or at their address.

Owns the way from an address to a file of that folder; refuses to leave the folder. Nothing is fetched
unless asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .survey import without_size

MOST_INDEXED_FILES = 500_000
_UPLOADS = re.compile(r"^.*?/(?:wp-content/uploads|uploads|files)/")


class MediaMissingError(Exception):
    """There is no such file; its text is the reason."""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file's name and bytes."""

    name: str
    data: bytes


class Media:
    """Finds files by address.

    Args:
        folder: a copy of WordPress' uploads folder (or of one above it).
        download: fetch from the file's own address what is not in the folder.
        allow_private: download from addresses of this machine and its network too.
        most_bytes: a larger file is refused.
    """

    def __init__(
        self,
        folder: Path | None,
        *,
        download: bool,
        allow_private: bool = False,
        most_bytes: int = 30 * 1024 * 1024,
    ) -> None:
        self._folder = folder.resolve() if folder is not None else None
        self._download = download
        self._allow_private = allow_private
        self._most_bytes = most_bytes
        self._by_name: dict[str, Path | None] | None = None

    def get(self, url: str, file: str = "", *, is_original: bool = False) -> MediaFile:
        """The file of this address.

        Args:
            url: its address in WordPress.
            file: its path below the uploads folder, where the export says it.
            is_original: it is an attachment's own file; else a larger one of it is looked for first.

        Raises:
            MediaMissingError: it is neither in the folder nor could it be downloaded.
        """
        found = self.path(url, file, is_original=is_original)
        if found is not None:
            return self._read(found)
        if not self._download:
            raise MediaMissingError(
                "it is not in the media folder" if self._folder else "no media folder was given (see --media)"
            )
        return self._fetched(url)

    def path(self, url: str, file: str = "", *, is_original: bool = False) -> Path | None:
        """Where the file lies in the folder, None if it does not."""
        if self._folder is None:
            return None
        for candidate in _candidates(url, file, is_original=is_original):
            path = self._folder / candidate
            if path.is_file() and path.resolve().is_relative_to(self._folder):
                return path
        return self._only_one_named(url or file, is_original=is_original)

    def _only_one_named(self, url: str, *, is_original: bool) -> Path | None:
        """A file is also found if just one in the whole folder has its name."""
        if self._by_name is None:
            self._by_name = {}
            for number, path in enumerate(self._files()):
                if number >= MOST_INDEXED_FILES:
                    break
                self._by_name[path.name] = None if path.name in self._by_name else path
        name = unquote(url.split("?")[0]).rpartition("/")[2]
        if is_original:
            return self._by_name.get(name)
        return self._by_name.get(without_size(name)) or self._by_name.get(name)

    def _files(self) -> Iterator[Path]:
        assert self._folder is not None
        for path in self._folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                yield path

    def _read(self, path: Path) -> MediaFile:
        try:
            if path.stat().st_size > self._most_bytes:
                raise MediaMissingError(f"it is larger than {self._most_bytes // 1024 // 1024} MB")
            return MediaFile(path.name, path.read_bytes())
        except OSError as error:
            raise MediaMissingError(f"it cannot be read: {error.strerror or error}") from None

    def _fetched(self, url: str) -> MediaFile:
        from coffeepress.importing.fetch import FetchError, fetch

        if not url:
            raise MediaMissingError("its address is not in the export")
        try:
            got = fetch(url, allow_private=self._allow_private, limit_bytes=self._most_bytes)
        except FetchError as error:
            raise MediaMissingError(str(error).rstrip(".")) from None
        if got.content_type.startswith("text/html"):
            raise MediaMissingError(f"{urlsplit(url).hostname} answered with a page, not with the file")
        return MediaFile(unquote(urlsplit(url).path).rpartition("/")[2] or "file", got.data)


def _candidates(url: str, file: str, *, is_original: bool) -> Iterator[str]:
    """Paths in the folder at which the file may lie, likeliest first; none leads out of it."""
    path = unquote(urlsplit(url).path) if url.startswith(("http://", "https://", "//", "/")) else ""
    below = _UPLOADS.sub("", path) if _UPLOADS.match(path) else path.lstrip("/")
    for given in (file, below):
        for each in (given,) if is_original else dict.fromkeys((without_size(given), given)):
            parts = each.split("/")
            if each and ".." not in parts and "\x00" not in each and not each.startswith("/"):
                yield each
                yield f"wp-content/uploads/{each}"
                yield f"uploads/{each}"
    whole = path.lstrip("/")
    if whole and ".." not in whole.split("/") and "\x00" not in whole:
        yield whole

"""The folder of finished files: writes each atomically, with its compressed twins beside it.

A file is written under a temporary name in the same folder, flushed to the disk, and renamed. A reader meets the
old file or the new one, never a torn one. Owns names, compression and the order of writes; knows no database.
"""

import contextlib
import hashlib
import os
import shutil
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import brotli

from coffeepress.edition.page import Page, Rendered, files_of_path, place

TEXT_ENDINGS = frozenset(
    {".html", ".xml", ".css", ".js", ".mjs", ".json", ".txt", ".svg", ".webmanifest", ".map"}
)
LEAST_COMPRESSED_BYTES = 200
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
TEMPORARY_PREFIX = ".press-"


def digest(page: Page) -> str:
    """What tells whether a page has to be written anew: its status and bytes."""
    return hashlib.blake2b(page.body, digest_size=16, person=str(page.status).encode()).hexdigest()


def gzipped(body: bytes) -> bytes:
    """The bytes as gzip, without a time or a name in it: the same bytes give the same file."""
    compressor = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
    return compressor.compress(body) + compressor.flush()


def brotlied(body: bytes) -> bytes:
    """The bytes as brotli."""
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)


def is_compressed(file: PurePosixPath, size_bytes: int) -> bool:
    """Whether a file gets compressed twins."""
    return file.suffix in TEXT_ENDINGS and size_bytes >= LEAST_COMPRESSED_BYTES


class Store:
    """One build of the edition.

    Args:
        root: its folder.
        durable: flush each file to the disk before it is renamed. A full press, which nobody reads until it is
            swapped in, flushes once at its end instead.
    """

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self.root = root
        self.durable = durable

    def write(self, page: Page) -> None:
        """Write a page and its compressed twins, then remove what another status left at its path.

        Raises:
            OSError: the disk is full, or the folder cannot be written. The old page then stands as it was.
        """
        file = place(page.path, page.status)
        self.write_bytes(file, page.body, twins=True)
        for other in files_of_path(page.path):
            if other != file:
                self.remove_file(other)

    def write_bytes(self, file: PurePosixPath, body: bytes, *, twins: bool) -> None:
        """Write one file, and its twins where they are wanted and worth it."""
        target = self.root / file
        self._make_folder(target.parent)
        bodies = [(target, body)]
        if twins and is_compressed(file, len(body)):
            bodies += [(_twin(target, ".br"), brotlied(body)), (_twin(target, ".gz"), gzipped(body))]
        written: list[tuple[str, Path]] = []
        try:
            for final, content in bodies:
                written.append((self._write_temporary(final, content), final))
            for temporary, final in written:
                os.replace(temporary, final)
        except BaseException:
            for temporary, _ in written:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(temporary)
            raise
        if len(bodies) == 1:
            self._drop_twins(target)
        if self.durable:
            flush_folder(target.parent)

    def copy(self, path: str, source: Path, *, anew: bool = False) -> None:
        """Bring a file that a page attaches: a hard link where the disk allows it, else a copy.

        Files with a digest in their name never change, so one that is there already is left alone.

        Args:
            anew: the one that is there may be torn: put the file in its place.
        """
        target = self.root / place(path)
        if target.exists() and not anew:
            return
        if target.suffix in TEXT_ENDINGS:
            self.write_bytes(place(path), source.read_bytes(), twins=True)
            return
        self._make_folder(target.parent)
        temporary = _temporary_name(target)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        try:
            _link_or_copy(source, temporary)
            if self.durable:
                _flush(temporary, os.O_RDONLY)
            os.replace(temporary, target)
        finally:
            # After a rename of one hard link onto another of the same file, both names are still there.
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
        if self.durable:
            flush_folder(target.parent)

    def remove(self, path: str) -> None:
        """Remove whatever page lies at a path, and the folders that this leaves empty."""
        for file in files_of_path(path):
            self.remove_file(file)
        folder = self._remove_empty_folders((self.root / place(path)).parent)
        if self.durable and folder.is_dir():
            flush_folder(folder)

    def sweep(self, paths: Iterable[str]) -> None:
        """Remove temporary files that a killed press left behind where it was about to write these paths."""
        for folder in {
            (self.root / path[1:]).parent if path[-1:] != "/" else self.root / path[1:] for path in paths
        }:
            with contextlib.suppress(
                OSError, ValueError
            ):  # no such folder, or no such name: then nothing is left there
                for left in list(folder.glob(f"{TEMPORARY_PREFIX}*")):
                    left.unlink(missing_ok=True)

    def files(self) -> Iterable[str]:
        """The names of all files, relative to the root, sorted."""
        return sorted(
            path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()
        )

    def _write_temporary(self, final: Path, content: bytes) -> str:
        temporary = _temporary_name(final)
        try:
            with open(temporary, "wb") as handle:
                handle.write(content)
                handle.flush()
                if self.durable:
                    os.fsync(handle.fileno())
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
        return temporary

    def _make_folder(self, folder: Path) -> None:
        made = []
        while not folder.is_dir():
            made.append(folder)
            folder = folder.parent
        for each in reversed(made):
            each.mkdir(exist_ok=True)
            if self.durable:
                flush_folder(each.parent)

    def remove_file(self, file: PurePosixPath) -> None:
        """Remove a file and its twins, if they are there."""
        target = self.root / file
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            os.unlink(target)
        self._drop_twins(target)

    def _drop_twins(self, target: Path) -> None:
        for ending in (".br", ".gz"):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(_twin(target, ending))

    def _remove_empty_folders(self, folder: Path) -> Path:
        while folder != self.root and self.root in folder.parents:
            try:
                folder.rmdir()
            except FileNotFoundError:
                pass
            except OSError:
                break
            folder = folder.parent
        return folder


def write_rendered(store: Store, rendered: Rendered) -> None:
    """Write a page after the files that it brings along: what a page names is there before the page is."""
    for path, source in rendered.attachments.items():
        store.copy(path, source)
    store.write(rendered.page)


def _link_or_copy(source: Path, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _twin(target: Path, ending: str) -> Path:
    return target.with_name(target.name + ending)


def _temporary_name(final: Path) -> str:
    return str(final.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{final.name}"))


def flush_folder(folder: Path) -> None:
    """Flush a folder to the disk: the names in it outlive a power cut."""
    _flush(folder, os.O_RDONLY | os.O_DIRECTORY)


def _flush(path: Path | str, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

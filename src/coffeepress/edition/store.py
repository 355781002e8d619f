"""The folder of finished files: writes each atomically, with its compressed twins beside it.

A file is written under a temporary name in the same folder, flushed to the disk, and renamed. A reader meets the
old file or the new one, never a torn one. Owns names, compression and the order of writes; knows no database.
"""

import contextlib
import hashlib
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import brotli

from coffeepress.edition.page import Page, Rendered, files_of_path, place

TEXT_ENDINGS = frozenset(
    {".html", ".xml", ".css", ".js", ".mjs", ".json", ".txt", ".svg", ".webmanifest", ".map"}
)
LEAST_COMPRESSED_BYTES = 200
BROTLI_QUALITY = 5
PRESSED_ONCE = frozenset({".css", ".js", ".mjs"})
"""What every page shares and only an upgrade changes: it is worth the longest search for its shortest form."""
BEST_BROTLI_QUALITY = 11
GZIP_LEVEL = 6
TEMPORARY_PREFIX = ".press-"
FLUSHED_AT_ONCE = 16


def digest(page: Page) -> str:
    """What tells whether a page has to be written anew: its status and bytes."""
    return hashlib.blake2b(page.body, digest_size=16, person=str(page.status).encode()).hexdigest()


def gzipped(body: bytes) -> bytes:
    """The bytes as gzip, without a time or a name in it: the same bytes give the same file."""
    compressor = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
    return compressor.compress(body) + compressor.flush()


def brotlied(body: bytes, *, quality: int = BROTLI_QUALITY) -> bytes:
    """The bytes as brotli."""
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)


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
        """Write one page; see `write_all`."""
        self.write_all([page])

    def write_all(self, pages: Sequence[Page]) -> None:
        """Write pages and their compressed twins, then remove what another status left at their paths.

        All of them are on the disk under temporary names before the first one takes its place. They are flushed side
        by side, which a disk does in little more time than one.

        Raises:
            OSError: the disk is full, or a folder cannot be written. The old pages then stand as they were.
        """
        self._write_files([(place(page.path, page.status), page.body) for page in pages])
        for page in pages:
            for other in files_of_path(page.path):
                if other != place(page.path, page.status):
                    self.remove_file(other)

    def write_file(self, file: PurePosixPath, body: bytes) -> None:
        """Write one file and its twins, whatever else its folder holds."""
        self._write_files([(file, body)])

    def _write_files(self, files: Sequence[tuple[PurePosixPath, bytes]]) -> None:
        staged: list[tuple[str, Path]] = []
        try:
            for file, body in files:
                self._make_folder((self.root / file).parent)
                for final, content in _with_twins(self.root / file, body):
                    staged.append((self._stage(final, content), final))
            if self.durable:
                flush_all(temporary for temporary, _ in staged)
            for temporary, final in staged:
                os.replace(temporary, final)
        except BaseException:
            for temporary, _ in staged:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(temporary)
            raise
        for file, body in files:
            if not is_compressed(file, len(body)):
                self._drop_twins(self.root / file)
        if self.durable:
            flush_all({final.parent for _, final in staged})

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
            self._write_files([(place(path), source.read_bytes())])
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

    def _stage(self, final: Path, content: bytes) -> str:
        temporary = _temporary_name(final)
        try:
            with open(temporary, "wb") as handle:
                handle.write(content)
                handle.flush()
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


def _with_twins(target: Path, body: bytes) -> Iterator[tuple[Path, bytes]]:
    """A file, and its twins where they are worth it."""
    yield target, body
    if is_compressed(PurePosixPath(target), len(body)):
        quality = BEST_BROTLI_QUALITY if target.suffix in PRESSED_ONCE else BROTLI_QUALITY
        yield _twin(target, ".br"), brotlied(body, quality=quality)
        yield _twin(target, ".gz"), gzipped(body)


def _twin(target: Path, ending: str) -> Path:
    return target.with_name(target.name + ending)


def _temporary_name(final: Path) -> str:
    return str(final.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{final.name}"))


def flush_all(paths: Iterable[Path | str]) -> None:
    """Flush files and folders to the disk, side by side: a disk writes many down in one go."""
    todo = list(paths)
    if len(todo) < 2:
        for path in todo:
            _flush(path, os.O_RDONLY)
        return
    with ThreadPoolExecutor(min(FLUSHED_AT_ONCE, len(todo))) as pool:
        list(pool.map(lambda path: _flush(path, os.O_RDONLY), todo))


def flush_folder(folder: Path) -> None:
    """Flush a folder to the disk: the names in it outlive a power cut."""
    _flush(folder, os.O_RDONLY | os.O_DIRECTORY)


def _flush(path: Path | str, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

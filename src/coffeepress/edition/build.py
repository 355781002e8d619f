"""Builds of the edition: the folders under `edition/builds/`, and `current`, the link to the one that readers get.

Owns the names and the atomic swap; knows nothing of what is in a build.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coffeepress.edition.index import Index
from coffeepress.edition.store import Store, flush_folder

WAIT_SECONDS = 0.02


class PressBusy(RuntimeError):
    """Another press is at work, and did not end in the time given."""


@dataclass(frozen=True)
class Build:
    """One build: a folder of finished files with what belongs to it."""

    edition: Path
    name: str

    @property
    def root(self) -> Path:
        """The root of the web."""
        return self.edition / "builds" / self.name

    @property
    def index_path(self) -> Path:
        return self.edition / "builds" / f"{self.name}.index"

    @property
    def journal_path(self) -> Path:
        """The paths that a press is about to write; there only while it does, or after it was killed."""
        return self.edition / "builds" / f"{self.name}.journal"

    @property
    def missed_path(self) -> Path:
        """The keys that changed while this build was being made and were pressed into the one before it."""
        return self.edition / "builds" / f"{self.name}.missed"

    def store(self, *, durable: bool = True) -> Store:
        return Store(self.root, durable=durable)

    def index(self, *, durable: bool = True) -> Index:
        return Index(self.index_path, durable=durable)

    def remove(self) -> None:
        """Remove the build and all that belongs to it."""
        shutil.rmtree(self.root, ignore_errors=True)
        for path in self.root.parent.glob(f"{self.name}.*"):
            path.unlink(missing_ok=True)


def current(edition: Path) -> Build | None:
    """The build that readers get, or None where there is none."""
    try:
        name = Path(os.readlink(edition / "current")).name
    except FileNotFoundError:
        return None
    build = Build(edition, name)
    return build if build.root.is_dir() and build.index_path.is_file() else None


def begin(edition: Path) -> Build:
    """Make the folder of a new build."""
    build = Build(edition, f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}")
    build.root.mkdir(parents=True)
    build.missed_path.touch()
    return build


def being_made(edition: Path) -> list[Build]:
    """The builds that a full press is making, or was making when it was killed."""
    return [Build(edition, path.stem) for path in sorted((edition / "builds").glob("*.missed"))]


def swap(build: Build) -> None:
    """Make a build the one that readers get, in one step, and remove the others."""
    link = build.edition / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("builds") / build.name)
    os.replace(link, build.edition / "current")
    # Before the others are removed: after a power cut the link must not lead to one of them.
    flush_folder(build.edition)
    build.missed_path.unlink(missing_ok=True)


def remove_others(kept: Build) -> None:
    """Remove the builds that nobody reads any more."""
    for root in (kept.edition / "builds").iterdir():
        name = root.name.partition(".")[0]
        if name != kept.name:
            Build(kept.edition, name).remove()


@contextlib.contextmanager
def locked(edition: Path, name: str = "press.lock", *, wait_seconds: float | None = None) -> Iterator[None]:
    """Hold a lock of the edition; the system lets it go when the process ends, however it ends.

    Args:
        wait_seconds: how long to wait for it; None waits as long as it takes.

    Raises:
        PressBusy: it was held all that time.
    """
    edition.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(edition / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(descriptor, wait_seconds)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, wait_seconds: float | None) -> None:
    if wait_seconds is None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    until = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise PressBusy("Another press is at work.") from None
            time.sleep(WAIT_SECONDS)

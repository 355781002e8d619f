"""What is installed, told cheaply: `serve` starts without Django when it is what it was at the last start."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

import coffeepress

_DISTRIBUTIONS = ("coffeepress", "django", "wagtail")
COLLECTED_FOLDER = "collected"
_STAMP = ".installed"


def is_prepared(site: Path) -> bool:
    """Whether static files and tables were made ready for just this program and the site's overrides."""
    stamp = site / COLLECTED_FOLDER / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _digest(site)


def note_prepared(site: Path) -> None:
    """Remember that they are ready."""
    (site / COLLECTED_FOLDER / _STAMP).write_text(_digest(site), encoding="utf-8")


def _digest(site: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name in _DISTRIBUTIONS:
        digest.update(f"{name} {version(name)}\n".encode())
    package = Path(coffeepress.__path__[0])
    folders = [site / "static", *sorted(package.glob("*/static")), *sorted(package.glob("*/migrations"))]
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        if path.suffix != ".pyc" and path.is_file():
            status = path.stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()

"""What an edition was pressed with: when the program, the templates or the settings change, all is pressed anew.

Two are told apart: what this process began with and has in its memory, and what is installed now. An edition is signed
with the first, so that a press by a program that was replaced meanwhile is not taken for one by its successor.
"""

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings

#: A file's name in its folder, where it lies, when it was changed (nanoseconds), and its size (bytes).
Seen = tuple[str, Path, int, int]


def signature() -> str:
    """What this process presses with: the program and files that it began with, and the settings that pages show."""
    shown = settings.COFFEEPRESS.shown_to_readers()
    return hashlib.blake2b(f"{begun_with()} {shown}".encode(), digest_size=16).hexdigest()


@cache
def begun_with() -> str:
    """`installed` as it was when this process first asked: one that presses everything asks when it begins."""
    return installed()


def installed() -> str:
    """A digest of the version, the templates and the static files that are installed now.

    Files are read anew only when one of them has changed: the worker asks every few seconds.

    Raises:
        OSError, PackageNotFoundError: they are being replaced just now.
    """
    return _digest(version("coffeepress"), tuple(_files()))


@lru_cache(maxsize=1)
def _digest(program: str, files: tuple[Seen, ...]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(program.encode())
    for name, path, _changed, _size in files:
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Seen]:
    for folder in _folders():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                stat = path.stat()
                yield path.relative_to(folder).as_posix(), path, stat.st_mtime_ns, stat.st_size


def _folders() -> list[Path]:
    ours = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("coffeepress.")]
    folders = [Path(folder) for engine in settings.TEMPLATES for folder in engine.get("DIRS", [])]
    folders += [Path(folder) for folder in (*settings.STATICFILES_DIRS, *settings.LOCALE_PATHS)]
    folders += [path / name for path in ours for name in ("templates", "static")]
    return [folder for folder in folders if folder.is_dir()]

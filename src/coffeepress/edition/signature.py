"""What an edition was pressed with: when the program, the templates or the settings change, all is pressed anew."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

import coffeepress

#: A file's name in its folder, where it lies, when it was changed (nanoseconds), and its size (bytes).
Seen = tuple[str, Path, int, int]


def signature() -> str:
    """A digest of the program's version, the templates, the static files and the settings that pages show.

    Files are read anew only when one of them has changed: the worker asks every few seconds.
    """
    return _digest(coffeepress.__version__, settings.COFFEEPRESS.shown_to_readers(), tuple(_files()))


@lru_cache(maxsize=1)
def _digest(version: str, shown_settings: str, files: tuple[Seen, ...]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(version.encode())
    digest.update(shown_settings.encode())
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

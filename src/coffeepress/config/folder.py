"""A site's folder: what `coffeepress init` lays in it before there is a database.

The settings file is readable by its owner only, for it holds the secret key and the database's password.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from coffeepress.config.installed import COLLECTED_FOLDER
from coffeepress.config.site import SETTINGS_FILE, SiteError, SiteSettings

_KEY_BYTES = 48
_FOLDERS = ("media", "static", "templates", "edition")
_OWNER_ONLY = 0o600

_HEADER = """\
# Settings of this site. Each may also come from the environment, which wins: COFFEEPRESS_BASE_URL and so on.
# A setting with "#" before it has the value shown; remove the "#" to change it.
# Keep this file to yourself: it holds the secret key.
"""


def make_folder(directory: Path, chosen: Mapping[str, object]) -> None:
    """Make the folder of a new site with its settings file.

    Args:
        directory: the folder; it may exist if nothing of a site is in it.
        chosen: settings that differ from their defaults. A secret key is made here.

    Raises:
        SiteError: there is a site already, or the folder cannot be written to.
    """
    refuse_site(directory)
    try:
        for name in _FOLDERS:
            (directory / name).mkdir(parents=True, exist_ok=True)
        _write(
            directory / SETTINGS_FILE,
            _settings_text({"secret_key": secrets.token_urlsafe(_KEY_BYTES), **chosen}),
        )
    except OSError as error:
        raise SiteError(f"{directory} cannot be made into a site: {error.strerror}.") from None


def refuse_site(directory: Path) -> None:
    """Raises:
    SiteError: the folder is a site already, or holds something else.
    """
    if (directory / SETTINGS_FILE).exists():
        raise SiteError(f"{directory} is a site already; its settings are in {directory / SETTINGS_FILE}.")
    if directory.is_dir() and any(directory.iterdir()):
        raise SiteError(f"{directory} is not empty: a new site needs a folder of its own.")


def unmake_folder(directory: Path) -> None:
    """Take away what `make_folder` and its followers laid in the folder of a site that could not be made."""
    for name in (*_FOLDERS, COLLECTED_FOLDER):
        shutil.rmtree(directory / name, ignore_errors=True)
    for path in (directory / SETTINGS_FILE, *directory.glob("site.sqlite3*")):
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        directory.rmdir()


def change_setting(directory: Path, name: str, value: object) -> None:
    """Write another value of one setting that stands in the file, and leave every other line as it is."""
    path = directory / SETTINGS_FILE
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = [f"{name} = {_toml(value)}" if line.startswith(f"{name} =") else line for line in lines]
    _write(path, "\n".join(changed) + "\n")


def _settings_text(chosen: Mapping[str, object]) -> str:
    parts = [_HEADER]
    for name, field in SiteSettings.model_fields.items():
        value = chosen.get(name, field.default)
        mark = "" if name in chosen else "# "
        parts.append(f"# {field.description}\n{mark}{name} = {_toml(value)}\n")
    return "\n".join(parts)


def _toml(value: object) -> str:
    """TOML of a string, number, truth value or list of strings; JSON writes these alike."""
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    """Write atomically, never for a moment readable by others."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)

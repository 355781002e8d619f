"""What an edition was pressed with: when the program, the templates or the settings change, all has to be pressed anew."""

import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings

import coffeepress


def signature() -> str:
    """A digest of the program's version, the templates, the static files and the settings that pages show."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(coffeepress.__version__.encode())
    digest.update(settings.COFFEEPRESS.shown_to_readers().encode())
    for folder in _folders():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _folders() -> list[Path]:
    ours = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("coffeepress.")]
    folders = [Path(folder) for engine in settings.TEMPLATES for folder in engine.get("DIRS", [])]
    folders += [Path(folder) for folder in settings.STATICFILES_DIRS]
    folders += [path / name for path in ours for name in ("templates", "static", "locale")]
    return [folder for folder in folders if folder.is_dir()]

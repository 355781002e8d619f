"""Static files of the newsroom and the edition: collected in the site's folder, with digests in their names.

Owns when they are collected anew: whenever one of them, or the list of them, differs from what was collected.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

_STAMP = ".collected"


class DigestNames(ManifestStaticFilesStorage):
    """Django's storage, with digests in names when debugging too: the edition is the same either way."""

    def url(self, name: str, force: bool = True) -> str:  # type: ignore[override]  # the stubs disagree
        """The address under which a file was collected."""
        return super().url(name, force)


def collect_static_files() -> bool:
    """Collect the static files if they are not the collected ones.

    Returns:
        Whether there was anything to collect.

    Raises:
        OSError: the folder cannot be written.
    """
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / _STAMP
    wanted = _digest()
    is_collected = stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted
    if not is_collected:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted, encoding="utf-8")
    # The storage may have read a former manifest already, here or before another process collected.
    storage: Any = staticfiles_storage
    storage.hashed_files, storage.manifest_hash = storage.load_manifest()
    return not is_collected


def _digest() -> str:
    digest = hashlib.blake2b(digest_size=16)
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()

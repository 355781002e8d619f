"""Django's settings for tests: a site's own, with what only costs time made cheap."""

from pathlib import Path

from coffeepress.config.settings import *  # noqa: F403
from coffeepress.config.settings import DATABASES, SITE_DIR

# Collected once for all runs while the files stay the same.
STATIC_ROOT = Path(__file__).resolve().parent.parent / ".cache" / "collected"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as on a site, so that forked processes see the same; but nobody waits for the disk.
    DATABASES["default"]["TEST"] = {"NAME": str(SITE_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

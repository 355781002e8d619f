"""The catalogue is in step with the sources: extracted anew, it has the same entries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.translation.catalogue import KEPT, PACKAGE, entries, name_of

#: As `make messages` does it.
COMMAND = ("-m", "django", "makemessages", "--locale", "uk", "--no-obsolete", "--add-location", "file")
WITHOUT_CONTENT = ("--ignore", "demo/content/*")


@pytest.mark.skipif(
    shutil.which("xgettext") is None or shutil.which("msgmerge") is None,
    reason="needs GNU gettext: `apt-get install gettext`, or `brew install gettext`",
)
def test_every_word_of_the_sources_is_in_the_catalogue_and_no_other(tmp_path: Path) -> None:
    copy = tmp_path / "coffeepress"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "content"))
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    made = subprocess.run(
        [sys.executable, *COMMAND, *WITHOUT_CONTENT],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    extracted = {name_of(entry) for entry in entries(copy / KEPT.relative_to(PACKAGE))}
    assert {name_of(entry) for entry in entries()} == extracted, "extract anew: `make messages`"

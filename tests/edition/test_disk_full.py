"""A full disk: readers have what they had, the outbox keeps the work, and with room again the next press is right."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coffeepress.edition.full import press_all
from coffeepress.edition.models import Change
from coffeepress.edition.press import press, press_or_leave
from tests.edition.folder import differences, files
from tests.edition.newsroom import Newsroom, on, publish

DISK_BYTES = 2 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """An edition on a disk of two megabytes: a real one, where one may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)]
    try:
        mounted = (
            os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("only root may mount a disk; the faults of test_crash.py stand in for it")
    settings.EDITION_DIR = folder / "edition"
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def filled(disk: Path) -> Path:
    """Fill the disk to the last byte."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as handle:
        for size in (65536, 4096, 1):
            try:
                while True:
                    handle.write(b"x" * size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
    return ballast


def test_on_a_full_disk_pages_stay_and_the_work_is_kept(
    newsroom: Newsroom, small_disk: Path, tmp_path: Path
) -> None:
    world = newsroom.section("world")
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    press_all(processes=1)
    before = files()
    publish(article, title="Corrected", body=[("text", f"<p>{'A long text. ' * 3000}</p>")])
    waiting = Change.objects.count()
    ballast = filled(small_disk)
    with pytest.raises(OSError, match="No space left on device") as refused:
        press()
    assert not isinstance(refused.value, FileNotFoundError)
    trouble = press_or_leave()
    assert trouble is not None
    assert "disk is full" in trouble
    with pytest.raises(OSError, match="No space left on device"):
        press_all(processes=1)
    assert files() == before
    assert Change.objects.count() == waiting
    ballast.unlink()
    press()
    assert b"Corrected" in files()["2026/03/bridge/index.html"]
    assert differences(tmp_path / "elsewhere") == []

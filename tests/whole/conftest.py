"""The demo newsroom, made once for all tests and processes, and a server over it.

`DEMO_SITE` names a demo that is there already, to be read and left alone: it spares a minute where one
test is worked on.
"""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from coffeepress.articles.embeds import FRAME_SOURCES
from coffeepress.articles.paths import search_path
from coffeepress.config.serving import READERS_FORMS
from coffeepress.edition.serve.config import ServeConfig
from tests.edition.serve.conftest import coffeepress, free_port
from tests.whole.demo import command, environment, served
from tests.whole.readers import Edition

MAKING_SECONDS = 400


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo as `coffeepress demo` makes it. For reading: break a copy."""
    if named := os.environ.get("DEMO_SITE"):
        return Path(named).resolve()
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _make(folder, failed=shared / "demo.failed")
    return folder


@pytest.fixture(scope="session")
def edition(demo_site: Path) -> Edition:
    """What the demo's readers can read."""
    return Edition(demo_site)


@pytest.fixture(scope="session")
def demo_config(demo_site: Path) -> ServeConfig:
    """What `coffeepress serve` tells its server of the demo."""
    searches = (search_path("en"), search_path("uk"))
    return ServeConfig(
        edition_dir=demo_site / "edition",
        collected_dir=demo_site / "collected",
        dynamic_prefixes=("/newsroom/", "/documents/", "/media/", *READERS_FORMS, *searches),
        frame_sources=FRAME_SOURCES,
    )


@pytest.fixture(scope="session")
def demo_server(demo_config: ServeConfig, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server over the demo, for tests that only read; no worker changes anything beside it."""
    with coffeepress(demo_config, tmp_path_factory.mktemp("served") / "log") as (address, _started):
        yield address


@pytest.fixture
def demo_copy(demo_site: Path, tmp_path: Path) -> Path:
    """A demo of the test's own, to break. Pictures and pages are hard links, which no program here writes into."""
    folder = tmp_path / "demo"
    shutil.copytree(demo_site, folder, symlinks=True, copy_function=_link_or_copy)
    return folder


@pytest.fixture
def serve_copy(demo_copy: Path, tmp_path: Path) -> Callable[[], AbstractContextManager[str]]:
    """Serves the copy for as long as a block lasts."""
    return lambda: served(demo_copy, tmp_path / "served.log")


def _make(folder: Path, *, failed: Path) -> None:
    """Make the demo; where it has failed once, say so again at once."""
    if not failed.exists():
        made = subprocess.run(
            [*command(), "demo", str(folder), "--no-serve", "--port", str(free_port())],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=MAKING_SECONDS,
        )
        if made.returncode == 0:
            return
        failed.write_text(f"`coffeepress demo` ends with {made.returncode}:\n{made.stdout}\n{made.stderr}")
    pytest.fail(failed.read_text())


def _link_or_copy(source: str, target: str) -> str:
    """A file that is never written in place is linked, the database and the settings are copied."""
    if "/edition/builds/" in source and not source.endswith((".index", ".journal", ".missed")):
        os.link(source, target)
        return target
    return shutil.copy2(source, target)

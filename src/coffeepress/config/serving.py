"""What `coffeepress serve` does around the server: is the port free, what is Django's, and the worker.

The edition is served whatever state the database is in: only the newsroom needs it.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings

from coffeepress.config.site import SiteError

if TYPE_CHECKING:
    from coffeepress.edition.serve.config import ServeConfig

logger = logging.getLogger(__name__)

# What readers send and are told in private; the other pages below these are pressed.
READERS_FORMS = (
    *(f"/corrections/{name}/" for name in ("report", "token", "write", "r")),
    *(
        f"/support/{name}/"
        for name in ("begin", "thanks", "transfer", "portal", "claim", "practice", "webhooks")
    ),
    *(f"/topics/{name}/" for name in ("vote", "receipt", "propose", "similar")),
    *(f"/letters/{name}/" for name in ("subscribe", "token", "asked", "confirm", "leave", "webhooks")),
    "/account/",
    "/adverts/count/",
    "/oembed/",
)

WEBHOOKS = frozenset({"/support/webhooks/", "/letters/webhooks/"})
"""Providers send more than a person types."""

_WORKER_PAUSE_SECONDS = 5.0
_WORKER_FAREWELL_SECONDS = 20.0


def refuse_taken_port(host: str, port: int) -> None:
    """Raises:
    SiteError: nobody can listen there: the port is taken, forbidden, or the host is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise SiteError(f"{host} is not an address of this machine.") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except PermissionError:
            raise SiteError(f"Port {port} needs root's rights: take one above 1023 with --port.") from None
        except OSError as error:
            raise SiteError(
                f"Port {port} on {host} cannot be used ({(error.strerror or str(error)).lower()}):"
                " stop what listens there, or take another with --port."
            ) from None


def serve_config() -> ServeConfig:
    """What the server is told of this site."""
    from coffeepress.articles import embeds
    from coffeepress.articles.paths import search_path
    from coffeepress.edition.serve.config import ServeConfig

    site = settings.COFFEEPRESS
    searches = tuple(search_path(code) for code in site.languages)
    return ServeConfig(
        edition_dir=settings.EDITION_DIR,
        collected_dir=settings.STATIC_ROOT,
        dynamic_prefixes=(
            f"/{site.newsroom_path}/",
            "/documents/",
            settings.MEDIA_URL,
            *READERS_FORMS,
            *searches,
        ),
        small_prefixes=(*(prefix for prefix in READERS_FORMS if prefix not in WEBHOOKS), *searches),
        unlogged_prefixes=searches,
        frame_sources=tuple(embeds.FRAME_SOURCES),
        https=site.https,
        trusted_proxies=tuple(site.trusted_proxies),
        threads=site.threads,
    )


@contextlib.contextmanager
def worker_beside() -> Iterator[None]:
    """A worker in a process of its own while the block runs; one that dies is started again."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stop,), name="worker-keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(_WORKER_FAREWELL_SECONDS)


def _keep_worker(stop: threading.Event) -> None:
    while not stop.is_set():
        worker = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "coffeepress",
                "--site",
                str(settings.SITE_DIR),
                "worker",
                "--until-input-ends",
            ],
            stdin=subprocess.PIPE,
        )
        while not stop.wait(0.5) and worker.poll() is None:
            pass
        if worker.poll() is None:
            _end(worker)
        elif not stop.is_set():
            logger.warning("The worker ended with status %s; it is started again.", worker.returncode)
            stop.wait(_WORKER_PAUSE_SECONDS)


def _end(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        worker.wait(_WORKER_FAREWELL_SECONDS / 2)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()

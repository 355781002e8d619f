"""Starts and ends the server's processes."""

import multiprocessing
import os
from collections.abc import Callable

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from coffeepress.edition.serve.config import ENVIRONMENT_NAME, ServeConfig

_STOP_SECONDS = 5


def run(
    config: ServeConfig,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 2,
    log_level: str = "warning",
    on_ready: Callable[[], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; then end all workers, within five seconds. SIGHUP replaces them in turn.

    Arguments:
        workers: processes; one a core is enough.
        on_ready: called once the workers are about to start (to say the address, say).

    Raises:
        SystemExit: a worker ended by itself and could not be replaced.
    """
    # A fresh interpreter a worker: a forked one would share what the caller has open, such as the database.
    multiprocessing.set_start_method("spawn", force=True)
    os.environ[ENVIRONMENT_NAME] = config.to_json()
    server = Server(
        "coffeepress.edition.serve.app:app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        http=HTTPModes.http1,
        websockets=False,
        backpressure=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_SECONDS,
        log_level=LogLevels(log_level),
        log_access=False,
    )
    if on_ready is not None:
        server.on_startup(on_ready)
    server.serve()

"""The RSGI program that Granian runs in each worker process: the edition first, else Django."""

import logging
import multiprocessing
import os
from typing import Any

from coffeepress.edition.parent import end_with_parent
from coffeepress.edition.serve import rules
from coffeepress.edition.serve.answer import Edition
from coffeepress.edition.serve.config import ServeConfig
from coffeepress.edition.serve.django_bridge import DjangoBridge
from coffeepress.edition.serve.shelf import Answer

log = logging.getLogger("coffeepress.serve")


class Server:
    """Chooses, by the path alone, who answers a request. Granian calls it."""

    def __init__(self, config: ServeConfig) -> None:
        """Take the configuration."""
        self._dynamic_prefixes = config.dynamic_prefixes
        self._dynamic_paths = frozenset(prefix.rstrip("/") for prefix in config.dynamic_prefixes)
        self._edition = Edition(
            config.current,
            security_headers=rules.security_headers(config.frame_sources, https=config.https),
            further_roots=(("/static/", config.collected_dir),) if config.collected_dir else (),
            dynamic_prefixes=config.dynamic_prefixes,
            cache_bytes=config.cache_bytes,
        )
        self._bridge = DjangoBridge(config)

    def __rsgi_init__(self, loop: Any) -> None:
        """A worker begins: load Django meanwhile, and end if the main process is killed."""
        if self._dynamic_prefixes:
            self._bridge.warm()
        # A killed server leaves no one on its port.
        end_with_parent()

    def __rsgi_del__(self, loop: Any) -> None:
        """A worker ends: Granian calls this when the last answer is sent."""
        self._bridge.close()
        if multiprocessing.parent_process() is not None:
            logging.shutdown()
            # Granian's own threads may still hold on to Python, which aborts while it takes itself apart.
            os._exit(0)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """One request."""
        path = scope.path
        if path.startswith(self._dynamic_prefixes) or path in self._dynamic_paths:
            await self._bridge.answer(scope, protocol)
            return
        try:
            answer = self._edition.answer(scope.method, path, scope.query_string, scope.headers.get)
        except Exception:
            log.exception("The edition could not be read")
            protocol.response_empty(500, [("cache-control", "no-store")])
            return
        if answer.file is None:
            protocol.response_bytes(answer.status, answer.headers, answer.body)
        else:
            _send_file(answer, scope.method, protocol)


def _send_file(answer: Answer, method: str, protocol: Any) -> None:
    if method == "HEAD":
        protocol.response_empty(answer.status, answer.headers)
    elif answer.end is None:
        protocol.response_file(answer.status, answer.headers, answer.file)
    else:
        protocol.response_file_range(answer.status, answer.headers, answer.file, answer.start, answer.end)


def make_app(config: ServeConfig) -> Server:
    """The program that serves a site, for Granian."""
    return Server(config)


def app() -> Server:
    """The program for the configuration in the environment (a factory: Granian's `factory=True`).

    Raises:
        LookupError: COFFEEPRESS_SERVE is not set.
    """
    return make_app(ServeConfig.from_environment())

"""Carries requests for the newsroom and for readers' actions to Django, in a few threads, over WSGI.

Django is imported here and nowhere else in the server: in a thread at the start, or by the first request that
needs it. Whatever fails in it becomes a plain page. The edition is answered on the event loop and never waits
for these threads.
"""

import asyncio
import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol

from coffeepress.edition.serve import plain
from coffeepress.edition.serve.config import ServeConfig
from coffeepress.edition.serve.rules import Header

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_SPOOLED_BYTES = 1024 * 1024
_RETRY_IMPORT_SECONDS = 5
_BODY_SECONDS = 120
_CHUNK_SECONDS = 60
_FAREWELL_SECONDS = 3
_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer"})
_FORWARDED = frozenset(
    {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "x-real-ip", "forwarded"}
)

log = logging.getLogger("coffeepress.serve")


class Scope(Protocol):
    """What Granian says about a request."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: Any


class BodyTooLargeError(Exception):
    """A request's body is larger than the configuration allows."""


def load_django(settings_module: str) -> WSGIApplication:
    """Django's WSGI application for a settings module.

    Raises: whatever the import or the set-up of the site raises.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    wsgi = importlib.import_module("django.core.wsgi")
    application: WSGIApplication = wsgi.get_wsgi_application()
    return application


@dataclass(slots=True)
class Started:
    """What an application said through `start_response`."""

    status: int = 0
    headers: list[Header] | None = None

    def __call__(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], None]:
        """WSGI's start_response. Of Django, and of us, nobody uses the write function that it returns."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [
            (name.lower(), _as_utf8(value)) for name, value in headers if name.lower() not in _HOP_BY_HOP
        ]
        return _no_write


class DjangoBridge:
    """Answers requests with a WSGI application that is loaded when it is first needed."""

    def __init__(self, config: ServeConfig) -> None:
        """Take the configuration. Nothing of Django is imported yet."""
        self._config = config
        self._application: WSGIApplication | None = None
        self._loading = threading.Lock()
        self._failed_at: float | None = None
        self._threads = ThreadPoolExecutor(config.threads, thread_name_prefix="django")
        self._trusted = tuple(ip_network(proxy, strict=False) for proxy in config.trusted_proxies)
        self._waiting = 0
        self._running: set[Future[None]] = set()
        self._sending: set[Future[None]] = set()
        self._closed = False

    def warm(self) -> None:
        """Begin to load the application in a thread, so that the first request need not wait for it."""
        self._threads.submit(self._loaded)

    def close(self) -> None:
        """Take no more requests, end streams, and give what else is being done a few seconds to end."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for sending in tuple(self._sending):
            sending.cancel()
        wait(tuple(self._running), _FAREWELL_SECONDS)

    async def answer(self, scope: Scope, protocol: Any) -> None:
        """Answer one request. Never raises for a fault of the application."""
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await self._read_body(scope, protocol)
        except BodyTooLargeError:
            return _respond_plain(protocol, 413, plain.TOO_LARGE)
        except TimeoutError:
            return _respond_plain(protocol, 408, plain.TOO_SLOW)
        with body:
            if self._waiting >= self._config.queue_length:
                return _respond_plain(protocol, 503, plain.APPLICATION_BUSY)
            self._waiting += 1
            try:
                environ = self._environ(scope, body)
                loop = asyncio.get_running_loop()
                running = self._threads.submit(self._run, environ, protocol, loop)
                self._running.add(running)
                running.add_done_callback(self._running.discard)
                await asyncio.wrap_future(running)
            finally:
                self._waiting -= 1

    async def _read_body(self, scope: Scope, protocol: Any) -> SpooledTemporaryFile[bytes]:
        limit = self._config.largest_body(scope.path)
        length = scope.headers.get("content-length")
        if length is not None and int(length) > limit:
            raise BodyTooLargeError
        body: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_SPOOLED_BYTES)  # noqa: SIM115
        if length == "0" or (length is None and "transfer-encoding" not in scope.headers):
            return body
        async for chunk in protocol:
            if body.tell() + len(chunk) > limit:
                body.close()
                raise BodyTooLargeError
            body.write(chunk)
        return body

    # The request, as WSGI wants it (PEP 3333)

    def _environ(self, scope: Scope, body: SpooledTemporaryFile[bytes]) -> dict[str, Any]:
        peer = scope.client.rpartition(":")[0].strip("[]")
        trusted = self._is_trusted(peer)
        headers = scope.headers
        server_name, _, server_port = scope.server.rpartition(":")
        length = body.tell()
        body.seek(0)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": scope.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": scope.path.encode().decode("latin-1"),
            "QUERY_STRING": scope.query_string,
            "SERVER_NAME": server_name.strip("[]") or "localhost",
            "SERVER_PORT": server_port or "80",
            "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
            "REMOTE_ADDR": self._reader_address(peer, headers.get("x-forwarded-for")) if trusted else peer,
            "CONTENT_LENGTH": str(length) if length else "",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if self._is_https(scope, trusted) else "http",
            "wsgi.input": body,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        _add_headers(environ, headers.items(), trusted=trusted)
        if scope.authority:
            environ["HTTP_HOST"] = scope.authority
        return environ

    def _is_https(self, scope: Scope, trusted: bool) -> bool:
        forwarded = scope.headers.get("x-forwarded-proto") if trusted else None
        return (forwarded or scope.scheme).strip().lower() == "https"

    def _is_trusted(self, address: str) -> bool:
        try:
            return any(ip_address(address) in network for network in self._trusted)
        except ValueError:
            return False

    def _reader_address(self, peer: str, forwarded_for: str | None) -> str:
        """The last address in the chain that none of our own proxies has."""
        for address in reversed((forwarded_for or "").split(",")):
            try:
                peer = str(ip_address(address.strip()))
            except ValueError:
                return peer
            if not self._is_trusted(peer):
                return peer
        return peer

    # In a thread

    def _loaded(self) -> WSGIApplication | None:
        with self._loading:
            failed_lately = self._failed_at and time.monotonic() - self._failed_at < _RETRY_IMPORT_SECONDS
            if self._application is None and not failed_lately:
                try:
                    self._application = load_django(self._config.django_settings_module)
                except BaseException:
                    self._failed_at = time.monotonic()
                    log.exception("The application cannot be loaded; the edition stays readable")
            return self._application

    def _run(self, environ: dict[str, Any], protocol: Any, loop: asyncio.AbstractEventLoop) -> None:
        application = self._loaded()
        if application is None:
            return _respond_plain(protocol, 503, plain.APPLICATION_FAILED)
        started, response = Started(), None
        sent = False
        try:
            response = application(environ, started)
            if getattr(response, "streaming", not isinstance(response, list | tuple)):
                sent = True
                self._stream(response, started, environ, protocol, loop)
            else:
                body = b"".join(response)
                sent = True
                _respond(protocol, started, body)
        except Exception:
            if not sent:
                log.exception("The application failed at %s", environ["PATH_INFO"])
                _respond_plain(protocol, 500, plain.APPLICATION_FAILED)
        finally:
            if response is not None and hasattr(response, "close"):
                _close(response)

    def _stream(
        self,
        response: Iterable[bytes],
        started: Started,
        environ: dict[str, Any],
        protocol: Any,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        chunks = iter(response)
        # An application may call start_response only when its first chunk is asked for.
        first = next(chunks, b"")
        transport = protocol.response_stream(started.status, started.headers or [])
        if environ["REQUEST_METHOD"] == "HEAD":
            return
        for chunk in _with_first(first, chunks):
            if chunk:
                self._send(transport, chunk, loop)

    def _send(self, transport: Any, chunk: bytes, loop: asyncio.AbstractEventLoop) -> None:
        """Send a part of a stream, and wait until the reader takes more; but not on a loop that has ended."""
        sending = asyncio.run_coroutine_threadsafe(_send_bytes(transport, chunk), loop)
        self._sending.add(sending)
        try:
            if self._closed:
                sending.cancel()
            sending.result(_CHUNK_SECONDS)
        finally:
            self._sending.discard(sending)


async def _send_bytes(transport: Any, chunk: bytes) -> None:
    await transport.send_bytes(chunk)


def _with_first(first: bytes, rest: Iterable[bytes]) -> Iterable[bytes]:
    yield first
    yield from rest


def _close(response: Any) -> None:
    try:
        response.close()
    except Exception:
        log.exception("The application failed while it closed its answer")


def _add_headers(environ: dict[str, Any], headers: Iterable[Header], *, trusted: bool) -> None:
    for name, value in headers:
        # A name with an underscore would pass for one with a hyphen.
        if "_" in name or name == "content-length" or (name in _FORWARDED and not trusted):
            continue
        key = "CONTENT_TYPE" if name == "content-type" else "HTTP_" + name.upper().replace("-", "_")
        value = value.encode().decode("latin-1")
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value


def _as_utf8(value: str) -> str:
    """A WSGI header's value (bytes seen as Latin-1) as the server sends it (UTF-8), without line breaks."""
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode()
    return value.replace("\r", "").replace("\n", "")


def _no_write(data: bytes) -> None:
    raise NotImplementedError("An application that writes instead of returning is not supported")


def _respond(protocol: Any, started: Started, body: bytes) -> None:
    headers = started.headers or []
    if body:
        protocol.response_bytes(started.status, [h for h in headers if h[0] != "content-length"], body)
    else:
        protocol.response_empty(started.status, headers)


def _respond_plain(protocol: Any, status: int, words: plain.Words) -> None:
    headers = [*plain.PLAIN_HEADERS] + ([("retry-after", "10")] if status == 503 else [])
    protocol.response_bytes(status, headers, plain.plain_page(words))

"""Fetching one page from an address that somebody typed: safely, or not at all.

Owns the refusal of addresses inside the network, and the limits of time and size. The host is resolved
once, the addresses it gave are checked, and the connection goes to an address that was checked: what the
name says a moment later (DNS rebinding) changes nothing. Each redirect starts over. No proxy, cookie or
credential is used.
"""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore

MOST_REDIRECTS = 5
LIMIT_BYTES = 20_000_000
TIMEOUT_SECONDS = 20.0
CHUNK_BYTES = 65_536
REDIRECTS = frozenset((301, 302, 303, 307, 308))
ENCODINGS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
CONTROLS = re.compile(r"[\x00-\x20\x7f\\]")
HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": "Coffeepress (import page)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "identity",
    "Connection": "close",
}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(Exception):
    """The page was not fetched; `sentence` says why, in one sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FetchRefused(FetchError):
    """We will not ask for this address."""


class FetchFailed(FetchError):
    """We asked, and did not get a page."""


@dataclass(frozen=True)
class Fetched:
    """What came back: the bytes, the address after redirects, and the declared type ("text/html")."""

    data: bytes
    url: str
    content_type: str


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    timeout_seconds: float = TIMEOUT_SECONDS,
    limit_bytes: int = LIMIT_BYTES,
) -> Fetched:
    """Fetch a page over http or https.

    Args:
        url: the address; without user name and password.
        allow_private: also allow addresses of this machine and its network.
        timeout_seconds: for everything together: names, redirects, the answer's last byte.
        limit_bytes: of the answer, after decompression.

    Raises:
        FetchRefused: another scheme, credentials, or an address that is not public.
        FetchFailed: no such host, no answer in time, an answer too big, or another status than 200.
    """
    deadline = time.monotonic() + timeout_seconds
    for _ in range(MOST_REDIRECTS + 1):
        url = _checked(url)
        answer = _ask(url, allow_private, deadline, limit_bytes)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise FetchFailed(f"{url} redirects more than {MOST_REDIRECTS} times.")


def is_public(address: Address) -> bool:
    """Whether the address is of the public internet, also when it carries another one inside it."""
    for inner in _carried(address):
        if not is_public(inner):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _carried(address: Address) -> list[Address]:
    """IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[Address] = [inner for inner in (address.ipv4_mapped, address.sixtofour) if inner is not None]
    found += list(address.teredo or ())
    if address in NAT64 or int(address) >> 32 == 0:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return found


def _checked(url: str) -> str:
    """Return the address with its host in ASCII and its path escaped, or refuse it."""
    if CONTROLS.search(url.strip()):
        raise FetchRefused("The address holds blanks or control characters.")
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname
    except ValueError:
        raise FetchRefused(f"{url} is not an address that can be read.") from None
    if parts.scheme not in ("http", "https"):
        raise FetchRefused("Only addresses that begin with http:// or https:// are fetched.")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("An address with a user name or password in it is not fetched.")
    if not host:
        raise FetchRefused(f"{url} names no host.")
    try:
        name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise FetchRefused(f"{host} is not a host name.") from None
    where = name + (f":{port}" if port is not None else "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    return f"{parts.scheme}://{where}{path}{query}"


def _ask(url: str, allow_private: bool, deadline: float, limit_bytes: int) -> Fetched | str:
    """Ask once; returns the page, or the address to go on to."""
    host = urlsplit(url).hostname or ""
    backend = CheckedBackend(allow_private=allow_private, deadline=deadline)
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=ssl.create_default_context(), network_backend=backend, retries=0
            ) as pool,
            pool.stream("GET", url, headers=HEADERS) as response,
        ):
            headers = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
            }
            if response.status in REDIRECTS and headers.get("location"):
                return headers["location"]
            if response.status != 200:
                raise FetchFailed(f"{host} answered {response.status} for {url}.")
            data = _read(response.iter_stream(), headers, limit_bytes, host)
            return Fetched(data, url, headers.get("content-type", ""))
    except httpcore.TimeoutException:
        raise FetchFailed(f"{host} did not answer in time.") from None
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        ssl.SSLError,
        OSError,
    ) as error:
        raise FetchFailed(f"{host} could not be read: {_reason(error)}.") from None


def _read(chunks: Iterable[bytes], headers: dict[str, str], limit_bytes: int, host: str) -> bytes:
    """Read the answer, decompressing at most `limit_bytes`."""
    too_big = FetchFailed(f"{host} sent more than {limit_bytes:,} bytes, which no article needs.")
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity") and encoding not in ENCODINGS:
        raise FetchFailed(f"{host} sent the page compressed as {encoding[:20]}, which was not asked for.")
    unpack = zlib.decompressobj(ENCODINGS[encoding]) if encoding in ENCODINGS else None
    data = bytearray()
    for chunk in chunks:
        try:
            data += unpack.decompress(chunk, limit_bytes + 1 - len(data)) if unpack else chunk
        except zlib.error:
            raise FetchFailed(f"{host} sent a page whose compression is broken.") from None
        if len(data) > limit_bytes:
            raise too_big
    return bytes(data)


def _reason(error: BaseException) -> str:
    text = " ".join(str(error).split()).rstrip(".")
    return text[:150] or type(error).__name__


class CheckedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that were checked, and lets nothing outlast the deadline."""

    def __init__(self, *, allow_private: bool, deadline: float) -> None:
        self.allow_private = allow_private
        self.deadline = deadline
        self.sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve the host, refuse it if any of its addresses is not public, connect to one of them."""
        addresses = resolve(host, port, remaining(self.deadline))
        for address in addresses:
            if address.is_multicast or (not self.allow_private and not is_public(address)):
                raise FetchRefused(f"{host} is not on the public internet ({address}): it is not fetched.")
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in addresses:
            try:
                stream = self.sockets.connect_tcp(str(address), port, timeout=remaining(self.deadline))
                return DeadlineStream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: no page is behind a local socket."""
        raise FetchRefused("Local sockets are not fetched.")

    def sleep(self, seconds: float) -> None:
        """Wait, as the pool between retries would; there are none."""
        time.sleep(min(seconds, remaining(self.deadline)))


class DeadlineStream(httpcore.NetworkStream):
    """A stream whose every read and write ends before the deadline: a drip of bytes does not stretch it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there within what is left of the time."""
        return self.stream.read(max_bytes, timeout=remaining(self.deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write within what is left of the time."""
        self.stream.write(buffer, timeout=remaining(self.deadline))

    def close(self) -> None:
        """Close the connection."""
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Speak TLS to the host by its name, over the connection to the checked address."""
        secure = self.stream.start_tls(
            ssl_context, server_hostname=server_hostname, timeout=remaining(self.deadline)
        )
        return DeadlineStream(secure, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        """Say what the socket knows of itself."""
        return self.stream.get_extra_info(info)


def remaining(deadline: float) -> float:
    """The seconds that are left; raises the pool's timeout when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is over")
    return left


def resolve(host: str, port: int, timeout_seconds: float) -> list[Address]:
    """Look a host's addresses up once, in every notation the system reads (2130706433 is 127.0.0.1).

    Raises:
        FetchFailed: there is no such host, or the answer does not come in time.
    """
    answer: queue.SimpleQueue[list[Any] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answer.get(timeout=timeout_seconds)
    except queue.Empty:
        raise FetchFailed(f"{host} could not be looked up in time.") from None
    if isinstance(found, OSError) or not found:
        raise FetchFailed(f"There is no host called {host}.") from None
    return list(dict.fromkeys(ipaddress.ip_address(entry[4][0].split("%")[0]) for entry in found))

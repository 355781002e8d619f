"""Fetching over real HTTP on this machine; the network beyond it is never asked."""

from __future__ import annotations

import gzip
import ipaddress
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from coffeepress.importing.fetch import FetchFailed, FetchRefused, fetch, is_public

PAGE = "<p>Кава зранку</p>".encode()


class Site(BaseHTTPRequestHandler):
    """A small site: a page, redirects, an endless body, a slow one, a packed one."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        handler = getattr(
            self, "get_" + self.path.strip("/").split("/")[0].split("?")[0].replace("-", "_"), None
        )
        if handler is None:
            self.answer(404, b"gone")
        else:
            handler()

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def get_page(self) -> None:
        self.server.seen.append(dict(self.headers))
        self.answer(200, PAGE, Content_Type="text/html; charset=utf-8")

    def get_moved(self) -> None:
        self.answer(302, b"", Location="/page?from=moved")

    def get_loop(self) -> None:
        self.answer(301, b"", Location="/loop")

    def get_to_file(self) -> None:
        self.answer(302, b"", Location="file:///etc/passwd")

    def get_to_private(self) -> None:
        self.answer(302, b"", Location="http://10.0.0.1/")

    def get_to_credentials(self) -> None:
        self.answer(302, b"", Location="http://editor:secret@127.0.0.1/")

    def get_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65_536)
        except OSError:
            self.close_connection = True

    def get_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.drip()

    def get_slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip()

    def drip(self) -> None:
        try:
            while not self.server.over.wait(0.1):
                self.wfile.write(b"x")
                self.wfile.flush()
        except OSError:
            pass
        self.close_connection = True

    def get_packed(self) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Encoding="gzip", Content_Type="text/html")

    def get_bomb(self) -> None:
        self.answer(200, gzip.compress(b"\0" * 30_000_000), Content_Encoding="gzip")

    def get_broken(self) -> None:
        self.answer(200, b"not gzip at all", Content_Encoding="gzip")

    def get_unknown(self) -> None:
        self.answer(200, b"?", Content_Encoding="zstd")

    def get_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only this")
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    site.daemon_threads = True
    site.over, site.seen = threading.Event(), []
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    yield site
    site.over.set()
    site.shutdown()
    site.server_close()


@pytest.fixture
def address(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_a_page_comes_with_its_address_and_type(address: str) -> None:
    fetched = fetch(f"{address}/page", allow_private=True)
    assert (fetched.data, fetched.url, fetched.content_type) == (
        PAGE,
        f"{address}/page",
        "text/html; charset=utf-8",
    )


def test_a_redirect_gives_the_address_it_led_to(address: str) -> None:
    assert fetch(f"{address}/moved", allow_private=True).url == f"{address}/page?from=moved"


def test_a_name_is_asked_for_by_its_name(server: ThreadingHTTPServer) -> None:
    fetch(f"http://localhost:{server.server_port}/page", allow_private=True)
    assert server.seen[-1]["Host"] == f"localhost:{server.server_port}"
    assert {"Cookie", "Authorization"}.isdisjoint(server.seen[-1])


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",
        "0",
    ],
)
def test_this_machine_is_refused_in_every_notation(server: ThreadingHTTPServer, host: str) -> None:
    server.seen.clear()
    with pytest.raises((FetchRefused, FetchFailed)) as refusal:
        fetch(f"http://{host}:{server.server_port}/page")
    assert server.seen == []
    assert isinstance(refusal.value, FetchRefused) or "no host called" in refusal.value.sentence


@pytest.mark.parametrize("path", ["to-private", "to-file", "to-credentials"])
def test_a_redirect_is_checked_again(address: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from coffeepress.importing import fetch as module

    # Only the server of this test counts as public here: the redirect's target does not.
    monkeypatch.setattr(module, "is_public", lambda found: str(found) == "127.0.0.1")
    with pytest.raises(FetchRefused):
        fetch(f"{address}/{path}")


def test_the_name_is_not_looked_up_again_between_check_and_connection(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coffeepress.importing import fetch as module

    answers = iter(["192.0.2.7", "127.0.0.1"])
    asked: list[str] = []

    def changing(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(0, 0, 0, "", (next(answers), port))]

    monkeypatch.setattr(module.socket, "getaddrinfo", changing)
    with pytest.raises(FetchRefused):
        fetch(f"http://rebinding.example:{server.server_port}/page")
    assert asked == ["rebinding.example"]


def test_a_host_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from coffeepress.importing import fetch as module

    both = [(0, 0, 0, "", ("93.184.215.14", 80)), (0, 0, 0, "", ("10.0.0.5", 80))]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(FetchRefused):
        fetch("http://mixed.example/")


def test_too_many_redirects_fail(address: str) -> None:
    with pytest.raises(FetchFailed, match="redirects more than 5 times"):
        fetch(f"{address}/loop", allow_private=True)


def test_an_endless_body_is_cut_off(address: str) -> None:
    with pytest.raises(FetchFailed, match="more than 1,000,000 bytes"):
        fetch(f"{address}/endless", allow_private=True, limit_bytes=1_000_000)


@pytest.mark.parametrize("path", ["slow", "slow-head"])
def test_a_dripping_answer_ends_at_the_deadline(address: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="did not answer in time"):
        fetch(f"{address}/{path}", allow_private=True, timeout_seconds=0.7)
    assert time.monotonic() - began < 3


def test_a_packed_page_is_unpacked(address: str) -> None:
    assert fetch(f"{address}/packed", allow_private=True).data == PAGE


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("bomb", "sent more than"),
        ("broken", "compression is broken"),
        ("unknown", "compressed as zstd"),
        ("missing", "answered 404"),
    ],
)
def test_what_is_not_a_page_fails_in_one_sentence(address: str, path: str, said: str) -> None:
    with pytest.raises(FetchFailed, match=said) as failure:
        fetch(f"{address}/{path}", allow_private=True)
    assert re.fullmatch(r"[^\n]+\.", failure.value.sentence)


def test_a_cut_answer_fails(address: str) -> None:
    with pytest.raises(FetchFailed, match="could not be read"):
        fetch(f"{address}/cut", allow_private=True)


def test_nobody_listening_fails() -> None:
    with pytest.raises(FetchFailed):
        fetch("http://127.0.0.1:1/", allow_private=True, timeout_seconds=3)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "gopher://example.org/",
        "/etc/passwd",
        "",
        "http://",
        "http:///path",
        "http://editor@example.org/",
        "http://editor:secret@example.org/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: other",
        "http://[::1",
        "http://a\\b/",
    ],
)
def test_an_address_that_is_not_one_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
    ],
)
def test_only_the_public_internet_is_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) == public

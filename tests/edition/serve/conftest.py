"""An edition, and real servers over it: our own in processes of Granian, and nginx where it is installed."""

import gzip
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import brotli
import httpx
import pytest

from coffeepress.edition.serve.config import ENVIRONMENT_NAME, ServeConfig
from coffeepress.edition.serve.nginx import nginx_config

HERE = Path(__file__).parent
LONG = " ".join(f"Paragraph {number} of what the newsroom found out." for number in range(60))


def write(build: Path, path: str, body: bytes | str, *, compressed: bool = True) -> Path:
    """A file of a build, with its compressed ones if it is text of 200 bytes or more."""
    file = build / path
    file.parent.mkdir(parents=True, exist_ok=True)
    content = body.encode() if isinstance(body, str) else body
    file.write_bytes(content)
    if compressed and len(content) >= 200:
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, 6, mtime=0))
        file.with_name(file.name + ".br").write_bytes(brotli.compress(content, quality=5))
    return file


def page(title: str) -> str:
    """A reader page."""
    return f'<!doctype html><html lang="en"><title>{title}</title><p>{LONG}</p></html>'


def moved(target: str, mark: str = "") -> str:
    """A page that has moved."""
    return (
        f'<!doctype html><html lang="en"><link rel="canonical" href="{target}"{mark}>'
        f'<meta http-equiv="refresh" content="0; url={target}"><a href="{target}">Here</a></html>'
    )


def make_build(build: Path) -> None:
    """A build with one of everything."""
    write(build, "index.html", page("Home"))
    write(build, "2026/11/river/index.html", page("The river"))
    write(build, "2026/11/short/index.html", "<!doctype html><title>Short</title>")
    write(build, "uk/index.html", page("Головна"))
    write(build, "404.html", page("Nothing here"))
    write(build, "uk/404.html", page("Нічого"))
    write(build, "old/moved.html", moved("/2026/11/river/"))
    write(
        build, "for-now/moved.html", moved("https://other.example.org/a?b=1&amp;c=річка", " data-temporary")
    )
    write(build, "withdrawn/gone.html", page("Withdrawn"))
    write(build, "feed.xml", f'<?xml version="1.0"?><feed>{LONG}</feed>')
    write(build, "sitemap.xml", f'<?xml version="1.0"?><urlset>{LONG}</urlset>')
    write(build, "robots.txt", "User-agent: *\n")
    write(build, "static/coffeepress/site.0123abcd4567.css", f"/* {LONG} */")
    write(build, "static/coffeepress/main.0123abcd4567.js", f"// {LONG}")
    write(build, "static/plain.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    write(build, "pictures/1/0123abcd-800.webp", bytes(range(256)) * 10, compressed=False)
    write(build, "pictures/1/0123abcd-2400.webp", bytes(range(251)) * 4000, compressed=False)
    write(build, "files/1/0123abcd/Report-of-May.pdf", b"%PDF-1.4 " + b"x" * 500, compressed=False)
    write(build, "files/1/0123abcd/page.html", page("Uploaded"))
    write(build, ".well-known/security.txt", "Contact: mailto:safe@example.org\n")
    write(build, ".well-known/.hidden", "secret")
    write(build, "2026/.well-known/security.txt", "secret")
    write(build, ".hidden", "secret")
    write(build, ".git/config", "secret")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's folder, for tests that only read it."""
    folder = tmp_path_factory.mktemp("site")
    build = folder / "edition" / "builds" / "one"
    make_build(build)
    (folder / "edition" / "current").symlink_to("builds/one")
    (folder / "secret").mkdir()
    write(folder, "secret/index.html", "secret")
    (build / "link-out").symlink_to(folder / "secret")
    (build / "link.txt").symlink_to(folder / "secret" / "index.html")
    write(folder, "collected/newsroom/app.0123abcd4567.js", "newsroom()")
    write(folder, "collected/coffeepress/site.0123abcd4567.css", "the edition's own wins")
    return folder


@pytest.fixture(scope="session")
def config(site: Path) -> ServeConfig:
    """The site's configuration, with a tiny Django behind /newsroom/."""
    return ServeConfig(
        edition_dir=site / "edition",
        collected_dir=site / "collected",
        dynamic_prefixes=("/newsroom/", "/accounts/"),
        frame_sources=("https://player.example.org",),
        django_settings_module="tiny_site",
        body_limit_bytes=3_000_000,
        small_prefixes=("/newsroom/echo/small/",),
        small_body_bytes=1_000,
    )


def free_port() -> int:
    """A loopback port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def process(
    command: list[str],
    port: int,
    environment: dict[str, str],
    errors: Path,
    *,
    start_seconds: float = 20,
    farewell_seconds: float = 10,
) -> Iterator[subprocess.Popen]:
    """A server that runs for as long as the block does, and ends in good time."""
    with errors.open("wb") as log:
        started = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
    try:
        deadline = time.monotonic() + start_seconds
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert started.poll() is None, errors.read_text()
                assert time.monotonic() < deadline, errors.read_text()
                time.sleep(0.02)
        yield started
    finally:
        started.send_signal(signal.SIGTERM)
        try:
            started.wait(farewell_seconds)
        except subprocess.TimeoutExpired:
            started.kill()
            raise


@contextmanager
def coffeepress(
    config: ServeConfig, errors: Path, workers: int = 1
) -> Iterator[tuple[str, subprocess.Popen]]:
    """Our own server: its address and its process."""
    port = free_port()
    environment = {
        **os.environ,
        ENVIRONMENT_NAME: config.to_json(),
        "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path]),
    }
    command = [sys.executable, "-m", "coffeepress.edition.serve", "127.0.0.1", str(port), str(workers)]
    with process(command, port, environment, errors) as started:
        yield f"http://127.0.0.1:{port}", started


@contextmanager
def nginx(config: ServeConfig, upstream: str, folder: Path, *, brotli: bool = False) -> Iterator[str]:
    """The real nginx with our recipe."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed: apt-get install nginx")
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    if brotli and not module.exists():
        pytest.skip("nginx's brotli module is not installed: apt-get install libnginx-mod-http-brotli-static")
    port = free_port()
    recipe = nginx_config(
        config,
        languages=("uk",),
        listen=f"127.0.0.1:{port}",
        upstream=upstream.removeprefix("http://"),
        brotli=brotli,
    )
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # As root, nginx would give its workers to another user, who may not read the folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    load = f"load_module {module};\n" if brotli else ""
    (folder / "nginx.conf").write_text(
        f"{load}{user}daemon off;\nworker_processes 1;\npid {folder}/pid;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{recipe}}}\n"
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    with process(command, port, dict(os.environ), folder / "nginx.log"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def server(config: ServeConfig, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our own server, with two workers."""
    with coffeepress(config, tmp_path_factory.mktemp("log") / "errors", workers=2) as (url, _):
        yield url


@pytest.fixture(scope="session")
def nginx_server(config: ServeConfig, server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx in front of our own server."""
    with nginx(config, server, tmp_path_factory.mktemp("nginx")) as url:
        yield url


@pytest.fixture
def start(config: ServeConfig, tmp_path: Path) -> Iterator[Callable[..., tuple[str, subprocess.Popen]]]:
    """Starts further servers with a changed configuration; they end with the test."""
    running = []

    def start_one(workers: int = 1, **changes: object) -> tuple[str, subprocess.Popen]:
        context = coffeepress(replace(config, **changes), tmp_path / f"errors-{len(running)}", workers)
        running.append(context)
        return context.__enter__()

    yield start_one
    for context in running:
        context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def reader(server: str) -> Iterator[httpx.Client]:
    """A reader's connection to our own server that follows no redirect."""
    with httpx.Client(base_url=server, trust_env=False) as client:
        yield client


def raw(server: str, target: bytes, method: bytes = b"GET") -> tuple[int, dict[str, str], bytes]:
    """One request with exactly this target, as no ordinary client would send it."""
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 5) as connection:
        connection.sendall(method + b" " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = b""
        while received := connection.recv(65536):
            answer += received
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
    return int(lines[0].split()[1]), headers, body

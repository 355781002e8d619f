"""Our server against nginx on the same edition: `python bench/serve.py [--seconds 5] [--rounds 3]`.

Two workers each, 32 connections, one precompressed article page. Needs `nginx` and `wrk`. Prints a table.
"""

import argparse
import gzip
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

import brotli

from coffeepress.edition.serve.config import ENVIRONMENT_NAME, ServeConfig
from coffeepress.edition.serve.nginx import nginx_config

WORKERS, CONNECTIONS, PAGE_BYTES = 2, 32, 12_000
PATH = "/2026/11/the-press-runs/"
ACCEPT = "br, gzip"
LEAST_RATIO = 0.25
FASTEST_NGINX, RECIPE_NGINX, OURS = "nginx, nothing but gzip_static", "nginx, our recipe", "coffeepress"


@dataclass(frozen=True)
class Figures:
    """What one server did."""

    requests_per_second: float
    median_ms: float
    p99_ms: float
    first_byte_median_ms: float
    first_byte_p99_ms: float


def make_edition(folder: Path) -> None:
    """An edition of one article page, with its compressed files."""
    page = folder / "builds" / "one" / PATH.strip("/") / "index.html"
    page.parent.mkdir(parents=True)
    (folder / "current").symlink_to("builds/one")
    chance = random.Random(26)
    words = ["coffee", "press", "newsroom", "reader", "vote", "council", "river", "report", "ledger", "court"]
    text = " ".join(
        f"{chance.choice(words)} {chance.choice(words)}{chance.randint(1, 999)}" for _ in range(2000)
    )
    body = f"<!doctype html><html lang=en><title>The press runs</title><p>{text}".encode()[:PAGE_BYTES]
    page.write_bytes(body)
    page.with_name("index.html.gz").write_bytes(gzip.compress(body, 6, mtime=0))
    page.with_name("index.html.br").write_bytes(brotli.compress(body, quality=6))


def free_port() -> int:
    """A loopback port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def started(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """A server in a process of its own, from its first accepted connection to the end of the block."""
    process = subprocess.Popen(command, env=environment)
    try:
        deadline = time.monotonic() + 15
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{command[0]} did not start") from None
                time.sleep(0.05)
        time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait(15)


def nginx_command(folder: Path, site: str) -> list[str]:
    """nginx with a site's configuration, its temporary files in `folder`."""
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # As root, nginx would give its workers to another user, who may not read the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}\ndaemon off;\nworker_processes {WORKERS};\npid {folder}/pid;\nerror_log stderr crit;\n"
        f"events {{ worker_connections 1024; }}\n"
        f"http {{\naccess_log off;\nkeepalive_requests 1000000;\n{temporary}\n{site}\n}}\n"
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def fastest_nginx(config: ServeConfig, port: int) -> str:
    """nginx as fast as it gets: nothing checked, files kept open for a minute, a socket for each worker."""
    return f"""
    types {{ text/html html; }}
    server {{
        listen 127.0.0.1:{port} reuseport;
        root {config.current};
        sendfile on;
        gzip_static on;
        gzip_vary on;
        open_file_cache max=1000;
    }}"""


def our_command(port: int) -> list[str]:
    """Our own server."""
    return [sys.executable, "-m", "coffeepress.edition.serve", "127.0.0.1", str(port), str(WORKERS)]


def measure(port: int, seconds: int) -> Figures:
    """Load a server with wrk, then ask it 900 times one after the other for the time to the first byte."""
    url = f"http://127.0.0.1:{port}{PATH}"
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", "--latency", "-H", f"Accept-Encoding: {ACCEPT}"]
    subprocess.run([*command, "-d1s", url], check=True, capture_output=True)
    output = subprocess.run(
        [*command, f"-d{seconds}s", url], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(output)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    assert rate is not None
    first_bytes = quantiles(list(first_byte_milliseconds(port, 900)), n=100)
    return Figures(
        float(rate[1]),
        _milliseconds(output, "50"),
        _milliseconds(output, "99"),
        first_bytes[49],
        first_bytes[98],
    )


def _milliseconds(output: str, percent: str) -> float:
    match = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s)$", output, re.MULTILINE)
    assert match is not None
    return float(match[1]) * {"us": 0.001, "ms": 1, "s": 1000}[match[2]]


def first_byte_milliseconds(port: int, times: int) -> Iterator[float]:
    """How long each answer's first byte took, on one kept connection."""
    request = f"GET {PATH} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: {ACCEPT}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(times):
            began = time.perf_counter()
            connection.sendall(request)
            answer = connection.recv(65536)
            yield (time.perf_counter() - began) * 1000
            head, _, body = answer.partition(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            assert head.startswith(b"HTTP/1.1 200"), head
            assert length is not None, head
            missing = int(length[1]) - len(body)
            while missing > 0:
                missing -= len(connection.recv(65536))


def main() -> None:
    """Measure both and print what came out; exit with 1 if ours is slower than the least ratio allows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for program in ("nginx", "wrk"):
        if shutil.which(program) is None:
            raise SystemExit(f"This needs {program}: apt-get install {program}")
    with tempfile.TemporaryDirectory(prefix="coffeepress-bench-") as name:
        results = compare(Path(name), seconds=options.seconds, rounds=options.rounds)
    show(results, seconds=options.seconds, rounds=options.rounds)
    sys.exit(ratio(results) < LEAST_RATIO)


def compare(folder: Path, *, seconds: int, rounds: int) -> dict[str, Figures]:
    """Each server's best round; the rounds alternate, so that a busy machine slows all of them alike."""
    make_edition(folder / "edition")
    config = ServeConfig(edition_dir=folder / "edition")
    environment = os.environ | {ENVIRONMENT_NAME: config.to_json()}
    commands = {
        FASTEST_NGINX: lambda port: nginx_command(folder, fastest_nginx(config, port)),
        RECIPE_NGINX: lambda port: nginx_command(
            folder, nginx_config(config, listen=f"127.0.0.1:{port}", upstream="127.0.0.1:9")
        ),
        OURS: our_command,
    }
    best: dict[str, Figures] = {}
    for _ in range(rounds):
        for label, command in commands.items():
            port = free_port()
            with started(command(port), port, environment):
                figures = measure(port, seconds)
            if label not in best or figures.requests_per_second > best[label].requests_per_second:
                best[label] = figures
    return best


def ratio(results: dict[str, Figures]) -> float:
    """Our requests a second in those of the fastest nginx."""
    return results[OURS].requests_per_second / results[FASTEST_NGINX].requests_per_second


def show(results: dict[str, Figures], *, seconds: int, rounds: int) -> None:
    """Print the table."""
    print(f"{PAGE_BYTES} bytes of HTML, precompressed; {WORKERS} workers, {CONNECTIONS} connections;")
    print(f"the best of {rounds} rounds of {seconds} s\n")
    print("| server | requests/s | median ms | p99 ms | first byte, idle: median ms | p99 ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for label, it in results.items():
        print(
            f"| {label} | {it.requests_per_second:,.0f} | {it.median_ms:.2f} | {it.p99_ms:.2f} "
            f"| {it.first_byte_median_ms:.3f} | {it.first_byte_p99_ms:.3f} |"
        )
    print(f"\nratio to the fastest nginx: {ratio(results):.2f} (at least {LEAST_RATIO})")


if __name__ == "__main__":
    main()

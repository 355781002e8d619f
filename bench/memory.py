"""Memory of all processes of `coffeepress serve`, at rest and under load: `python bench/memory.py [--folder DIR]`.

At rest: a minute's quiet is not needed, the processes have started and answered one reader. Under load: 32 readers ask
for pages for `--seconds`, and the newsroom's sign-in page is asked for as well, which brings Django in. Prints the sum
of the proportional set sizes (shared memory counted once) and of the resident set sizes, in MB.
"""

import argparse
import http.client
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
from big_site import free_port, site_folders, wait_for


def sizes(process: psutil.Process) -> tuple[int, int, int]:
    """Number of processes, proportional and resident set sizes in MB."""
    family = [process, *process.children(recursive=True)]
    infos = [each.memory_full_info() for each in family]
    return len(family), sum(info.pss for info in infos) // 2**20, sum(info.rss for info in infos) // 2**20


def read(port: int, paths: list[str], until: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while time.monotonic() < until:
        for path in paths:
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            connection.getresponse().read()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    ((_count, folder),) = site_folders(options.folder.resolve(), [1_000])
    command = [sys.executable, "-m", "coffeepress", "--site", str(folder)]
    if not (folder / "edition" / "current").exists():
        subprocess.run([*command, "press", "--all"], check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--workers", "2"], stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        pages = [f"/{path.parent.relative_to(folder / 'edition' / 'current')}/".replace("/./", "/")
                 for path in list((folder / "edition" / "current").rglob("index.html"))[:200]]  # fmt: skip
        read(port, pages[:1], time.monotonic() + 0.1)
        time.sleep(5)
        process = psutil.Process(server.pid)
        print(f"{'':>12}  {'processes':>9}  {'PSS MB':>7}  {'RSS MB':>7}")
        print("{:>12}  {:>9}  {:>7}  {:>7}".format("at rest", *sizes(process)))
        until = time.monotonic() + options.seconds
        readers = [threading.Thread(target=read, args=(port, pages, until)) for _ in range(32)]
        readers.append(threading.Thread(target=read, args=(port, ["/newsroom/login/"], until)))
        for reader in readers:
            reader.start()
        time.sleep(options.seconds * 0.8)
        print("{:>12}  {:>9}  {:>7}  {:>7}".format("under load", *sizes(process)))
        for reader in readers:
            reader.join()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

"""Votes cast in a second: `python bench/casting.py [--voters 2000]`.

A site on SQLite (with COFFEEPRESS_DATABASE set, on PostgreSQL) with a round, thirty topics and so many supporters, each
of whom casts a ballot and changes it. Measured twice: over HTTP at the served site with two workers, signed in, with
the whole page of the receipt as the answer; and by two processes that call what the form calls. Every answer is
committed to the disk before it is given. At the end the round is closed, and the tally compared.
"""

import argparse
import multiprocessing
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import psutil
from big_site import make_folder

TOPICS, WORKERS, CONNECTIONS, CLIENTS = 30, 2, 8, 2
CSRF = "c" * 32


def fill(voters: int) -> list[tuple[str, str]]:
    """Supporters who are signed in, topics and an open round.

    Returns:
        For each voter the two bodies of a form, with the cookies before it.
    """
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from coffeepress.people.models import User
    from coffeepress.support.models import Supporter
    from coffeepress.topics.close import open_due
    from coffeepress.topics.models import Round, Topic
    from coffeepress.topics.slips import new_slip

    now = timezone.now()
    people = User.objects.bulk_create(
        [User(email=f"voter-{number}@example.org", password="!") for number in range(voters)]
    )
    Supporter.objects.bulk_create(
        [Supporter(user=user, language="en", counts_until=now + timedelta(days=30)) for user in people]
    )
    topics = Topic.objects.bulk_create(
        [
            Topic(language="en", question=f"Question {n}?", state="on_ballot", is_public=True)
            for n in range(TOPICS)
        ]
    )
    hour = timedelta(hours=1)
    round_ = Round.objects.create(
        title="Bench", language="en", opens_at=now - hour, closes_at=now + 24 * hour
    )
    open_due()
    found = []
    for number, user in enumerate(people):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        cookies = f"sessionid={session.session_key}; csrftoken={CSRF}; coffeepress_hint=supporter"
        for turn in range(2):
            chosen = [topics[(number * 7 + turn * 3 + each * 5) % TOPICS].pk for each in range(3)]
            fields = {"csrfmiddlewaretoken": CSRF, "slip": new_slip(round_, user).signed, "language": "en"}
            found.append((cookies, urlencode({**fields, "topic": chosen}, doseq=True)))
    return found


def send(port: int, part: Sequence[tuple[str, str]], results: "multiprocessing.Queue[list[int]]") -> None:
    """Send forms over some connections, one after the other on each, and tell the statuses."""
    from concurrent.futures import ThreadPoolExecutor

    def over_one(forms: Sequence[tuple[str, str]]) -> list[int]:
        found = []
        with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answer:
            for cookies, body in forms:
                head = (
                    f"POST /topics/vote/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\n"
                    f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
                )
                connection.sendall((head + body).encode())
                found.append(_read(answer))
        return found

    with ThreadPoolExecutor(CONNECTIONS // CLIENTS) as pool:
        threads = CONNECTIONS // CLIENTS
        most = -(-len(part) // threads) + len(part) % 2
        done = pool.map(over_one, [part[start : start + most] for start in range(0, len(part), most)])
        results.put([status for each in done for status in each])


def _read(answer: object) -> int:
    status = int(answer.readline().split()[1])  # type: ignore[attr-defined]
    length = 0
    is_chunked = False
    while (line := answer.readline().strip().lower()) != b"":  # type: ignore[attr-defined]
        name, _, value = line.partition(b":")
        length = int(value) if name == b"content-length" else length
        is_chunked = is_chunked or (name == b"transfer-encoding" and b"chunked" in value)
    if not is_chunked:
        answer.read(length)  # type: ignore[attr-defined]
        return status
    while size := int(answer.readline(), 16):  # type: ignore[attr-defined]
        answer.read(size + 2)  # type: ignore[attr-defined]
    answer.readline()  # type: ignore[attr-defined]
    return status


def over_http(folder: Path, forms: Sequence[tuple[str, str]]) -> None:
    """Serve the site, have all forms sent, and print how many were answered in a second."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "coffeepress", "--site", str(folder), "serve"]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(port)
        pairs = [forms[n : n + 2] for n in range(0, len(forms), 2)]
        halves = [[form for pair in pairs[client::CLIENTS] for form in pair] for client in range(CLIENTS)]
        results: multiprocessing.Queue[list[int]] = multiprocessing.Queue()
        start = time.perf_counter()
        clients = [multiprocessing.Process(target=send, args=(port, half, results)) for half in halves]
        for client in clients:
            client.start()
        before = _server_seconds(server.pid)
        statuses = [status for _ in clients for status in results.get()]
        seconds, used = time.perf_counter() - start, _server_seconds(server.pid) - before
        for client in clients:
            client.join()
    finally:
        server.terminate()
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.kill()
    assert set(statuses) == {200}, {status: statuses.count(status) for status in set(statuses)}
    _tell(f"over HTTP, {WORKERS} workers", len(statuses), seconds, used)


def _server_seconds(pid: int) -> float:
    """What a server and its processes have had of the processors."""
    server = psutil.Process(pid)
    times = [each.cpu_times() for each in (server, *server.children(recursive=True))]
    return sum(each.user + each.system for each in times)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 30) as connection:
                connection.sendall(f"GET /topics/vote/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
                if connection.recv(12).endswith(b"403"):
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the site is not served")


def by_processes(voters: int) -> None:
    """Have processes cast without a server between, and print how many they cast in a second."""
    _in_processes(lambda part: _cast_part(part, voters), "two processes", 2 * voters)


def _cast_part(part: int, voters: int) -> None:
    from coffeepress.people.models import User
    from coffeepress.topics.cast import cast
    from coffeepress.topics.models import Round, Topic
    from coffeepress.topics.slips import new_slip

    round_ = Round.objects.get()
    topics = list(Topic.objects.values_list("pk", flat=True))
    for number, user in enumerate(list(User.objects.order_by("pk")[part:voters:WORKERS])):
        for turn in range(2):
            cast(new_slip(round_, user), [topics[(number + turn * 11) % TOPICS]], voter=user)


def _in_processes(work: Callable[[int], None], told: str, number: int) -> None:
    from django.db import connections

    connections.close_all()
    start, before = time.perf_counter(), _children_seconds()
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=work, args=(part,)) for part in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    _tell(told, number, time.perf_counter() - start, _children_seconds() - before)


def _children_seconds() -> float:
    """What ended child processes have had of the processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tell(what: str, number: int, seconds: float, processor_seconds: float) -> None:
    """On a machine that does other things, too, only the time of the processors says something."""
    cost = 1000 * processor_seconds / number
    print(
        f"{what}: {number / seconds:6.0f} casts a second, {cost:5.2f} ms of a processor for each", flush=True
    )


def close(voters: int) -> None:
    """Close the round, and compare the tally."""
    from django.utils import timezone

    from coffeepress.topics.close import close_due
    from coffeepress.topics.models import Ballot, Round
    from coffeepress.topics.recount import problems

    assert Ballot.objects.count() == voters
    Round.objects.update(closes_at=timezone.now())
    start = time.perf_counter()
    assert close_due() == 1
    seconds = time.perf_counter() - start
    found = Round.objects.get()
    assert list(problems(found.file.text, found.commitment)) == []
    print(f"closed with {voters} ballots in {seconds:.2f} s, recounted: the same", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=2000)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="coffeepress-casting-", dir=os.environ.get("TMPDIR")))
    try:
        make_folder(folder)
        forms = fill(options.voters)
        over_http(folder, forms)
        by_processes(options.voters)
        close(options.voters)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

"""Requests that go to Django, and what its faults leave alone."""

import os
import signal
import socket
import time

import httpx
import pytest

from .conftest import LONG, raw

PAGE = "/2026/11/river/"


def test_a_form_arrives_whole(reader: httpx.Client) -> None:
    answer = reader.post("/newsroom/echo/?a=%20b&c", data={"name": "річка"}, headers={"cookie": "a=1; b=2"})
    told = answer.json()
    assert (told["method"], told["path"], told["query"]) == ("POST", "/newsroom/echo/", "a=%20b&c")
    assert (told["type"], told["start"][:5]) == ("application/x-www-form-urlencoded", "name=")
    assert told["cookies"] == {"a": "1", "b": "2"}
    assert told["address"] == "127.0.0.1"
    assert answer.headers.get_list("set-cookie") == ["one=1; Path=/", "two=2; HttpOnly; Path=/"]


def test_a_path_that_is_not_ascii_arrives(reader: httpx.Client) -> None:
    assert reader.get("/newsroom/echo/річка%20two/").json()["name"] == "річка two"


@pytest.mark.parametrize("size", [0, 10, 2_500_000])
def test_bodies_of_any_size_arrive(reader: httpx.Client, size: int) -> None:
    assert reader.post("/newsroom/echo/", content=b"x" * size).json()["length"] == size


def test_a_chunked_body_arrives(reader: httpx.Client) -> None:
    told = reader.post("/newsroom/echo/", content=iter([b"abc", b"", b"defg"])).json()
    assert (told["length"], told["start"]) == (7, "abcdefg")


def test_a_body_that_is_too_large_is_refused(reader: httpx.Client) -> None:
    by_length = raw_post(reader, b"Content-Length: 3000001\r\n\r\n")
    assert b" 413 " in by_length.split(b"\r\n")[0]
    # A client of its own: the server closes a connection whose body it did not read to the end.
    with httpx.Client(base_url=reader.base_url) as own:
        assert own.post("/newsroom/echo/", content=iter([b"x" * 1_000_000] * 4)).status_code == 413


def test_where_only_a_readers_form_is_sent_a_larger_body_is_refused_by_its_length_and_as_it_comes(
    reader: httpx.Client,
) -> None:
    form = "/newsroom/echo/small/"
    assert reader.post(form, content=b"x" * 1_000).json()["length"] == 1_000
    with httpx.Client(base_url=reader.base_url) as own:
        assert own.post(form, content=b"x" * 1_001).status_code == 413
    with httpx.Client(base_url=reader.base_url) as own:
        assert own.post(form, content=iter([b"x" * 600] * 2)).status_code == 413
    assert reader.post("/newsroom/echo/smaller/", content=b"x" * 1_001).json()["length"] == 1_001


def raw_post(reader: httpx.Client, rest: bytes) -> bytes:
    """The beginning of the answer to a POST whose body never comes."""
    with socket.create_connection((reader.base_url.host, reader.base_url.port), 5) as connection:
        connection.sendall(b"POST /newsroom/echo/ HTTP/1.1\r\nHost: a\r\n" + rest)
        return connection.recv(65536)


def test_answers_of_each_sort(reader: httpx.Client) -> None:
    assert reader.get("/newsroom/stream/").text == "part 0\npart 1\npart 2\n"
    assert "settings, urls and views" in reader.get("/newsroom/file/").text
    assert (reader.get("/newsroom/empty/").status_code, reader.get("/newsroom/empty/").content) == (204, b"")
    head = reader.head("/newsroom/echo/")
    assert (head.status_code, head.content) == (200, b"")
    assert reader.head("/newsroom/stream/").content == b""


def test_django_adds_the_slash_below_a_prefix(reader: httpx.Client) -> None:
    assert reader.get("/newsroom/echo").headers["location"] == "/newsroom/echo/"
    assert reader.get("/newsroom").status_code in (301, 404)


def test_a_path_beside_a_prefix_is_the_editions(reader: httpx.Client) -> None:
    assert "Nothing here" in reader.get("/newsroomy/").text


def test_a_fault_is_answered_and_the_next_request_too(reader: httpx.Client) -> None:
    statuses = [reader.get(f"/newsroom/{name}/").status_code for name in ("fail", "exits", "echo")]
    assert statuses == [500, 500, 200]


def test_headers_of_proxies_are_believed_only_from_proxies(reader: httpx.Client, start) -> None:
    forwarded = {
        "x-forwarded-for": "203.0.113.9, 198.51.100.7, 127.0.0.1",
        "x-forwarded-proto": "https",
        "x_forwarded_proto": "https",
        "x-agent": "a",
        "x_agent": "b",
    }
    stranger = reader.get("/newsroom/echo/", headers=forwarded).json()
    assert (stranger["address"], stranger["secure"], stranger["forwarded"]) == ("127.0.0.1", False, [])
    assert stranger["agent"] == "a"
    url, _ = start(trusted_proxies=("127.0.0.0/8", "::1"))
    proxied = httpx.get(url + "/newsroom/echo/", headers=forwarded, trust_env=False).json()
    assert (proxied["address"], proxied["secure"]) == ("198.51.100.7", True)


def test_a_stream_ends_when_its_reader_leaves(start) -> None:
    url, _ = start()
    with httpx.Client(base_url=url, trust_env=False) as client:
        with client.stream("GET", "/newsroom/stream/?endless") as answer:
            assert next(answer.iter_bytes()).startswith(b"part 0")
        deadline = time.monotonic() + 5
        while client.get("/newsroom/closed/").text != "stream":
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_the_edition_is_read_while_django_fails(start) -> None:
    url, _ = start(django_settings_module="no_such_settings")
    with httpx.Client(base_url=url, trust_env=False) as client:
        for _ in range(3):
            page = client.get(PAGE)
            assert (page.status_code, LONG in page.text) == (200, True)
            newsroom = client.get("/newsroom/echo/")
            assert (newsroom.status_code, "fault" in newsroom.text) == (503, True)
            assert newsroom.headers["retry-after"] == "10"


def test_the_edition_is_read_while_djangos_threads_are_all_busy(start) -> None:
    url, _ = start(threads=1, queue_length=1)
    with (
        httpx.Client(base_url=url, trust_env=False) as client,
        client.stream("GET", "/newsroom/stream/?endless"),
    ):
        assert client.get(PAGE).status_code == 200
        busy = client.get("/newsroom/echo/")
        assert (busy.status_code, "busy" in busy.text) == (503, True)


def test_without_an_edition_readers_are_told_to_come_back(start, tmp_path) -> None:
    url, _ = start(edition_dir=tmp_path / "nothing")
    answer = httpx.get(url + PAGE, trust_env=False)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert httpx.get(url + "/newsroom/echo/", trust_env=False).status_code == 200


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_with_all_its_processes(start, sign: signal.Signals) -> None:
    url, process = start(workers=2)
    assert raw(url, b"/newsroom/echo/")[0] == 200
    began = time.monotonic()
    process.send_signal(sign)
    assert process.wait(5) == 0
    assert time.monotonic() - began < 4
    assert not listens(url)


def test_workers_end_when_the_main_process_is_killed(start) -> None:
    url, process = start(workers=2)
    os.kill(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while listens(url):
        assert time.monotonic() < deadline, "a worker still listens"
        time.sleep(0.05)


def listens(url: str) -> bool:
    """Whether anyone takes a connection there."""
    try:
        socket.create_connection(url.removeprefix("http://").split(":"), 1).close()
    except OSError:
        return False
    return True

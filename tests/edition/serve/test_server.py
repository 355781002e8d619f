"""Our own server, over real connections."""

import time
from pathlib import Path

import brotli
import httpx
import pytest

from .conftest import LONG, raw

PAGE = "/2026/11/river/"
SECURITY = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
}


@pytest.mark.parametrize(
    ("path", "kind", "cache_control"),
    [
        ("/", "text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        (PAGE, "text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        ("/uk/", "text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        ("/feed.xml", "application/rss+xml; charset=utf-8", "public, max-age=300"),
        ("/sitemap.xml", "application/xml; charset=utf-8", "public, max-age=300"),
        ("/robots.txt", "text/plain; charset=utf-8", "public, max-age=300"),
        (
            "/static/coffeepress/site.0123abcd4567.css",
            "text/css; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        (
            "/static/coffeepress/main.0123abcd4567.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        (
            "/static/newsroom/app.0123abcd4567.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        ("/static/plain.svg", "image/svg+xml; charset=utf-8", "public, max-age=300"),
        ("/pictures/1/0123abcd-800.webp", "image/webp", "public, max-age=31536000, immutable"),
        ("/files/1/0123abcd/Report-of-May.pdf", "application/pdf", "public, max-age=31536000, immutable"),
    ],
)
def test_types_and_lifetimes(reader: httpx.Client, path: str, kind: str, cache_control: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"]) == (
        200,
        kind,
        cache_control,
    )
    assert set(answer.headers) >= SECURITY | {"etag", "last-modified"}


def test_the_policy_has_nothing_unsafe(reader: httpx.Client) -> None:
    policy = reader.get(PAGE).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "data:" not in policy
    assert "frame-src https://player.example.org;" in policy
    assert policy.startswith("default-src 'none';")


def test_the_editions_own_static_file_wins(reader: httpx.Client) -> None:
    assert LONG in reader.get("/static/coffeepress/site.0123abcd4567.css").text


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, *", "gzip"), ("identity", None), ("zstd", None)],
)
def test_encodings(reader: httpx.Client, accept: str, encoding: str | None) -> None:
    answer = reader.get(PAGE, headers={"accept-encoding": accept})
    assert (answer.headers.get("content-encoding"), answer.headers["vary"]) == (encoding, "Accept-Encoding")
    assert LONG in answer.text


def test_each_encoding_has_its_own_tag_on_every_worker(server: str) -> None:
    tags = set()
    for accept in ["br", "gzip", "identity"] * 6:
        # A connection each, so that both workers are met.
        tags.add(
            httpx.get(server + PAGE, headers={"accept-encoding": accept}, trust_env=False).headers["etag"]
        )
    assert len(tags) == 3
    assert all(tag.startswith('"') for tag in tags)


@pytest.mark.parametrize("path", [PAGE, "/pictures/1/0123abcd-2400.webp"])
def test_not_sent_twice(reader: httpx.Client, path: str) -> None:
    first = reader.get(path)
    by_tag = reader.get(path, headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    by_date = reader.get(path, headers={"if-modified-since": first.headers["last-modified"]})
    other = reader.get(
        path, headers={"if-none-match": '"other"', "if-modified-since": first.headers["last-modified"]}
    )
    assert [by_tag.status_code, by_date.status_code, other.status_code] == [304, 304, 200]
    assert by_tag.content == b""
    assert set(by_tag.headers) >= SECURITY | {"etag", "cache-control"}
    assert by_tag.headers["etag"] == first.headers["etag"]
    assert by_tag.headers.get("vary") == first.headers.get("vary")
    assert "content-encoding" not in by_tag.headers
    assert "content-length" not in by_tag.headers


@pytest.mark.parametrize(
    "path",
    ["/", PAGE, "/nothing/", "/old/", "/withdrawn/", "/pictures/1/0123abcd-2400.webp", "/2026/11/river"],
)
def test_head_is_get_without_the_body(reader: httpx.Client, path: str) -> None:
    get, head = reader.get(path), reader.head(path)
    get.headers.pop("date"), head.headers.pop("date")
    assert (head.status_code, head.headers, head.content) == (get.status_code, get.headers, b"")
    assert int(head.headers["content-length"]) > 0


@pytest.mark.parametrize("path", ["/pictures/1/0123abcd-800.webp", "/pictures/1/0123abcd-2400.webp"])
def test_parts_of_media(reader: httpx.Client, path: str) -> None:
    whole = reader.get(path)
    size = len(whole.content)
    part = reader.get(path, headers={"range": "bytes=10-19", "if-range": whole.headers["etag"]})
    last = reader.get(path, headers={"range": "bytes=-7"})
    assert whole.headers["accept-ranges"] == "bytes"
    assert int(whole.headers["content-length"]) == size
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert (part.headers["content-range"], part.headers["content-length"]) == (f"bytes 10-19/{size}", "10")
    assert (last.status_code, last.content) == (206, whole.content[-7:])
    refused = reader.get(path, headers={"range": f"bytes={size}-"})
    assert (refused.status_code, refused.headers["content-range"]) == (416, f"bytes */{size}")
    for headers in (
        {"range": "bytes=0-1,4-5"},
        {"range": "bytes=0-1", "if-range": '"another"'},
        {"range": "nonsense"},
    ):
        assert reader.get(path, headers=headers).content == whole.content


def test_no_parts_of_pages(reader: httpx.Client) -> None:
    answer = reader.get(PAGE, headers={"range": "bytes=0-1"})
    assert (answer.status_code, "accept-ranges" in answer.headers) == (200, False)


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/2026/11/river", PAGE),
        ("/2026/11/river?a=1&b=%20", PAGE + "?a=1&b=%20"),
        ("/2026/11/RIVER/", PAGE),
        ("/2026/11/River?x", PAGE + "?x"),
        ("/2026//11///river/", PAGE),
        ("/Feed.XML", "/feed.xml"),
        ("/withdrawn", "/withdrawn/"),
        ("/old", "/old/"),
        ("/uk", "/uk/"),
        ("/Newsroom/echo/", "/newsroom/echo/"),
        ("//newsroom", "/newsroom"),
        ("//2026/11/river", PAGE),
        ("/old/feed.xml", f"{PAGE}feed.xml"),
        ("/old/feed.json", f"{PAGE}feed.json"),
    ],
)
def test_the_right_address_is_shown(server: str, path: str, location: str) -> None:
    status, headers, _ = raw(server, path.encode())
    assert (status, headers["location"], headers["cache-control"]) == (301, location, "public, max-age=300")
    assert headers.keys() >= {"content-security-policy"}


@pytest.mark.parametrize(
    "path", ["/old/other.xml", "/for-now/atom.xml", "/withdrawn/feed.xml", "/nowhere/feed.xml"]
)
def test_only_a_feed_beside_a_front_that_moved_for_good_is_sent_after_it(server: str, path: str) -> None:
    assert raw(server, path.encode())[0] == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/.well-known/security.txt", 200),
        ("/.well-known/", 404),
        ("/.well-known", 404),
        ("/.well-known/.hidden", 404),
        ("/.well-known/../.hidden", 404),
        ("/2026/.well-known/security.txt", 404),
    ],
)
def test_of_folders_with_a_dot_only_the_well_known_one_is_served(server: str, path: str, status: int) -> None:
    assert raw(server, path.encode())[0] == status


def test_moved_pages(reader: httpx.Client) -> None:
    for_good, for_now = reader.get("/old/"), reader.get("/for-now/")
    assert (for_good.status_code, for_good.headers["location"]) == (301, PAGE)
    assert 'http-equiv="refresh"' in for_good.text
    assert (for_now.status_code, for_now.headers["location"]) == (
        302,
        "https://other.example.org/a?b=1&c=%D1%80%D1%96%D1%87%D0%BA%D0%B0",
    )


def test_withdrawn_and_missing_pages(reader: httpx.Client) -> None:
    for path, status, words in (
        ("/withdrawn/", 410, "Withdrawn"),
        ("/nothing/", 404, "Nothing here"),
        ("/uk/нічого/", 404, "Нічого"),
        ("/uk", 301, "Moved"),
        ("/ukraine/", 404, "Nothing here"),
        ("/2026/", 404, "Nothing here"),
        ("/feed.xml/", 404, "Nothing here"),
    ):
        answer = reader.get(path, headers={"if-none-match": "*", "range": "bytes=0-1"})
        assert (answer.status_code, words in answer.text) == (status, True), path
        if status >= 400:
            assert answer.headers["cache-control"] == "no-cache"
            assert set(answer.headers) >= SECURITY


def test_a_query_changes_nothing(reader: httpx.Client) -> None:
    assert reader.get(PAGE + "?p=12&utm_source=x").content == reader.get(PAGE).content


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
def test_the_edition_can_only_be_read(reader: httpx.Client, method: str) -> None:
    answer = reader.request(method, PAGE, content=b"x" if method == "POST" else None)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_uploaded_pages_are_saved_and_not_opened(reader: httpx.Client) -> None:
    assert reader.get("/files/1/0123abcd/page.html").headers["content-disposition"] == "attachment"
    assert "content-disposition" not in reader.get("/files/1/0123abcd/Report-of-May.pdf").headers


HOSTILE = [
    b"/../secret/index.html",
    b"/..%2fsecret/",
    b"/%2e%2e/secret/",
    b"/%2e%2e%2fsecret%2findex.html",
    b"/%252e%252e/secret/",
    b"/2026/../../../secret/",
    b"/2026/11/river/..%2f..%2f..%2f..%2f..%2fsecret/",
    b"/..\\secret\\",
    b"/..%5csecret/",
    b"/%5c%5cevil.example.org/",
    b"/%00",
    b"/2026/11/river/%00",
    b"/2026/11/river/index.html%00.css",
    b"/robots.txt%00",
    b"/%0d%0aSet-Cookie:%20a=b",
    b"/2026/11/river%0d%0a",
    b"/%ff%fe/",
    b"/%c0%ae%c0%ae/secret/",
    b"/%E2%80%AE/",
    b"/%zz",
    b"/link-out/",
    b"/link-out/index.html",
    b"/link-out",
    b"/link.txt",
    b"/LINK.TXT",
    b"/.hidden",
    b"/.git/config",
    b"/./robots.txt",
    b"/index.html",
    b"/2026/11/river/index.html",
    b"/2026/11/river/INDEX.HTML",
    b"/2026/11/river/index.html.gz",
    b"/2026/11/river/index.html.br",
    b"/feed.xml.gz",
    b"/feed.xml.br",
    b"/404.html",
    b"/uk/404.html",
    b"/old/moved.html",
    b"/withdrawn/gone.html",
    b"/static/../../../secret/index.html",
    b"/static/..%2f..%2fsecret/index.html",
    b"/static//etc/passwd",
    b"//evil.example.org/..",
    b"//evil.example.org",
    b"/\\evil.example.org",
    b"/" + b"a" * 300 + b"/",
    b"/" + b"a/" * 900,
    b"/" + b"a" * 20_000,
    b"*",
]


@pytest.mark.parametrize("target", HOSTILE, ids=lambda target: repr(target[:40]))
def test_nothing_leads_out_of_the_edition(server: str, target: bytes) -> None:
    status, headers, body = raw(server, target)
    assert status in (400, 404), headers
    assert b"secret" not in body
    assert "set-cookie" not in headers


def test_an_absolute_target_is_taken_by_its_path(server: str) -> None:
    status, headers, body = raw(server, b"http://evil.example.org" + PAGE.encode())
    assert (status, LONG.encode() in body) == (200, True)
    status, headers, _ = raw(server, b"http://evil.example.org" + PAGE.rstrip("/").encode())
    assert (status, headers["location"]) == (301, PAGE)


def test_no_redirect_leads_to_another_site(server: str) -> None:
    for target in (b"//evil.example.org/", b"///2026/11/river", b"/%2f%2f2026/11/river", b"//uk"):
        _, headers, _ = raw(server, target)
        assert not headers.get("location", "/").startswith(("//", "/\\", "http"))


def test_a_page_is_seen_as_soon_as_it_is_pressed(reader: httpx.Client, site: Path) -> None:
    folder = site / "edition" / "current" / "pressed-now"
    assert reader.get("/pressed-now/").status_code == 404
    folder.mkdir()
    seen = []
    for words in ("one", "two", "six"):  # of one length
        (folder / "new").write_text(words)
        (folder / "new").replace(folder / "index.html")
        seen.append(reader.get("/pressed-now/").text)
    first = reader.get("/pressed-now/").headers["etag"]
    (folder / "new").write_text("six")
    (folder / "new").replace(folder / "index.html")
    assert reader.get("/pressed-now/").headers["etag"] == first
    (folder / "index.html.br").write_bytes(brotli.compress(b"six"))
    assert reader.get("/pressed-now/", headers={"accept-encoding": "br"}).headers["content-encoding"] == "br"
    # Withdrawing the page is enough: what is left of its compressed file is not sent.
    (folder / "gone.html").write_text("gone")
    (folder / "index.html").unlink()
    assert reader.get("/pressed-now/").status_code == 410
    (folder / "gone.html").unlink()
    assert reader.get("/pressed-now/").status_code == 404
    assert seen == ["one", "two", "six"]


def test_a_folder_that_becomes_a_link_is_no_longer_served(reader: httpx.Client, site: Path) -> None:
    folder = site / "edition" / "current" / "turned"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    assert reader.get("/turned/").text == "mine"
    folder.rename(folder.with_name("aside"))
    folder.symlink_to(site / "secret")
    assert reader.get("/turned/").status_code == 404


def test_answers_come_quickly(reader: httpx.Client) -> None:
    reader.get(PAGE)
    began = time.perf_counter()
    for _ in range(50):
        reader.get(PAGE)
    assert (time.perf_counter() - began) / 50 < 0.05

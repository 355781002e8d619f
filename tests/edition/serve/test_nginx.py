"""The real nginx with our recipe, over the same edition: its answers and ours are the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from coffeepress.articles.paths import search_path
from coffeepress.config.serving import READERS_FORMS
from coffeepress.edition.serve.config import ServeConfig
from coffeepress.edition.serve.nginx import nginx_config

from .conftest import LONG, nginx, raw

COMPARED = (
    "content-type",
    "content-encoding",
    "cache-control",
    "location",
    "allow",
    "content-range",
    "content-disposition",
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "strict-transport-security",
    "retry-after",
    "set-cookie",
)
PAGES = [
    "/",
    "/2026/11/river/",
    "/2026/11/short/",
    "/uk/",
    "/2026/11/river/?p=12",
    "/feed.xml",
    "/sitemap.xml",
    "/robots.txt",
    "/static/coffeepress/site.0123abcd4567.css",
    "/static/coffeepress/main.0123abcd4567.js",
    "/static/newsroom/app.0123abcd4567.js",
    "/static/plain.svg",
    "/static/nothing.css",
    "/pictures/1/0123abcd-800.webp",
    "/pictures/1/0123abcd-2400.webp",
    "/files/1/0123abcd/Report-of-May.pdf",
    "/files/1/0123abcd/page.html",
]
ELSEWHERE = [
    "/2026/11/river",
    "/2026/11/river?a=1&b=%20c",
    "/2026/11/RIVER/",
    "/2026//11///river/",
    "/Feed.XML",
    "/uk",
    "/old/",
    "/old",
    "/for-now/",
    "/withdrawn/",
    "/withdrawn",
    "/nothing/",
    "/nothing",
    "/uk/nothing/",
    "/2026/",
    "/feed.xml/",
    "/index.html",
    "/2026/11/river/index.html.br",
    "/404.html",
    "/uk/404.html",
    "/old/feed.xml",
    "/old/other.xml",
    "/for-now/atom.xml",
    "/.well-known/security.txt",
    "/.well-known/.hidden",
    "/.well-known/",
    "/2026/.well-known/security.txt",
    "/old/moved.html",
    "/withdrawn/gone.html",
    "/.hidden",
    "/.git/config",
    "/link-out/",
    "/link.txt",
    "/Newsroom/echo/",
    "/newsroomy/",
]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """Someone who asks both servers."""
    with httpx.Client(trust_env=False) as one:
        yield one


def shown(answer: httpx.Response) -> dict[str, object]:
    """What must be the same from both."""
    headers: dict[str, object] = {name: answer.headers.get(name) for name in COMPARED}
    return {"status": answer.status_code, "body": answer.content, **headers}


@pytest.mark.parametrize("accept", ["gzip", "identity"])
@pytest.mark.parametrize("path", PAGES + ELSEWHERE)
def test_the_same_answer(
    client: httpx.Client, server: str, nginx_server: str, path: str, accept: str
) -> None:
    headers = {"accept-encoding": accept}
    ours, theirs = (
        client.get(server + path, headers=headers),
        client.get(nginx_server + path, headers=headers),
    )
    assert shown(theirs) == shown(ours)
    if ours.status_code == 200:
        assert "etag" in ours.headers
        assert "etag" in theirs.headers
        assert theirs.headers["last-modified"] == ours.headers["last-modified"]
    if "content-encoding" in ours.headers:
        assert theirs.headers["vary"] == ours.headers["vary"] == "Accept-Encoding"


def test_the_same_brotli(config: ServeConfig, server: str, tmp_path: Path) -> None:
    headers = {"accept-encoding": "gzip, deflate, br"}
    with (
        nginx(config, server, tmp_path, brotli=True) as url,
        httpx.Client(headers=headers, trust_env=False) as client,
    ):
        for path in [*PAGES, "/withdrawn/", "/nothing/"]:
            ours, theirs = client.get(server + path), client.get(url + path)
            assert shown(theirs) == shown(ours)
        assert theirs.headers["content-encoding"] == "br"


@pytest.mark.parametrize("path", PAGES[:6])
def test_not_sent_twice(client: httpx.Client, server: str, nginx_server: str, path: str) -> None:
    for url in (server, nginx_server):
        tag = client.get(url + path).headers["etag"]
        again = client.get(url + path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert "content-security-policy" in again.headers
        assert "cache-control" in again.headers


@pytest.mark.parametrize("path", ["/", "/pictures/1/0123abcd-2400.webp", "/withdrawn/", "/nothing/"])
def test_the_same_head(client: httpx.Client, server: str, nginx_server: str, path: str) -> None:
    headers = {"accept-encoding": "gzip"}
    ours, theirs = (
        client.head(server + path, headers=headers),
        client.head(nginx_server + path, headers=headers),
    )
    assert shown(theirs) == shown(ours)
    assert theirs.headers["content-length"] == ours.headers["content-length"]


@pytest.mark.parametrize("part", ["bytes=0-9", "bytes=-10", "bytes=9999999-"])
def test_the_same_part(client: httpx.Client, server: str, nginx_server: str, part: str) -> None:
    path = "/pictures/1/0123abcd-2400.webp"
    ours = client.get(server + path, headers={"range": part})
    theirs = client.get(nginx_server + path, headers={"range": part})
    assert (theirs.status_code, theirs.headers["content-range"]) == (
        ours.status_code,
        ours.headers["content-range"],
    )
    if ours.status_code == 206:
        assert theirs.content == ours.content


@pytest.mark.parametrize("path", ["/2026/11/river/", "/nothing/"])
def test_the_edition_can_only_be_read(
    client: httpx.Client, server: str, nginx_server: str, path: str
) -> None:
    for url in (server, nginx_server):
        answer = client.post(url + path, content=b"x")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "target",
    [
        b"/%2e%2e/secret/",
        b"/..%2fsecret/",
        b"/%252e%252e/secret/",
        b"/../secret/",
        b"/2026/11/river/%00",
        b"/2026/11/river%0d%0aSet-Cookie:%20a=b",
        b"/..%5csecret/",
        b"/static/..%2f..%2f..%2fsecret/index.html",
        b"/" + b"a" * 300 + b"/",
        b"/" + b"a/" * 900,
    ],
    ids=lambda target: repr(target[:40]),
)
def test_nothing_leads_out_of_the_edition(nginx_server: str, target: bytes) -> None:
    status, headers, body = raw(nginx_server, target)
    assert status in (400, 404)
    assert b"secret" not in body
    assert "set-cookie" not in headers


def test_the_newsroom_is_passed_on(client: httpx.Client, nginx_server: str) -> None:
    answer = client.post(nginx_server + "/newsroom/echo/?a=1", content=b"abc")
    told = answer.json()
    assert (told["method"], told["query"], told["length"]) == ("POST", "a=1", 3)
    assert told["host"] == nginx_server.removeprefix("http://")
    assert answer.headers.get_list("set-cookie") == ["one=1; Path=/", "two=2; HttpOnly; Path=/"]
    assert "content-security-policy" not in answer.headers, "the newsroom has a policy of its own"


def test_the_edition_stays_readable_when_coffeepress_is_down(
    config: ServeConfig, nginx_server: str, tmp_path: Path
) -> None:
    with nginx(config, "http://127.0.0.1:9", tmp_path) as url, httpx.Client(trust_env=False) as client:
        for path in [*PAGES, "/withdrawn/", "/nothing/", "/uk/nothing/"]:
            assert shown(client.get(url + path)) == shown(client.get(nginx_server + path))
        moved = client.get(url + "/old/")
        assert (moved.status_code, 'http-equiv="refresh"' in moved.text) == (200, True)
        missing_slash = client.get(url + "/2026/11/river?a=1")
        assert (missing_slash.status_code, missing_slash.headers["location"]) == (301, "/2026/11/river/?a=1")
        assert client.get(url + "/2026/11/RIVER/").status_code == 404
        assert client.get(url + "/newsroom/echo/").status_code == 502


def test_the_recipe_says_no_more_than_it_is_told(config: ServeConfig) -> None:
    recipe = nginx_config(
        replace(config, https=True),
        server_name="news.example.org",
        listen="443",
        certificate=Path("/etc/ssl/a.pem"),
        certificate_key=Path("/etc/ssl/a.key"),
    )
    assert "{{" not in recipe
    assert "tcp_nopush on" not in recipe.replace("# `tcp_nopush on`", "")
    assert 'add_header Strict-Transport-Security "max-age=31536000" always;' in recipe
    assert "return 301 https://$server_name$request_uri;" in recipe


@pytest.mark.parametrize("name", ["a; return 200", 'a"b', "a\nb", "${a}", "a{b"])
def test_nothing_is_smuggled_into_the_recipe(config: ServeConfig, name: str) -> None:
    with pytest.raises(ValueError):
        nginx_config(config, server_name=name)


def test_pages_are_long_enough_to_be_compressed() -> None:
    assert len(LONG) > 200


def test_the_example_is_what_the_recipe_gives() -> None:
    example = Path(__file__).parents[3] / "deploy" / "nginx.conf"
    assert example.read_text() == example_recipe(), "write deploy/nginx.conf anew: see example_recipe()"


def example_recipe() -> str:
    """The recipe for the site that docs/operating.md sets up."""
    searches = (search_path("en"), search_path("uk"))
    site = ServeConfig(
        edition_dir=Path("/srv/coffeepress/edition"),
        collected_dir=Path("/srv/coffeepress/collected"),
        dynamic_prefixes=("/newsroom/", "/documents/", "/media/", *READERS_FORMS, *searches),
        unlogged_prefixes=searches,
        frame_sources=("https://www.youtube-nocookie.com", "https://player.vimeo.com"),
        https=True,
    )
    return nginx_config(
        site,
        languages=("uk",),
        server_name="news.example.org",
        listen="443",
        certificate=Path("/etc/letsencrypt/live/news.example.org/fullchain.pem"),
        certificate_key=Path("/etc/letsencrypt/live/news.example.org/privkey.pem"),
    )

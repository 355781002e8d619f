"""nginx with our recipe answers every path of the demo as our own server does."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from coffeepress.edition.serve.config import ServeConfig
from tests.edition.serve.conftest import nginx
from tests.edition.serve.test_nginx import shown
from tests.whole.readers import Edition

ENCODINGS = ("gzip", "identity", "gzip, deflate, br")


@pytest.mark.parametrize("accept", ENCODINGS)
def test_the_same_answer_at_every_path(
    demo_config: ServeConfig, edition: Edition, demo_server: str, tmp_path: Path, accept: str
) -> None:
    headers = {"accept-encoding": accept}
    with (
        nginx(demo_config, demo_server, tmp_path, brotli="br" in accept) as theirs,
        httpx.Client(base_url=demo_server, headers=headers, trust_env=False) as our_client,
        httpx.Client(base_url=theirs, headers=headers, trust_env=False) as their_client,
    ):
        other = []
        for path in _paths(edition):
            ours, their = shown(our_client.get(path)), shown(their_client.get(path))
            if ours != their:
                other.append(
                    (path, {name: (ours[name], their[name]) for name in ours if ours[name] != their[name]})
                )
    assert other == []


def _paths(edition: Edition) -> Iterator[str]:
    """Every page, file, moved and withdrawn address, each page without its last slash, and what is nowhere."""
    for name in edition.names:
        folder, _, file = name.rpartition("/")
        yield quote(f"/{name}")
        if file in {"index.html", "moved.html", "gone.html"}:
            yield quote(f"/{folder}/" if folder else "/")
            yield quote(f"/{folder}")
        if file == "index.html":
            yield quote(f"/{folder}/no-such-page/" if folder else "/no-such-page/")

"""`coffeepress demo DIR` a second time: it starts at once, and what was written is still there."""

import time
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.whole.demo import running, shell

FIRST_ANSWER_SECONDS = 5.0
HEADLINE = "Written between two starts"
WRITE = f"""
from coffeepress.articles.models import Article
from coffeepress.edition.press import press
article = Article.objects.live().filter(locale__language_code="en").order_by("-first_published_at").first()
article.title = {HEADLINE!r}
article.save_revision().publish()
press()
print(article.permalink)
"""


def test_a_second_start_is_quick_and_keeps_what_was_written(demo_copy: Path, tmp_path: Path) -> None:
    written_at = shell(demo_copy, WRITE)
    base_url = tomllib.loads((demo_copy / "coffeepress.toml").read_text(encoding="utf-8"))["base_url"]
    port = urlsplit(base_url).port
    assert port
    started = time.monotonic()
    with running(["demo", str(demo_copy), "--port", str(port)], port, tmp_path / "log"):
        front = httpx.get(base_url, trust_env=False, timeout=FIRST_ANSWER_SECONDS, follow_redirects=True)
        took_seconds = time.monotonic() - started
        article = httpx.get(base_url + written_at, trust_env=False)
    assert (front.status_code, article.status_code) == (200, 200)
    assert HEADLINE in front.text
    assert f"<h1>{HEADLINE}</h1>" in article.text
    assert took_seconds < FIRST_ANSWER_SECONDS

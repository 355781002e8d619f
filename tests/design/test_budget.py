"""What an article page of 700 words and every kind of block weighs over the wire, and how soon it is set."""

import re
import time

import brotli
import pytest
from django.template.loader import render_to_string

from tests.design import samples
from tests.design.pages import STATIC, html

HTML_BYTES = 12_000
CSS_AND_JS_BYTES = 11_000  # of 14,000; corrections bring their own script
REQUESTS_BEFORE_PICTURES = 6
RENDER_SECONDS = 0.02  # a few milliseconds on a quiet machine


def wire_bytes(content: bytes) -> int:
    return len(brotli.compress(content, quality=11))


@pytest.mark.parametrize("language", ["en", "uk"])
def test_an_article_page_is_light(language: str) -> None:
    assert wire_bytes(html(language, "article").encode()) <= HTML_BYTES


def test_the_sample_is_an_article_of_at_least_700_words() -> None:
    assert len(re.sub(r"<[^>]+>", " ", " ".join(samples.TEXTS["en"])).split()) >= 700


def test_css_and_scripts_leave_room() -> None:
    files = [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]
    assert sum(wire_bytes(file.read_bytes()) for file in files) <= CSS_AND_JS_BYTES


def test_few_requests_come_before_pictures() -> None:
    head = html("en", "article").partition("</head>")[0]
    fetched = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]+', head)
    assert 1 + len(fetched) <= REQUESTS_BEFORE_PICTURES


def test_a_page_loads_the_headers_script_and_one_other() -> None:
    scripts = re.findall(r"<script[^>]+src=\"([^\"]+)\"", html("en", "home"))
    assert [re.sub(r"\.[0-9a-f]+(?=\.js)", "", script) for script in scripts] == [
        "/static/coffeepress/account.js",
        "/static/coffeepress/page.js",
    ]


def test_an_article_is_set_quickly() -> None:
    context = samples.article("en")
    render_to_string("articles/article.html", context)
    times = []
    for _ in range(10):
        start = time.perf_counter()
        render_to_string("articles/article.html", context)
        times.append(time.perf_counter() - start)
    assert min(times) < RENDER_SECONDS

"""The newsroom's queue with 100,000 open reports, 10,000 of them about one article: `python bench/reports.py`.

Prints the queries and the milliseconds of the server for each kind of page (median and worst of `--rounds`), and what
the export takes. Kept in `--folder`; with `COFFEEPRESS_DATABASE` set it is on PostgreSQL.
"""

import argparse
import random
import resource
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from big_site import NEWEST, WORDS, make_folder

ARTICLES = 200
ON_ONE = 10_000
BATCH = 2_000


def make_articles() -> list[Any]:
    from wagtail.models import Page

    from coffeepress.articles.models import Article, Home, Section

    home = Home.objects.get()
    section = Section(title="City", slug="city", locale=home.locale)
    home.add_child(instance=section)
    section.save_revision().publish()
    found = []
    for number in range(ARTICLES):
        chance = random.Random(number)
        paragraphs = "".join(f"<p>{_words(chance, 60)}.</p>" for _ in range(12))
        article = Article(
            title=_words(chance, 6), slug=f"story-{number}", locale=home.locale, body=[("text", paragraphs)]
        )
        Page.objects.get(pk=section.pk).add_child(instance=article)
        found.append(article)
    return found


def make_reports(articles: list[Any], number: int) -> None:
    from coffeepress.corrections.models import Report

    for start in range(0, number, BATCH):
        chance = random.Random(start)
        Report.objects.bulk_create(
            Report(
                kind="passage",
                language="en",
                article=articles[0] if n < ON_ONE else articles[n % ARTICLES],
                exact=_words(chance, 12),
                prefix=_words(chance, 4)[:32],
                suffix=_words(chance, 4)[:32],
                wrong=_words(chance, 16),
                proposal=_words(chance, 12),
                standing=chance.choice(("there", "there", "changed", "gone")),
                now_start=n * 10 % 4000,
                now_end=n * 10 % 4000 + 60,
                state="received",
                created_at=NEWEST - timedelta(minutes=number - n),
            )
            for n in range(start, min(start + BATCH, number))
        )


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(WORDS, k=number)).capitalize()


def measure(client: Any, path: str, rounds: int) -> tuple[int, float, float]:
    """Queries, and the median and the worst of the milliseconds that the server takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    number = len(queries)  # now: the next request empties the log
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        client.get(path)
        taken.append(1000 * (time.perf_counter() - started))
    return number, median(taken), max(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("build/bench/reports"))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    make_folder(options.folder.resolve())
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from coffeepress.articles.models import Article
    from coffeepress.corrections.models import Report
    from coffeepress.people.models import User

    settings.ALLOWED_HOSTS = ["*"]
    if not Report.objects.exists():
        make_reports(make_articles(), options.reports)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    editor = User.objects.filter(email="bench@example.org").first() or User.objects.create_superuser(
        "bench@example.org", "bench-bench-bench"
    )
    client = Client()
    client.force_login(editor)
    queue, first = "/newsroom/readers-reports/", Report.objects.order_by("pk").first()
    section = Article.objects.first().get_parent().pk
    pages = {
        "first page": queue,
        "page 1,000": f"{queue}?p=1000",
        "last page": f"{queue}?p=2000",
        "newest first": f"{queue}?ordering=-created_at",
        "most readers first": f"{queue}?ordering=-readers",
        "passage gone": f"{queue}?standing=gone",
        "one section": f"{queue}?section={section}",
        "assigned to me": f"{queue}?assigned=mine",
        "the last 7 days": f"{queue}?age=7",
        "all states": f"{queue}?state=all",
        "search, two words": f"{queue}?q=river+bridge",
        "search, nothing found": f"{queue}?q=zeppelin",
        "search, Cyrillic": f"{queue}?q=міст",
        "search by number": f"{queue}?q=№{first.pk}",
        "a report of 10,000": f"{queue}{first.pk}/",
        "home": "/newsroom/",
    }
    print(f"{Report.objects.count():,} reports, {connection.vendor}")
    print(f"{'page':<24}{'queries':>8}{'median ms':>11}{'worst ms':>10}")
    for name, path in pages.items():
        queries, middle, worst = measure(client, path, options.rounds)
        print(f"{name:<24}{queries:>8}{middle:>11.0f}{worst:>10.0f}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    size = sum(len(part) for part in client.get(f"{queue}export/").streaming_content)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"export: {size / 1e6:.0f} MB in {time.perf_counter() - started:.1f} s, memory grew by {grown:.0f} MB"
    )


if __name__ == "__main__":
    main()

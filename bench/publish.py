"""From Publish to readers, on sites of 1,000, 10,000 and 100,000 articles: `python bench/publish.py [--counts 1000]`.

Publishes articles one after another in a site that is being served, while a reader asks the server again and again.
Prints, a row a size: milliseconds from the call of publish until the article and the home front answer with the new
content, and until all touched pages do; and the ratio to the smallest site. The sites are kept in `--folder`.
"""

import http.client
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from big_site import free_port, options_of, site_folders, wait_for

RUNS = 20


@dataclass
class Reader:
    """Asks for paths until each has the words that are waited for."""

    port: int
    seen_at: dict[str, float] = field(default_factory=dict)

    def watch(self, waits: dict[str, str], stop: threading.Event) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        while len(self.seen_at) < len(waits) and not stop.is_set():
            for path, marker in waits.items():
                if path not in self.seen_at:
                    connection.request("GET", path)
                    if marker.encode() in connection.getresponse().read():
                        self.seen_at[path] = time.perf_counter()
            time.sleep(0.001)


def measure(folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds until article and home, and until all touched pages, of each run."""
    os.environ["COFFEEPRESS_SITE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "coffeepress.config.settings"
    import django

    django.setup()
    from django.conf import settings

    from coffeepress.edition.build import current
    from coffeepress.edition.full import press_all

    if current(Path(settings.EDITION_DIR)) is None:
        press_all()
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "coffeepress", "--site", str(folder), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        shown, touched = [], []
        for run in range(RUNS + 1):
            first, last = publish_once(port, run)
            if run:  # the first one warms up
                shown.append(first)
                touched.append(last)
        return shown, touched
    finally:
        server.terminate()
        server.wait()


def publish_once(port: int, run: int) -> tuple[float, float]:
    """Publish one new article as an editor does, and look at it as a reader does."""
    from django.db import transaction
    from django.utils import timezone
    from taggit.models import Tag

    from coffeepress.articles.models import Article, Byline, Section
    from coffeepress.edition.outbox import deferred
    from coffeepress.edition.press import press
    from coffeepress.people.models import Person

    marker = f"marker{os.getpid()}x{run}"
    source = Article.objects.live().order_by("-pk").first()
    section = Section.objects.order_by("pk").first()
    article = Article(title=f"Headline {marker}", slug=marker, locale=section.locale, live=False)
    article.body = source.body
    article.bylines = [Byline(person=Person.objects.first(), role="author")]
    with deferred():
        section.add_child(instance=article)
        article.tags.add(*Tag.objects.order_by("pk").values_list("name", flat=True)[:3])
        revision = article.save_revision()
    now = timezone.now()
    waits = {f"/{now:%Y}/{now:%m}/{marker}/": marker, "/": marker}
    reader, stop = Reader(port), threading.Event()
    watcher = threading.Thread(target=reader.watch, args=(waits, stop))
    watcher.start()
    started = time.perf_counter()
    with deferred(), transaction.atomic():
        revision.publish()
    press()
    done = time.perf_counter()
    watcher.join(5)
    stop.set()
    if len(reader.seen_at) < len(waits):
        raise SystemExit("The article or the home front never answered with the new content.")
    return (max(reader.seen_at.values()) - started) * 1000, (done - started) * 1000


def main() -> None:
    options = options_of(__doc__)
    if options.one:
        shown, touched = measure(options.one.resolve())
        print(median(shown), quantiles(shown, n=20)[-1], median(touched), quantiles(touched, n=20)[-1])
        return
    print(f"{'articles':>9}  {'shown ms':>9} {'p95':>7}  {'all ms':>9} {'p95':>7}  {'ratio':>6}")
    base = None
    for count, folder in site_folders(options.folder.resolve(), options.counts):
        found = subprocess.run(
            [sys.executable, __file__, "--one", str(folder)], check=True, capture_output=True, text=True
        )
        figures = [float(word) for word in found.stdout.split()[-4:]]
        base = base or figures[2]
        print(
            f"{count:>9,}  {figures[0]:>9.0f} {figures[1]:>7.0f}  {figures[2]:>9.0f} {figures[3]:>7.0f}"
            f"  {figures[2] / base:>6.2f}"
        )


if __name__ == "__main__":
    main()

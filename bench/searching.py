"""How long a search takes on a site with many articles: `python bench/searching.py SITE`.

SITE is a site's folder whose index is filled (`coffeepress search rebuild`). Prints, a row a kind of query,
milliseconds of server time: the view with its index, database and template; and how much of that the processor worked,
which other programs on the machine do not change. To reach: 50 ms at 100,000 articles.
"""

import argparse
import os
import random
import statistics
import time
from pathlib import Path
from urllib.parse import urlencode

REPEATED = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    os.environ["COFFEEPRESS_SITE"] = str(site)
    os.environ["COFFEEPRESS_SEARCHES_PER_MINUTE"] = "10000"
    os.environ["DJANGO_SETTINGS_MODULE"] = "coffeepress.config.settings"
    import django

    django.setup()
    from django.test import RequestFactory

    from coffeepress.articles.models import Listed, Section
    from coffeepress.search.views import search

    requests = RequestFactory(headers={"host": "127.0.0.1:8000"})

    def ask(values: dict[str, object]) -> tuple[float, float, int]:
        request = requests.get(f"/search/?{urlencode(values)}")
        begun, worked = time.perf_counter(), time.process_time()
        answer = search(request)
        took, worked = (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000
        assert answer.status_code == 200, answer.status_code
        return took, worked, answer.content.count(b"<li><article>")

    words = _words()
    rng = random.Random(1)
    section = Section.objects.live().values_list("pk", flat=True).first()
    month = Listed.objects.values_list("month", flat=True).first()
    kinds = {
        "one word": lambda: {"q": rng.choice(words)},
        "two words": lambda: {"q": " ".join(rng.sample(words, 2))},
        "four words": lambda: {"q": " ".join(rng.sample(words, 4))},
        "a phrase": lambda: {"q": f'"{" ".join(rng.sample(words, 2))}"'},
        "a beginning": lambda: {"q": f"{rng.choice(words)[:3]}*"},
        "a word in a section": lambda: {"q": rng.choice(words), "section": section},
        "a word in a month": lambda: {"q": rng.choice(words), "month": month},
        "a word, newest first": lambda: {"q": rng.choice(words), "sort": "date"},
        "page 50": lambda: {"q": rng.choice(words), "page": 50},
        "nothing found": lambda: {"q": "xylophone"},
    }
    ask({"q": words[0]})
    print(
        "| query | results | median ms | p95 ms | processor, median ms |\n| --- | ---: | ---: | ---: | ---: |"
    )
    for name, make in kinds.items():
        taken = [ask(make()) for _ in range(REPEATED)]
        times = sorted(took for took, _worked, _found in taken)
        worked = statistics.median(each for _took, each, _found in taken)
        found = round(statistics.mean(number for _took, _worked, number in taken))
        p95 = times[int(0.95 * (len(times) - 1))]
        print(f"| {name} | {found} | {statistics.median(times):.1f} | {p95:.1f} | {worked:.1f} |")


def _words() -> list[str]:
    from big_site import WORDS

    return list(WORDS)


if __name__ == "__main__":
    main()

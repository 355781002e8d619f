"""How well related articles are found, on a labelled collection, and how fast, among many.

    python bench/related.py FILE.jsonl            quality, beside TF-IDF and cosine
    python bench/related.py --articles 100000     milliseconds an article, on texts made up here

A collection has a post a line: `id`, `date`, `title`, `topics`, `text`. The score: for every post, the mean over its
five most related others of the Jaccard similarity of the two posts' topics; the mean of that over all posts. The topics
are looked at for the score alone. What finds the posts is `coffeepress.related.nearest.nearest`, through which every
article goes, with the default of each setting.
"""

import argparse
import json
import random
import shutil
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coffeepress.config.site import SiteSettings
from coffeepress.related.nearest import nearest
from coffeepress.related.shelf import Shelf, Text, make_shelf

SHOWN = 5
FOLDS = 5
PUT_AT_ONCE = 500
HALF_LIFE_DAYS = SiteSettings.model_fields["related_half_life_days"].default


def main() -> None:
    options = _options()
    if options.file:
        measure_quality(options.file, options.language)
    else:
        measure_time(options.articles, options.folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--language", default="en", help="the collection's language (en)")
    parser.add_argument("--articles", type=int, default=100_000, help="without a file: how many are made up")
    parser.add_argument("--folder", type=Path, default=Path("build/bench/related"))
    return parser.parse_args()


# Quality


def measure_quality(path: Path, language: str) -> None:
    """Print the score of our function and of the baseline, in all and by fold."""
    posts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    topics = [frozenset(post["topics"]) for post in posts]
    print(f"{len(posts)} posts, {len(frozenset().union(*topics))} topics, {path.name}\n")
    folds = " | ".join(f"fold {fold + 1}" for fold in range(FOLDS))
    print(f"| method | score | {folds} | ms each |")
    print("| --- | ---: |" + " ---: |" * FOLDS + " ---: |")
    for name, method in (("TF-IDF cosine (scikit-learn)", baseline), ("coffeepress related", ours)):
        start = time.perf_counter()
        found = method(posts, language)
        milliseconds = (time.perf_counter() - start) * 1000 / len(posts)
        of_each = [gain(topics, number, others) for number, others in enumerate(found)]
        shown = " | ".join(f"{statistics.mean(of_each[fold::FOLDS]):.3f}" for fold in range(FOLDS))
        print(f"| {name} | {statistics.mean(of_each):.3f} | {shown} | {milliseconds:.1f} |")


def gain(topics: Sequence[frozenset[str]], number: int, others: Sequence[int]) -> float:
    """The mean Jaccard similarity of a post's topics with those of its five most related ones; a missing one is 0."""
    mine = topics[number]
    return sum(len(mine & topics[other]) / len(mine | topics[other]) for other in others[:SHOWN]) / SHOWN


def ours(posts: list[dict], language: str) -> list[list[int]]:
    """The most related posts of each, by the function that articles go through."""
    texts = {
        number: Text(post["title"], post["text"], language, date.fromisoformat(post["date"][:10]).toordinal())
        for number, post in enumerate(posts)
    }
    shelf = Shelf(None)
    shelf.put(texts)
    return [
        [
            each.number
            for each in nearest(shelf, text, most=SHOWN, half_life_days=HALF_LIFE_DAYS, without={number})
        ]
        for number, text in texts.items()
    ]


def baseline(posts: list[dict], _language: str) -> list[list[int]]:
    """The same by TF-IDF and cosine: sublinear, English stop words."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(
        [f"{post['title']}\n{post['text']}" for post in posts]
    )
    alike = (vectors @ vectors.T).toarray()
    numpy.fill_diagonal(alike, -1)
    return [list(map(int, row)) for row in numpy.argsort(-alike, axis=1)[:, :SHOWN]]


# Time


def measure_time(count: int, folder: Path) -> None:
    """Print what putting in, finding and updating cost among made-up articles."""
    shutil.rmtree(folder, ignore_errors=True)
    shelf = make_shelf(folder)
    maker = Maker(count)
    start = time.perf_counter()
    for first in range(0, count, PUT_AT_ONCE):
        shelf.put({n: maker.text(n) for n in range(first, min(count, first + PUT_AT_ONCE))})
        if sys.stderr.isatty():
            print(f"\r{first}", end="", file=sys.stderr)
    built = time.perf_counter() - start
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    chosen = random.Random(1).sample(range(count), 300)
    find = [
        _timed(lambda n=n: nearest(shelf, maker.text(n), most=60, half_life_days=730, without={n}))
        for n in chosen
    ]
    update = [_timed(lambda n=n: shelf.put({n: maker.text(n)})) for n in chosen[:30]]
    print("| articles | index, s | MB | find, median ms | mean | p95 | put one in, median ms | p95 |")
    print("| ---: " * 8 + "|")
    print(
        f"| {count:,} | {built:.0f} | {size / 1e6:.0f} | {statistics.median(find):.1f} | {statistics.mean(find):.1f} |"
        f" {_p95(find):.1f} | {statistics.median(update):.1f} | {_p95(update):.1f} |"
    )


class Maker:
    """Makes texts up: 400 words by Zipf's law of 50,000, half of them of one of a thousand subjects."""

    VOCABULARY = 50_000
    SUBJECTS = 1_000

    def __init__(self, count: int) -> None:
        rng = random.Random(count)
        self.words = [f"w{number:x}" for number in range(self.VOCABULARY)]
        self.all_weights = self._summed(self.VOCABULARY)
        self.subjects = [rng.sample(self.words, 200) for _ in range(self.SUBJECTS)]
        self.subject_weights = self._summed(200)
        self.count = count

    def text(self, number: int) -> Text:
        rng = random.Random(number)
        subject = self.subjects[rng.randrange(self.SUBJECTS)]
        of_all = rng.choices(self.words, cum_weights=self.all_weights, k=250)
        of_subject = rng.choices(subject, cum_weights=self.subject_weights, k=150)
        headline = " ".join(rng.choices(of_subject, k=6) + rng.choices(of_all, k=2))
        return Text(headline, " ".join(of_all + of_subject), "nolanguage", 730_000 + number // 14)

    @staticmethod
    def _summed(count: int) -> list[float]:
        total, found = 0.0, []
        for rank in range(1, count + 1):
            total += 1 / rank
            found.append(total)
        return found


def _timed(do) -> float:
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    main()

"""Score `coffeepress import page` on a folder of saved pages.

    python bench/pages.py [DIR]

DIR (the tests' own pages when it is left out) holds NAME.expected.html (the main content by hand), and NAME.html
(the page), NAME.txt (copied from it) or both. The score is F1 over the multiset of words (letters and digits,
case folded) of what the import brings in as the body, against the text of NAME.expected.html. A page that cannot
be read scores 0. Prints a line a page and, last, the medians.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from pathlib import Path

from lxml import html

from coffeepress.importing.page import UnreadablePage, read_page, words

EXPECTED = ".expected.html"
OWN_PAGES = Path(__file__).parents[1] / "tests" / "importing" / "page" / "data"


def f1(found: str, expected: str) -> float:
    """F1 over the multisets of the two texts' words; two empty texts agree."""
    left, right = Counter(words(found)), Counter(words(expected))
    if not left and not right:
        return 1.0
    shared = sum((left & right).values())
    return 2 * shared / (sum(left.values()) + sum(right.values()))


def expected_text(path: Path) -> str:
    """The text of a hand-made main content. Text nodes of different blocks are different words."""
    source = path.read_text(encoding="utf-8")
    if not source.strip():
        return ""
    return html.fromstring(source).text_content()


def score(path: Path, expected: str) -> float | None:
    """Score one saved form of a page; None when the folder has no such form."""
    if not path.exists():
        return None
    try:
        page = read_page(path.read_bytes(), name=path.name)
    except UnreadablePage as refusal:
        print(f"{path.name}: {refusal.sentence}", file=sys.stderr)
        return 0.0
    return f1(page.main_text, expected)


def shown(value: float | None) -> str:
    """A score with three digits, or a dash where there is none."""
    return "-" if value is None else f"{value:.3f}"


def median(values: list[float | None]) -> float | None:
    """The median of the scores that there are."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def main(folder: Path) -> int:
    """Print the scores of a folder; returns the exit status."""
    pages, texts = [], []
    for path in sorted(folder.glob(f"*{EXPECTED}")):
        name = path.name.removesuffix(EXPECTED)
        expected = expected_text(path)
        page, text = score(folder / f"{name}.html", expected), score(folder / f"{name}.txt", expected)
        print(f"{name} html {shown(page)} text {shown(text)}", flush=True)
        pages.append(page)
        texts.append(text)
    if not pages:
        print(f"{folder} holds no *{EXPECTED}", file=sys.stderr)
        return 2
    print(f"median html {shown(median(pages))} text {shown(median(texts))}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) == 2 else OWN_PAGES))

"""Passages taken out, overwritten, repeated or moved in the benchmark's texts, and what `anchoring.anchor` answers.

    python bench/anchoring_made.py DIR

DIR as for `bench/anchoring.py`; only pairs.jsonl is read. Passages are drawn from each older text (sentences and pieces
of sentences) where the difference of the two texts says that they are still in the newer one. Each is then changed in
the newer text, so the truth is known without a judge. Drawn with a fixed seed: the table is the same every time.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from anchoring import Row, judge, lines, table_row
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from coffeepress.corrections.anchoring import anchor, carry, select

SEED = 7
DRAWN = 8
"""Sentences, and as many pieces, of each text."""
LIKE = 72
"""From this likeness on (percent) a sentence elsewhere is a lookalike."""
SENTENCE = re.compile(r"[^.!?。！？\n]{14,300}?(?:[.!?]+(?=\s)|[。！？]|(?=\n)|$)")

Span = tuple[int, int]
Made = tuple[str, str, Span | None]
"""What was done, the text it makes, and where the passage is in it."""


def sentences(text: str) -> list[Span]:
    """Where the sentences of a text are, without white space at their ends."""
    found = []
    for match in SENTENCE.finditer(text):
        words = match.group().strip()
        if len(words) >= 15:
            start = match.start() + match.group().index(words)
            found.append((start, start + len(words)))
    return found


def pieces(text: str, rnd: random.Random) -> Iterator[Span]:
    """Some runs of whole words, anywhere."""
    edges = [match.start() for match in re.finditer(r"\b\w", text)]
    for _ in range(DRAWN if len(edges) > 1 else 0):
        start = rnd.choice(edges)
        words = text[start : start + rnd.randint(20, 90)].rstrip()
        if len(words) >= 15:
            yield start, start + len(words)


def made(text: str, at: Span, rnd: random.Random, others: list[str]) -> Iterator[Made]:
    """What can be done to one passage of a text."""
    start, end = at
    words = text[start:end]
    without = text[:start].rstrip(" ") + text[end:]
    like = partial_ratio_alignment(words, without)
    kind = "repetition left" if words in without else "lookalike left" if like and like.score >= LIKE else ""
    yield kind or "taken out", without, None
    left, right = max(start - rnd.randint(20, 150), 0), end + rnd.randint(20, 150)
    yield "taken out with its neighbours", text[:left] + text[right:], None
    other = rnd.choice(others)
    if Levenshtein.normalized_similarity(words, other) < 0.45:
        yield "overwritten", text[:start] + other + text[end:], None
    places = sentences(without)
    if places and not kind:
        to = rnd.choice(places)[0]
        yield "moved", f"{without[:to]}{words} {without[to:]}", (to, to + len(words))
    yield "left as it is", text, at


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path)
    rnd = random.Random(SEED)
    verdicts: dict[str, list[str]] = defaultdict(list)
    pairs: list[Row] = list(lines(parser.parse_args().directory / "pairs.jsonl"))
    by_language: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        old = pair["old_text"]
        by_language[pair["lang"]] += [old[start:end] for start, end in sentences(old)]
    for pair in pairs:
        old, new = pair["old_text"], pair["new_text"]
        drawn = sentences(old)
        repeated = [at for at in drawn if old.count(old[slice(*at)]) > 1][:DRAWN]
        some = rnd.sample(drawn, min(DRAWN, len(drawn)))
        for start, end in sorted({*some, *repeated, *pieces(old, rnd)}):
            now = carry(old, new, start, end)
            if now.standing != "there" or now.start is None or now.end is None:
                continue
            for kind, text, place in made(new, (now.start, now.end), rnd, by_language[pair["lang"]]):
                truth = {"new_start": place and place[0], "new_end": place and place[1]}
                verdicts[kind].append(judge(truth, anchor(text, select(old, start, end))))
    print("| made | passages | right % | wrong % of living | deleted rightly reported % | p99 ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for kind in sorted(verdicts):
        print(table_row(kind, verdicts[kind], []))


if __name__ == "__main__":
    main()

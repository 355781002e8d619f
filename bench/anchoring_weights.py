"""Get the weights of `corrections/quotation.py` again, and cross-validate them.

    python bench/anchoring_weights.py DIR

DIR as for `bench/anchoring.py`. A logistic regression on two kinds of rows: the evidence for the true place of a living
passage less that for each of its strongest rivals (the true place should win), and the evidence for the true place, or
for the strongest places of a deleted passage (it should be believed, or not). The weight of the distance is given, not
learned, and texts that hold most of another's passages twice can be left out of the learning with --without SOURCE.
Each group of texts is then answered with weights learned from all others, once by source and once by language.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from math import exp
from pathlib import Path

from anchoring import SETS, Row, judge, lines, new_texts, selectors, table_row

from coffeepress.corrections import quotation
from coffeepress.corrections.anchoring import Anchor, anchor

Vector = list[float]
Example = tuple[Vector, float, bool, float]
"""Evidence, what the distance adds, whether it should count as true, and the weight of this example."""

CAUTION = 1.0
"""What a place must earn beyond even odds: a wrong place is worse than none."""
RIVALS = 6
STRONGEST_OF_DELETED = 3
RIDGE = 1 / 3
NAMES = ("LIKENESS", "ADJOINING", "BOTH_SIDES", "SURROUNDINGS", "BASE")


def examples(quote: Row, text: str) -> list[Example]:
    """What one quotation teaches."""
    wanted = selectors(quote)
    weighed = []
    for start, end in quotation.candidates(text, wanted):
        found = quotation.evidence(text, wanted, start, end)
        is_true = judge({"new_start": -9, "new_end": -8, **quote}, Anchor("there", start, end)) == "right"
        overlap = min(end, quote["new_end"]) - max(start, quote["new_start"]) if is_true else 0
        weighed.append((is_true, overlap, list(found[:4]), -quotation.DISTANCE * found.doublings))
    weighed.sort(key=lambda row: -(row[2][0] / 3 + row[2][3]))
    false = [row for row in weighed if not row[0]]
    if quote["new_start"] is None:
        taken = false[:STRONGEST_OF_DELETED]
        return [([*vector, 1.0], distance, False, 1 / len(taken)) for _, _, vector, distance in taken]
    if len(false) == len(weighed):
        return []
    _, _, best, best_distance = max((row for row in weighed if row[0]), key=lambda row: row[1])
    taken = false[:RIVALS]
    learned: list[Example] = [([*best, 1.0], best_distance, True, 1.0)]
    for _, _, vector, distance in taken:
        lead = [a - b for a, b in zip(best, vector, strict=True)]
        learned.append(([*lead, 0.0], best_distance - distance, True, 1 / len(taken)))
    return learned


def fit(rows: list[Example], rounds: int = 30) -> Vector:
    """Logistic regression with a ridge on all but the constant, by Newton's method."""
    size = len(NAMES)
    weights = [0.0] * size
    for _ in range(rounds):
        slope = [-RIDGE * w for w in weights[:-1]] + [0.0]
        curve = [[(RIDGE if i == j and i < size - 1 else 0.0) for j in range(size)] for i in range(size)]
        for vector, given, is_true, weight in rows:
            z = given + sum(w * v for w, v in zip(weights, vector, strict=True))
            p = 1 / (1 + exp(-max(min(z, 30), -30)))
            for i in range(size):
                slope[i] += weight * (is_true - p) * vector[i]
                for j in range(size):
                    curve[i][j] += weight * p * (1 - p) * vector[i] * vector[j]
        step = solved(curve, slope)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return [*weights[:-1], weights[-1] - CAUTION]


def solved(matrix: list[Vector], right: Vector) -> Vector:
    """The solution of a small set of linear equations, by elimination with pivots."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(size):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def use(weights: Iterable[float]) -> None:
    """Let the search weigh with these."""
    for name, weight in zip(NAMES, weights, strict=True):
        setattr(quotation, name, weight)


def shown(weights: Vector) -> str:
    return ", ".join(f"{name} {weight:.2f}" for name, weight in zip(NAMES, weights, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path)
    parser.add_argument("--without", action="append", default=[], metavar="SOURCE")
    asked = parser.parse_args()
    texts = new_texts(asked.directory)
    quotes = [(name, quote) for name in SETS for quote in lines(asked.directory / f"{name}.jsonl")]
    learned = [[] if q["source"] in asked.without else examples(q, texts[q["pair"]]) for _, q in quotes]
    print(shown(fit([row for rows in learned for row in rows])))
    for key in ("source", "lang"):
        verdicts: dict[str, list[str]] = {name: [] for name in SETS}
        for group in sorted({quote[key] for _, quote in quotes}):
            others = [
                row for rows, (_, q) in zip(learned, quotes, strict=True) if q[key] != group for row in rows
            ]
            weights = fit(others)
            use(weights)
            for name, quote in quotes:
                if quote[key] == group:
                    verdicts[name].append(judge(quote, anchor(texts[quote["pair"]], selectors(quote))))
            print(f"without {group}: {shown(weights)}")
        for name in SETS:
            print(table_row(f"{name}, by {key}", verdicts[name], []))


if __name__ == "__main__":
    main()

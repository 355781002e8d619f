"""Where quotations stand in later texts: the answers of `anchoring.anchor`, and the table.

    python bench/anchoring.py DIR --out OUT

DIR holds pairs.jsonl (`id`, `old_text`, `new_text`) and quotes.jsonl, quotes_short.jsonl and quotes_hard.jsonl (`id`,
`pair`, `exact`, `prefix`, `suffix`, `start`, `end` in the old text, `class`, and the true `new_start` and `new_end`,
null when deleted), offsets in code points. Asked is the function that a report without a known revision goes through:
it gets the new text, the selectors and the old position, never the old text. Nothing is kept from one quotation to
the next. OUT gets a file of the same name each, with a line {"id", "start", "end", "ms"} a quotation; null is gone or
ambiguous. A place is right when it overlaps the true one by half of their union.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from coffeepress.corrections.anchoring import Anchor, Selectors, anchor

SETS = ("quotes", "quotes_short", "quotes_hard")
Row = dict[str, Any]


def lines(path: Path) -> Iterator[Row]:
    """The objects of a file of JSON lines; none when there is no such file."""
    if path.exists():
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())


def new_texts(directory: Path) -> dict[str, str]:
    """The later text of each pair."""
    return {pair["id"]: pair["new_text"] for pair in lines(directory / "pairs.jsonl")}


def selectors(quote: Row) -> Selectors:
    return Selectors(quote["exact"], quote["prefix"], quote["suffix"], quote["start"], quote["end"])


def judge(quote: Row, found: Anchor) -> str:
    """`right`, `wrong` or `missed` of a living passage; `reported` or `invented` of a deleted one."""
    if quote.get("new_start") is None:
        return "reported" if found.start is None else "invented"
    if found.start is None or found.end is None:
        return "missed"
    shared = min(found.end, quote["new_end"]) - max(found.start, quote["new_start"])
    union = max(found.end, quote["new_end"]) - min(found.start, quote["new_start"])
    return "right" if 2 * shared >= union else "wrong"


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def table_row(name: str, verdicts: list[str], ms: list[float]) -> str:
    """A set's figures as a row of a Markdown table."""
    count = {
        verdict: verdicts.count(verdict) for verdict in ("right", "wrong", "missed", "reported", "invented")
    }
    deleted = count["reported"] + count["invented"]
    cells = [
        percent(count["right"] + count["reported"], len(verdicts)),
        percent(count["wrong"], len(verdicts) - deleted),
        percent(count["reported"], deleted),
        f"{sorted(ms)[min(len(ms) - 1, len(ms) * 99 // 100)]:.1f}" if ms else "–",
    ]
    return f"| {name} | {len(verdicts)} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    texts = new_texts(asked.directory)
    print("| set | quotations | right % | wrong % of living | deleted rightly reported % | p99 ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in SETS:
        verdicts, ms = [], []
        with (asked.out / f"{name}.jsonl").open("w", encoding="utf-8") as answers:
            for quote in lines(asked.directory / f"{name}.jsonl"):
                text, wanted = texts[quote["pair"]], selectors(quote)
                began = perf_counter()
                found = anchor(text, wanted)
                ms.append(1000 * (perf_counter() - began))
                answer = {"id": quote["id"], "start": found.start, "end": found.end, "ms": round(ms[-1], 3)}
                answers.write(json.dumps(answer) + "\n")
                verdicts.append(judge(quote, found))
        print(table_row(name, verdicts, ms))


if __name__ == "__main__":
    main()

"""The middle of a body: where a paragraph or a list ends, so that what stands there tears nothing apart. Pure."""

import re
from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString

from coffeepress.articles.showing.blocks import ShownBlock

SHORTEST = 1500
"""Characters of a body's HTML below which it has no middle."""

_ENDS = re.compile(r"(?:(?<=</p>)|(?<=</[uo]l>))\s*(?=<(?:p|h2|h3)[ >])")
"""Not below a heading, nor beside a picture or a table: between the text before and the text after."""


def with_middle(body: Sequence[ShownBlock], html: SafeString) -> tuple[ShownBlock, ...]:
    """The blocks, with `html` where a paragraph or list ends nearest to the middle, and within its half.

    A body that is short, or has no such place, stays as it is.
    """
    total = sum(len(block.html) for block in body)
    places = [
        (abs(at - total / 2), number, split)
        for number, split, at in _ends(body)
        if total / 4 <= at <= total * 3 / 4
    ]
    if not html or total < SHORTEST or not places:
        return tuple(body)
    _distance, number, split = min(places)
    text = body[number].html
    halves = (
        ShownBlock("text", SafeString(text[:split])),
        ShownBlock("text", SafeString(text[split:].lstrip())),
    )
    return (*body[:number], halves[0], ShownBlock("slot", html), halves[1], *body[number + 1 :])


def _ends(body: Sequence[ShownBlock]) -> Iterator[tuple[int, int, int]]:
    """Where paragraphs and lists end: the block's number, the place in its HTML, and in the whole body's."""
    before = 0
    for number, block in enumerate(body):
        if block.type == "text":
            for match in _ENDS.finditer(block.html):
                inside = block.html[: match.start()]
                if inside.count("<blockquote") == inside.count("</blockquote"):
                    yield number, match.start(), before + match.start()
        before += len(block.html)

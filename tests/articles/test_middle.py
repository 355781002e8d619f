"""The middle of a body is where a paragraph or a list ends."""

from __future__ import annotations

import pytest
from django.utils.safestring import SafeString

from coffeepress.articles.showing.blocks import ShownBlock
from coffeepress.articles.showing.middle import with_middle

P = f"<p>{'word ' * 60}</p>"
SLOT = SafeString("<aside></aside>")


def set_into(*parts: tuple[str, str]) -> str:
    body = [ShownBlock(kind, SafeString(html)) for kind, html in parts]
    return "".join(block.html for block in with_middle(body, SLOT))


def test_it_is_between_the_paragraphs_nearest_to_the_half() -> None:
    assert set_into(("text", P * 6)) == P * 3 + SLOT + P * 3


def test_it_is_not_below_a_heading_but_may_be_above_one() -> None:
    heading = "<h2>Then</h2>"
    assert set_into(("text", P * 3 + heading + P * 3)) == P * 3 + SLOT + heading + P * 3


def test_it_is_in_no_list_and_in_no_quotation() -> None:
    quotation = f"<blockquote>{P * 6}</blockquote>"
    assert set_into(("text", P + quotation + P)) == P + quotation + P
    items = f"<ul>{'<li>an item of the list</li>' * 60}</ul>"
    assert set_into(("text", P * 2 + items + P * 5)) == P * 2 + items + SLOT + P * 5


@pytest.mark.parametrize(
    "parts", [[("text", P * 3)], [("table", P * 8)], [("text", P), ("figure", P * 8)], []]
)
def test_a_body_without_such_a_place_or_a_short_one_stays_as_it_is(parts: list[tuple[str, str]]) -> None:
    assert set_into(*parts) == "".join(html for _, html in parts)


def test_nothing_is_set_where_there_is_nothing_to_set() -> None:
    body = [ShownBlock("text", SafeString(P * 6))]
    assert with_middle(body, SafeString("")) == tuple(body)

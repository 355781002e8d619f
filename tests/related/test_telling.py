"""How telling a word is: rare ones more than frequent ones, headlines' words more than others."""

from __future__ import annotations

import pytest

from coffeepress.related.telling import Weights, said, weight


def test_a_rare_word_tells_more() -> None:
    assert weight(2, 0, articles=1000, share=0.03) > weight(200, 0, articles=1000, share=0.03)


def test_a_word_of_headlines_tells_more() -> None:
    assert weight(100, 40, articles=1000, share=0.03) > 3 * weight(100, 0, articles=1000, share=0.03)


def test_a_word_of_most_articles_tells_nothing_but_in_a_small_archive() -> None:
    assert weight(501, 100, articles=1000, share=0.03) == 0
    assert weight(15, 1, articles=16, share=0.03) > 0


def test_a_word_that_no_article_has_is_as_rare_as_can_be() -> None:
    assert weight(0, 0, articles=1000, share=0.03) >= weight(1, 0, articles=1000, share=0.03) > 0


def test_where_headlines_have_no_words_rarity_is_left() -> None:
    assert weight(2, 0, articles=1000, share=0) > weight(200, 0, articles=1000, share=0) > 0


def test_a_word_is_counted_once() -> None:
    asked: list[str] = []

    def count(word: str) -> tuple[int, int]:
        asked.append(word)
        return 1, 0

    weights = Weights(10, 0.03, count)
    assert weights["river"] == weights["river"] > 0
    assert asked == ["river"]


def test_likeness_is_from_0_to_1_and_the_same_from_either_side() -> None:
    weights = Weights(100, 0.03, lambda word: (len(word), 1))
    one, other = said(["river", "flood"], [3, 1], weights), said(["river", "bread"], [1, 200], weights)
    assert one.likeness(one) == pytest.approx(1)
    assert 0 < one.likeness(other) < 1
    assert one.likeness(other) == pytest.approx(other.likeness(one))
    assert one.likeness(said([], [], weights)) == 0
    assert one.likeness(said(["bread"], [1], weights)) == 0

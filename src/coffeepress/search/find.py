"""Finding articles on a shelf. Pure but for the shelf; knows no request."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

import tantivy

from coffeepress.related.shelf import Shelf, faults_told
from coffeepress.search.query import Query, Term

SHOWN = 20
DEEPEST_PAGE = 50
MOST_PREFIXED = 200
"""A prefix stands for the most frequent words that begin so."""

MOST_PERSONS = 40
MOST_SECTIONS = 60
MOST_MONTHS = 600

_IN_HEADLINE, _IN_TEXT, _EXACT = 3.0, 1.0, 0.7

_BESIDE = ThreadPoolExecutor(4, thread_name_prefix="search-counts")
"""The library lets other threads go on while it looks: what is found and how many there are, at the same time."""

Sorting = Literal["relevance", "date"]


@dataclass(frozen=True)
class Filters:
    """What is narrowed down to; None: it is not."""

    section: int | None = None
    person: int | None = None
    month: int | None = None


@dataclass(frozen=True)
class Hit:
    """An article that was found, as it was when it was put on the shelf."""

    number: int
    revision: int
    text: str


@dataclass(frozen=True)
class Found:
    """What was found.

    Args:
        total: how many articles there are on all pages.
        counts: how many of those that fit the words alone are in each section, person and month.
    """

    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)


def find(
    shelf: Shelf, query: Query, filters: Filters, *, sorting: Sorting = "relevance", page: int = 1
) -> Found:
    """Look for articles.

    Raises:
        ShelfLost: the index is damaged.
    """
    with faults_told(shelf.folder):
        words = _of_query(shelf, query)
        counted = _BESIDE.submit(_counts, shelf, words)
        result = shelf.searcher.search(
            _narrowed(shelf, words, filters),
            SHOWN,
            order_by_field="moment" if sorting == "date" or not query else None,
            offset=(page - 1) * SHOWN,
        )
        return Found(
            cast(Any, result).count or 0,
            _hits(shelf, [address for _score, address in result.hits]),
            counted.result(),
        )


def _hits(shelf: Shelf, addresses: list[tantivy.DocAddress]) -> list[Hit]:
    if not addresses:
        return []
    numbers = shelf.searcher.fast_field_values("number", addresses)
    revisions = shelf.searcher.fast_field_values("revision", addresses)
    texts = [shelf.searcher.doc(address).get_first("text") or "" for address in addresses]
    return [
        Hit(int(number or 0), int(revision or 0), text)
        for number, revision, text in zip(numbers, revisions, texts, strict=True)
    ]


def _counts(shelf: Shelf, words: tantivy.Query) -> dict[str, dict[int, int]]:
    asked = {"section": MOST_SECTIONS, "person": MOST_PERSONS, "month": MOST_MONTHS}
    told = shelf.searcher.aggregate(
        words, {name: {"terms": {"field": name, "size": size}} for name, size in asked.items()}
    )
    return {name: {int(row["key"]): row["doc_count"] for row in told[name]["buckets"]} for name in asked}


def _narrowed(shelf: Shelf, words: tantivy.Query, filters: Filters) -> tantivy.Query:
    schema = shelf.index.schema
    parts = [(tantivy.Occur.Must, words)]
    for name in ("section", "person", "month"):
        value = getattr(filters, name)
        if value is not None:
            only = tantivy.Query.term_query(schema, name, value)
            parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(only, 0.0)))
    return tantivy.Query.boolean_query(parts)


def _of_query(shelf: Shelf, query: Query) -> tantivy.Query:
    if not query:
        return tantivy.Query.all_query()
    parts: list[tuple[Any, tantivy.Query]] = []
    for term in query.terms:
        occur = tantivy.Occur.MustNot if term.is_excluded else tantivy.Occur.Must
        parts.append((tantivy.Occur.Should if term.is_minor else occur, _of_term(shelf, term)))
    return tantivy.Query.boolean_query(parts)


def _of_term(shelf: Shelf, term: Term) -> tantivy.Query:
    schema, make = shelf.index.schema, tantivy.Query
    if term.sort == "prefix":
        begun = shelf.searcher.terms_with_prefix("forms", term.forms[0], limit=MOST_PREFIXED)
        return _any(make.term_query(schema, "forms", word, index_option="basic") for word, _count in begun)
    if term.sort == "phrase":
        words: list[str | tuple[int, str]] = list(term.stems)
        return _any(
            make.boost_query(make.phrase_query(schema, name, words), boost)
            for name, boost in (("in_headline", _IN_HEADLINE), ("in_text", _IN_TEXT))
        )
    return _any(
        make.boost_query(make.term_query(schema, name, word, index_option=option), boost)
        for name, word, option, boost in (
            ("in_headline", term.stems[0], "freq", _IN_HEADLINE),
            ("in_text", term.stems[0], "freq", _IN_TEXT),
            ("forms", term.forms[0], "basic", _EXACT),
        )
    )


def _any(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def without(filters: Filters, name: str) -> Filters:
    """The filters without one of them."""
    return replace(filters, **{name: None})

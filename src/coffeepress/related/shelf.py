"""The shelf: one language's articles in a search library's index, a folder on the disk. Related articles are
found by it, and what readers search for.

It is derived from what is published and can be lost. Opening one that is damaged or of another version raises
`ShelfLost`: it is removed then and filled anew. One writer at a time (`coffeepress.related.relate` holds the lock);
readers need none.
"""

import errno
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from shutil import disk_usage

import tantivy

from coffeepress.related.forms import forms, stem
from coffeepress.related.telling import MOST_TIMES, Said, Weights, said
from coffeepress.related.words import words

FORMAT = "2"
"""Is changed with anything that is put into the index, words' stems included."""

MARK, INDEX, FILLING = "mark", "index", "filling"
"""`filling` lies there from when a shelf is made until all that belongs on it is."""

HEADLINE_COUNTS = 3
"""A word of the headline counts as often as three in the text."""

MOST_WORDS = 600
"""As many different words of an article are kept, the most frequent ones."""

WRITER_BYTES = 32_000_000
MOST_WEIGHTS = 300_000
_BETWEEN = b"\0"
STALE_PART = 0.02
"""Weights of words are counted anew when the number of articles has changed by this part."""


class ShelfLost(RuntimeError):
    """There is no index, or it cannot be read: it has to be filled anew.

    Args:
        folder: where it lies.
    """

    def __init__(self, folder: Path | None, why: object) -> None:
        super().__init__(f"{folder}: {why}")
        self.folder = folder


@dataclass(frozen=True)
class Sought:
    """What readers search an article by, and are shown of it.

    Args:
        text: what readers read below the headline, in Unicode's composed form.
        section: the section's number; 0: none.
        persons: the numbers of those whom its bylines name.
        moment: when it was first published, in seconds since 1970.
        month: the month of that in the outlet's time zone: 202611.
        revision: which of its revisions this is; 0: none.
    """

    text: str
    section: int
    persons: tuple[int, ...]
    moment: int
    month: int
    revision: int


@dataclass(frozen=True)
class Text:
    """What of an article is compared.

    Args:
        language: a language's code.
        day: the day of publication, as `date.toordinal()` counts.
        sought: what it is searched by; None: it is not.
    """

    headline: str
    text: str
    language: str
    day: int
    sought: Sought | None = None

    @cached_property
    def heads(self) -> list[str]:
        return words(self.headline, self.language)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Its words with how often each occurs."""
        counts = Counter(self.heads * HEADLINE_COUNTS)
        counts.update(words(self.text, self.language))
        return {word: min(count, MOST_TIMES) for word, count in counts.most_common(MOST_WORDS)}

    def said(self, weights: Weights) -> Said:
        return said(list(self.counts), self.counts.values(), weights)


@dataclass(frozen=True)
class Kept:
    """An article as the shelf has it."""

    number: int
    day: int
    packed: bytes

    def said(self, weights: Weights) -> Said:
        words, _, counts = self.packed.partition(_BETWEEN)
        return said(words.decode().split(" "), counts, weights)


class Shelf:
    """One language's index, open.

    Args:
        folder: where it lies; None keeps it in memory.

    Raises:
        ShelfLost: there is none, it is of another version, or it cannot be read.
    """

    def __init__(self, folder: Path | None) -> None:
        self.mark = mark_of(folder) if folder else ""
        self.folder = folder
        if folder is not None and not _is_whole(folder, self.mark):
            raise ShelfLost(folder, "there is none of this version")
        with faults_told(folder):
            self.index = tantivy.Index(_schema(), path=str(folder / INDEX) if folder else None)
            self.searcher = self.index.searcher()
        self._weights: Weights | None = None
        self._seen_at = self._changed_at()

    def refresh(self) -> None:
        """See what another process has put in since.

        Raises:
            ShelfLost: the index is damaged.
        """
        changed_at = self._changed_at()
        if changed_at != self._seen_at:
            with faults_told(self.folder):
                self.index.reload()
                self.searcher = self.index.searcher()
            self._seen_at = changed_at

    def _changed_at(self) -> int:
        try:
            return (self.folder / INDEX / "meta.json").stat().st_mtime_ns if self.folder else 0
        except OSError:
            return 0

    def __len__(self) -> int:
        return self.searcher.num_docs

    def put(self, texts: Mapping[int, Text], *, gone: Iterable[int] = ()) -> None:
        """Put articles in, in place of what was there of them, and take others out. Seen at once by this object.

        Args:
            texts: by the articles' numbers.
            gone: numbers of those that are taken out.

        Raises:
            ShelfLost: the index is damaged.
            OSError: the disk is full.
        """
        with faults_told(self.folder):
            writer = self.index.writer(WRITER_BYTES, 1)
            for number in (*gone, *texts):
                writer.delete_documents_by_term("number", number)
            for number, text in texts.items():
                writer.add_document(_document(number, text))
            writer.commit()
            writer.wait_merging_threads()
            self.index.reload()
            self.searcher = self.index.searcher()

    @property
    def weights(self) -> Weights:
        """The weights of words by what is on the shelf, counted anew when that has grown or shrunk."""
        known = self._weights
        if known is None or self._is_stale(known):
            known = self._weights = Weights(len(self), self._share(), self._count)
        return known

    def _is_stale(self, weights: Weights) -> bool:
        change = abs(len(self) - weights.articles)
        return change > STALE_PART * weights.articles or len(weights) > MOST_WEIGHTS

    def search(self, boosts: Mapping[str, float], most: int) -> list[Kept]:
        """Articles that have the most and the heaviest of these words, the first ones first.

        Args:
            boosts: what a word's score by BM25 is multiplied with.

        Raises:
            ShelfLost: the index is damaged.
        """
        schema = self.index.schema
        parts = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(schema, "words", word, index_option="freq"), boost
                ),
            )
            for word, boost in boosts.items()
        ]
        return self._kept(tantivy.Query.boolean_query(parts), most) if parts else []

    def of(self, numbers: Sequence[int]) -> list[Kept]:
        """The articles of these numbers that are on the shelf."""
        schema = self.index.schema
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "number", number)) for number in numbers
        ]
        return self._kept(tantivy.Query.boolean_query(parts), len(parts)) if parts else []

    def _kept(self, query: tantivy.Query, most: int) -> list[Kept]:
        with faults_told(self.folder):
            addresses = [address for _score, address in self.searcher.search(query, most, count=False).hits]
            if not addresses:
                return []
            numbers = self.searcher.fast_field_values("number", addresses)
            days = self.searcher.fast_field_values("day", addresses)
            return [
                Kept(int(number or 0), int(day or 0), self.searcher.doc(address)["kept"][0])
                for number, day, address in zip(numbers, days, addresses, strict=True)
            ]

    def _count(self, word: str) -> tuple[int, int]:
        with faults_told(self.folder):
            return self.searcher.doc_freq("words", word), self.searcher.doc_freq("heads", word)

    def _share(self) -> float:
        """The mean share of an article's words that are in its headline."""
        if not len(self):
            return 0.0
        with faults_told(self.folder):
            means = self.searcher.aggregate(
                tantivy.Query.all_query(),
                {name: {"avg": {"field": name}} for name in ("word_count", "head_count")},
            )
        found = float(means["word_count"]["value"] or 0)
        return float(means["head_count"]["value"] or 0) / found if found else 0.0


def make_shelf(folder: Path) -> Shelf:
    """An empty shelf, in the place of whatever lies there."""
    remove_shelf(folder)
    (folder / INDEX).mkdir(parents=True)
    tantivy.Index(_schema(), path=str(folder / INDEX))
    (folder / FILLING).touch()
    (folder / MARK).write_text(f"{FORMAT} {token_hex(8)}")
    return Shelf(folder)


def mark_of(folder: Path) -> str:
    """The shelf's format, and what tells it from any other that is made in its place; blank where there is none."""
    try:
        return (folder / MARK).read_text()
    except (OSError, ValueError):
        return ""


def remove_shelf(folder: Path) -> None:
    """Take a shelf away, whole or broken."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _is_whole(folder: Path, mark: str) -> bool:
    return mark.partition(" ")[0] == FORMAT and tantivy.Index.exists(str(folder / INDEX))


@contextmanager
def faults_told(folder: Path | None) -> Iterator[None]:
    """The library's faults in our words.

    Raises:
        ShelfLost: the index is damaged.
        OSError: the disk is full: that is no reason to throw the index away.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        if folder is not None and folder.is_dir() and disk_usage(folder).free < WRITER_BYTES:
            raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)}: {folder} ({error})") from error
        raise ShelfLost(folder, error) from error
    except BaseException as error:
        # What the library's own language calls a panic is no Exception, and would end the worker.
        if type(error).__name__ != "PanicException":
            raise
        raise ShelfLost(folder, error) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Signed: tantivy-py 0.27 deletes nothing by the term of an unsigned field.
    builder.add_integer_field("number", indexed=True, fast=True)
    builder.add_unsigned_field("day", fast=True)
    builder.add_unsigned_field("word_count", fast=True)
    builder.add_unsigned_field("head_count", fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("heads", tokenizer_name="whitespace", index_option="basic")
    builder.add_bytes_field("kept", stored=True)
    # What follows is searched by readers.
    builder.add_text_field("in_headline", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("in_text", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("forms", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("section", "person", "month", "moment"):
        builder.add_integer_field(name, indexed=name != "moment", fast=True)
    builder.add_integer_field("revision", fast=True)
    return builder.build()


def _document(number: int, text: Text) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("number", number)
    document.add_unsigned("day", text.day)
    document.add_unsigned("word_count", len(text.counts))
    document.add_unsigned("head_count", len(set(text.heads)))
    document.add_text("words", " ".join(word for word, count in text.counts.items() for _ in range(count)))
    document.add_text("heads", " ".join(text.heads))
    document.add_bytes("kept", _packed(text.counts))
    if text.sought:
        _add_sought(document, text, text.sought)
    return document


def _add_sought(document: tantivy.Document, text: Text, sought: Sought) -> None:
    headline = [word.form for word in forms(text.headline, text.language)]
    body = [word.form for word in forms(sought.text, text.language)]
    document.add_text("in_headline", " ".join(stem(form, text.language) for form in headline))
    document.add_text("in_text", " ".join(stem(form, text.language) for form in body))
    document.add_text("forms", " ".join(dict.fromkeys(headline + body)))
    document.add_text("text", sought.text)
    document.add_integer("section", sought.section)
    for person in sought.persons:
        document.add_integer("person", person)
    document.add_integer("moment", sought.moment)
    document.add_integer("month", sought.month)
    document.add_integer("revision", sought.revision)


def _packed(counts: Mapping[str, int]) -> bytes:
    return " ".join(counts).encode() + _BETWEEN + bytes(counts.values())

"""What request headers ask for."""

import pytest

from coffeepress.edition.serve.negotiate import (
    UnsatisfiableRangeError,
    accepted_encodings,
    format_date,
    is_unchanged,
    parse_date,
    wanted_range,
)


@pytest.mark.parametrize(
    ("header", "encodings"),
    [
        ("br, gzip", ("br", "gzip")),
        ("gzip, br", ("br", "gzip")),
        ("gzip;q=1.0, br;q=0.5", ("gzip", "br")),
        ("br;q=0, gzip", ("gzip",)),
        ("BR ; Q=0.000 , x-gzip", ("gzip",)),
        ("*", ("br", "gzip")),
        ("*;q=0", ()),
        ("br, *;q=0", ("br",)),
        ("identity", ()),
        ("identity;q=1, gzip;q=0.5", ()),
        ("identity;q=0.5, gzip;q=0.5", ("gzip",)),
        ("deflate, zstd", ()),
        ("", ()),
        (";;;,,q=,", ()),
    ],
)
def test_encodings_by_weight(header: str, encodings: tuple[str, ...]) -> None:
    assert accepted_encodings(header) == encodings


@pytest.mark.parametrize(
    ("tags", "unchanged"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
    ],
)
def test_a_tag_is_compared_weakly(tags: str, unchanged: bool) -> None:
    assert is_unchanged('"a"', 100, if_none_match=tags, if_modified_since=format_date(100)) is unchanged


@pytest.mark.parametrize(
    ("date", "unchanged"),
    [
        (format_date(100), True),
        (format_date(99), False),
        ("yesterday", False),
        ("Mon, 99 Foo 99999999999999 99:99:99 GMT", False),
    ],
)
def test_a_date_is_compared_without_a_tag(date: str, unchanged: bool) -> None:
    assert is_unchanged('"a"', 100, if_none_match=None, if_modified_since=date) is unchanged


def test_dates_go_there_and_back() -> None:
    assert parse_date(format_date(1_795_498_829)) == 1_795_498_829


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-9", (0, 10)),
        ("bytes=90-", (90, 100)),
        ("bytes=-5", (95, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=5-4000", (5, 100)),
        ("bytes=9-3", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        (None, None),
    ],
)
def test_ranges(header: str | None, part: tuple[int, int] | None) -> None:
    assert wanted_range(header, 100, if_range=None, etag='"a"', modified="d") == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=-0", "bytes=999-1000"])
def test_a_range_behind_the_end_is_refused(header: str) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        wanted_range(header, 100, if_range=None, etag='"a"', modified="d")


@pytest.mark.parametrize(
    ("if_range", "part"), [('"a"', (0, 2)), ("d", (0, 2)), ('"b"', None), ('W/"a"', None)]
)
def test_a_part_only_of_the_same_file(if_range: str, part: tuple[int, int] | None) -> None:
    assert wanted_range("bytes=0-1", 100, if_range=if_range, etag='"a"', modified="d") == part

"""What a request's headers ask for: encodings, conditions and ranges (RFC 9110). Pure."""

import re
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache

SUFFIXES: dict[str, str] = {"br": ".br", "gzip": ".gz"}

_QUALITY = re.compile(r"\s*q\s*=\s*(\d(?:\.\d{0,3})?)\s*", re.IGNORECASE)
_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


class UnsatisfiableRangeError(Exception):
    """A range that lies wholly outside of the file."""


@lru_cache(maxsize=1024)
def accepted_encodings(accept_encoding: str) -> tuple[str, ...]:
    """The compressed encodings to try, best first; what is not compressed comes after all of them.

    Arguments: the Accept-Encoding header ("br;q=0.8, gzip, *;q=0").
    Source: RFC 9110, section 12.5.3. Of equal weights, brotli comes first.
    """
    weights = _weights(accept_encoding)
    others = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    chosen = [(weights.get(encoding, others), encoding) for encoding in SUFFIXES]
    chosen.sort(key=lambda choice: -choice[0])
    return tuple(encoding for weight, encoding in chosen if weight > 0 and weight >= plain)


def _weights(accept_encoding: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for item in accept_encoding[:1000].split(","):
        name, *parameters = item.split(";")
        matches = [_QUALITY.fullmatch(parameter) for parameter in parameters]
        weight = next((float(match[1]) for match in matches if match), 1.0)
        weights[name.strip().lower().removeprefix("x-")] = weight
    return weights


def is_unchanged(
    etag: str, modified_seconds: int, *, if_none_match: str | None, if_modified_since: str | None
) -> bool:
    """Whether the reader already has it (RFC 9110, 13.2.2): a tag is asked first, a date only without one."""
    if if_none_match is not None:
        tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return etag in tags or "*" in tags
    since = parse_date(if_modified_since)
    return since is not None and modified_seconds <= since


def parse_date(value: str | None) -> int | None:
    """Seconds since 1970 of an HTTP date, None if it is none."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None


def format_date(seconds: int) -> str:
    """An HTTP date ("Tue, 24 Nov 2026 05:40:29 GMT")."""
    return formatdate(seconds, usegmt=True)


def wanted_range(
    header: str | None, size_bytes: int, *, if_range: str | None, etag: str, modified: str
) -> tuple[int, int] | None:
    """The part of a file that is wanted, as start and end (exclusive); None: all of it.

    More than one range, and what is not a range, is answered with all of it, as RFC 9110 (14.2) allows.

    Raises:
        UnsatisfiableRangeError: the range begins behind the file's end.
    """
    match = _RANGE.fullmatch(header) if header else None
    if match is None or (if_range is not None and if_range.strip() not in (etag, modified)):
        return None
    first, last = match[1], match[2]
    if not first and not last:
        return None
    if not first:
        start, end = max(0, size_bytes - int(last)), size_bytes
    else:
        start, end = int(first), min(size_bytes, int(last) + 1 if last else size_bytes)
        if last and int(last) < start:
            return None
    if start >= size_bytes:
        raise UnsatisfiableRangeError
    return start, end

"""Dates as pages write them.

Owns the order of trust: a machine's date (ISO 8601) first, else what dateparser reads out of a short line.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from coffeepress.importing.page.saved import words

ISO = re.compile(
    r"\b((?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?(?:Z|[+-]\d\d:?\d\d))?)?)"
)
YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-4])\d(?!\d)")
NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})[./](\d{1,2})[./]((?:19[89]|20[0-4])\d)(?!\d)(?:\D{1,6}(\d{1,2})[:h](\d\d))?"
)
TIME = re.compile(r"(?<!\d)(\d{1,2})[:h](\d\d)(?!\d)(?:\s*([ap])\.?m)?", re.I)
DAY = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|\.|er)?(?![\d:])")
MONTHS = (
    "jan січ янв ene gen led sty",
    "feb fév fev лют фев únor úno lut",
    "mar mär бер март мар bře mrt",
    "apr avr abr квіт кві апр dub kwi",
    "may mai трав тра мая май kvě maj mei mag",
    "jun juin чер июн červen června cze giu",
    "jul juil лип июл červenec července lip lug",
    "aug aoû août ago сер авг srp sie",
    "sep sept вер сен set zář wrz",
    "oct okt out жов окт říj paź ott",
    "nov лис ноя listopad",
    "dec dez déc дек dic груд гру pro gru",
)


def read_iso(text: str) -> datetime | None:
    """Read the first ISO 8601 date of a text; one without a zone is taken as UTC."""
    found = ISO.search(text)
    if not found:
        return None
    try:
        value = datetime.fromisoformat(found.group(1).replace(" ", "T", 1).replace(" ", ""))
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    except ValueError:
        return None


def read_date(line: str) -> datetime | None:
    """Read the date in a short line ("By A. N., 16 November 2017 • 2:15pm"); None without a year."""
    if len(line) > 200:
        return None
    exact = read_iso(line)
    if exact:
        return exact
    numeric = NUMERIC.search(line)
    if numeric:
        day, month, year, hour, minute = (int(part) if part else 0 for part in numeric.groups())
        return _made(year, month, day, hour, minute) or _made(year, day, month, hour, minute)
    year_found = YEAR.search(line)
    month_found = _month(line[: year_found.start() + 30]) if year_found else None
    if not year_found or not month_found:
        return None
    rest = line[: year_found.start()] + " " + line[year_found.end() :]
    time = TIME.search(rest)
    hour, minute = _clock(time) if time else (0, 0)
    if time:
        rest = rest[: time.start()] + " " + rest[time.end() :]
    day_found = DAY.search(rest)
    return (
        _made(int(year_found.group()), month_found, int(day_found.group(1)), hour, minute)
        if day_found
        else None
    )


def _clock(time: re.Match[str]) -> tuple[int, int]:
    hour, half = int(time.group(1)), (time.group(3) or "").lower()
    return (hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour), int(time.group(2))


def _month(text: str) -> int | None:
    for word in words(text):
        for number, starts in enumerate(MONTHS, start=1):
            if (
                any(word.startswith(start) for start in starts.split())
                and not word.isdigit()
                and len(word) <= 12
            ):
                return number
    return None


def _made(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour % 24, minute % 60, tzinfo=UTC)
    except ValueError:
        return None

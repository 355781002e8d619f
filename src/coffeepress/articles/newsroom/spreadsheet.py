"""Lists as CSV files, written row by row, so that a hundred thousand take no more memory than one. A cell that a
spreadsheet would take for a formula is written so that it stays text (OWASP, "CSV Injection").
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import StreamingHttpResponse

FORMULA_STARTS = tuple("=+-@＝＋－＠")
"""What spreadsheets take for a formula, in full width as well."""
BLANK_STARTS = tuple("\t\r\n")


class _Line:
    """A file whose writing gives the line back."""

    def write(self, line: str) -> str:
        return line


def as_text(value: Any) -> str:
    """A cell's text, made safe: what begins like a formula gets a quote before it."""
    text = "" if value is None else str(value)
    is_risky = text.startswith(BLANK_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_risky else text


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Rows as the lines of a CSV file, under the names of the columns."""
    writer: Any = csv.writer(_Line())
    yield "\ufeff"  # so that spreadsheets read it as UTF-8
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([as_text(row[column]) for column in columns])


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> StreamingHttpResponse:
    """A CSV file to be downloaded."""
    answer = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

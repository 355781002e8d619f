"""Files for spreadsheets: CSV, written row by row, in which no cell is taken for a formula."""

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
    """A cell's text, made safe: what begins like a formula gets a quote before it (OWASP, "CSV Injection")."""
    text = "" if value is None else str(value)
    is_risky = text.startswith(BLANK_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_risky else text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Rows as lines of a CSV file, the names of the columns first."""
    writer: Any = csv.writer(_Line())
    yield "\ufeff"  # so that spreadsheets read it as UTF-8
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([as_text(cell) for cell in row])


def in_order(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    """Rows told by the names of their columns, as the cells of those columns in their order."""
    for row in rows:
        yield [row[column] for column in columns]


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A CSV file that is sent while it is written; no copy of it is kept anywhere."""
    answer = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer

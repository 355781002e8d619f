"""Documents to download, made from the demo's own text.

Owns: a minimal PDF (version 1.4) of plain text, enough for a leaflet. Source: ISO 32000-1, 7.5 and 9.4.
Refuses: letters outside Latin-1, which the standard fonts of a PDF do not hold.
"""

import textwrap

_PAGE_WIDTH, _PAGE_HEIGHT = 595, 842  # A4 in points
_MARGIN = 64
_LINE_HEIGHT = 16
_LINES_ON_PAGE = (_PAGE_HEIGHT - 2 * _MARGIN) // _LINE_HEIGHT
_COLUMNS = 86


def document_bytes(text: str, *, file_name: str, title: str) -> bytes:
    """The document's bytes: a PDF for a name that ends in .pdf, else the text itself in UTF-8."""
    if file_name.endswith(".pdf"):
        return _pdf(text, title=title)
    return text.encode("utf-8")


def _pdf(text: str, *, title: str) -> bytes:
    pages = _pages(text)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * index) for index in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % _escaped(title),
    ]
    for index, lines in enumerate(pages):
        content = _content(lines)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            % (_PAGE_WIDTH, _PAGE_HEIGHT, 7 + 2 * index)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _assembled(objects)


def _pages(text: str) -> list[list[tuple[bool, str]]]:
    """Pages of lines; a line that opens with ``# `` is bold."""
    lines: list[tuple[bool, str]] = []
    for paragraph in text.rstrip().split("\n"):
        bold = paragraph.startswith("# ")
        wrapped = textwrap.wrap(paragraph.removeprefix("# "), _COLUMNS) or [""]
        lines.extend((bold, line) for line in wrapped)
    return [lines[start : start + _LINES_ON_PAGE] for start in range(0, len(lines), _LINES_ON_PAGE)]


def _content(lines: list[tuple[bool, str]]) -> bytes:
    parts = [b"BT %d TL %d %d Td" % (_LINE_HEIGHT, _MARGIN, _PAGE_HEIGHT - _MARGIN)]
    for bold, line in lines:
        font = b"/F2 13 Tf" if bold else b"/F1 11 Tf"
        parts.append(b"%s (%s) Tj T*" % (font, _escaped(line)))
    return b"\n".join([*parts, b"ET"])


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _assembled(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)

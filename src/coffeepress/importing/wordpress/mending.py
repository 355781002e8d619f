"""Mend, byte by byte on the way to the parser, the faults of published exports that have one sure meaning:

- blanks or a byte order mark before the XML declaration: dropped;
- control characters that XML forbids (plugins and pasted text leave them): dropped;
- a bare `&` outside CDATA (`Tom & Jerry`, `?a=1&b=2`): read as `&amp;`; an HTML entity (`&nbsp;`): as its
  character.

All else that is not well-formed, such as CDATA within CDATA, could mean several things and is left for the
parser to refuse.
"""

from __future__ import annotations

import re
from html.entities import html5

_FORBIDDEN = bytes(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D))
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_OPENING = re.compile(rb"<!\[CDATA\[|<!--|<!DOCTYPE", re.IGNORECASE)
_AMPERSAND = re.compile(rb"&(?:(#[0-9]{1,8}|#x[0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});)?")
_XML_NAMES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_CLOSING = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_LONGEST_MARK_BYTES = 3
_HOLD_BACK_BYTES = 64
"""Longer than any token that decides something: a chunk's last bytes wait for the next chunk."""


class Mender:
    """Feed it the file's chunks in order, then `finish`; `mended` counts the faults by name."""

    def __init__(self) -> None:
        self.mended: dict[str, int] = {}
        self._rest = b""
        self._closing: bytes | None = None
        self._begun = False
        self._as_it_is = False

    def feed(self, chunk: bytes) -> bytes:
        if not self._begun:
            chunk, self._rest = self._rest + chunk, b""
            if len(chunk) < _LONGEST_MARK_BYTES:
                self._rest = chunk
                return b""
            chunk = self._start(chunk)
            if not chunk:
                return b""
        if self._as_it_is:
            return chunk
        return self._run(self._rest + self._without_control(chunk), last=False)

    def finish(self) -> bytes:
        if not self._begun:
            self._rest = self._start(self._rest)
        return b"" if self._as_it_is else self._run(self._rest, last=True)

    def _start(self, chunk: bytes) -> bytes:
        if chunk.startswith(_UTF16_MARKS):
            self._begun = self._as_it_is = True
            return chunk
        trimmed = chunk.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
        if trimmed:
            self._begun = True
            if len(trimmed) != len(chunk.removeprefix(b"\xef\xbb\xbf")):
                self._count("blank before the XML declaration", 1)
        return trimmed

    def _count(self, name: str, times: int) -> None:
        if times:
            self.mended[name] = self.mended.get(name, 0) + times

    def _without_control(self, chunk: bytes) -> bytes:
        clean = chunk.translate(None, _FORBIDDEN)
        self._count("forbidden control character", len(chunk) - len(clean))
        return clean

    def _run(self, data: bytes, *, last: bool) -> bytes:
        done: list[bytes] = []
        at = 0
        while at < len(data):
            if self._closing is not None:
                end = data.find(self._closing, at)
                if end < 0:
                    break
                end += len(self._closing)
                done.append(data[at:end])
                at, self._closing = end, None
                continue
            opening = _OPENING.search(data, at)
            if opening is None:
                break
            done.append(self._markup(data[at : opening.start()]))
            at = opening.start()
            if opening.group().upper() == b"<!DOCTYPE":
                # A document type is refused by the parser: nothing after it must be touched.
                self._as_it_is = True
                done.append(data[at:])
                self._rest = b""
                return b"".join(done)
            self._closing = _CLOSING[opening.group().upper() if opening.group()[2:3] == b"[" else b"<!--"]
            done.append(opening.group())
            at = opening.end()
        at = self._tail(data, at, done, last=last)
        self._rest = data[at:]
        return b"".join(done)

    def _tail(self, data: bytes, at: int, done: list[bytes], *, last: bool) -> int:
        """What is left has no opening or closing in it: pass on all but what may be half a token."""
        cut = len(data) if last else max(at, len(data) - _HOLD_BACK_BYTES)
        if not last and self._closing is None:
            ampersand = data.rfind(b"&", at, cut)
            if ampersand >= 0 and cut - ampersand < _HOLD_BACK_BYTES:
                cut = ampersand
        piece = data[at:cut]
        done.append(piece if self._closing is not None else self._markup(piece))
        return cut

    def _markup(self, piece: bytes) -> bytes:
        return _AMPERSAND.sub(self._reference, piece) if b"&" in piece else piece

    def _reference(self, match: re.Match[bytes]) -> bytes:
        name = match.group(1)
        if name in _XML_NAMES:
            return match.group()
        if name is None:
            self._count("bare &", 1)
            return b"&amp;"
        if name.startswith(b"#"):
            return match.group() if _is_character(name) else self._dropped_reference()
        text = html5.get(name.decode("ascii") + ";")
        if text is None:
            self._count("bare &", 1)
            return b"&amp;" + match.group()[1:]
        self._count("HTML entity outside CDATA", 1)
        return "".join(f"&#{ord(character)};" for character in text).encode("ascii")

    def _dropped_reference(self) -> bytes:
        self._count("forbidden control character", 1)
        return b""


def _is_character(name: bytes) -> bool:
    """Whether a numeric reference names a character of XML 1.0 (production 2)."""
    code = int(name[2:], 16) if name[1:2] == b"x" else int(name[1:])
    return (
        code in (0x09, 0x0A, 0x0D)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )

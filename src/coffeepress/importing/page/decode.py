"""From bytes to text, and whether the text is HTML.

Owns the guess of the encoding. Refuses what is empty, too big or no text at all.
"""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from coffeepress.importing.page.saved import UnreadablePage

LIMIT_BYTES = 20_000_000
SNIFFED_BYTES = 4096

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})""", re.I
)
# Pages that name these encodings hold letters of their supersets, and browsers read them so.
SUPERSETS = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
}
GUESSED = [
    "windows-1251",
    "windows-1252",
    "windows-1250",
    "koi8-u",
    "koi8-r",
    "iso-8859-2",
    "iso-8859-5",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
]

MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a rich text document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"bplist00", "a Safari web archive"),
)

HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|a|br|h[1-6]|ul|ol|li|img|article|section|main|table|meta|link|script"
    r"|figure|blockquote|em|strong)\b[^<>]{0,2000}>",
    re.I,
)
CLOSED = re.compile(r"</(?:p|div|span|article|section|main|h[1-6]|li|body|html|figure|blockquote)\s*>", re.I)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")


def decode(data: bytes, *, name: str) -> str:
    """Return the text of a saved file.

    Args:
        data: the file's bytes.
        name: what the file is called, for the sentence of a refusal.

    Raises:
        UnreadablePage: it is empty, bigger than `LIMIT_BYTES`, or not text.
    """
    if not data.strip(b"\x00 \t\r\n\x0c"):
        raise UnreadablePage(f"{name} is empty.")
    if len(data) > LIMIT_BYTES:
        raise UnreadablePage(f"{name} is bigger than {LIMIT_BYTES // 1_000_000} MB, which no article needs.")
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise UnreadablePage(f"{name} is {what}, not a saved page or copied text.")
    text = _text(data)
    sample = text[:20_000]
    if len(CONTROLS.findall(sample)) > len(sample) / 50:
        raise UnreadablePage(f"{name} is not text: it holds binary data.")
    return CONTROLS.sub(" ", text).replace("\r\n", "\n").replace("\r", "\n")


def is_html(text: str) -> bool:
    """Tell HTML from plain text: by how it begins, else by how much of it is known tags.

    Copied text may show a few tags (what a page falls back on without scripts): most of its lines hold none.
    """
    if HTML_START.match(text[:20_000]):
        return True
    lines = [line for line in text[:200_000].split("\n") if line.strip()]
    tagged = sum(1 for line in lines if HTML_TAG.search(line))
    return tagged > 0.5 * len(lines) and bool(CLOSED.search(text[:200_000]))


def _text(data: bytes) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # A declared encoding that fits is believed; a declared UTF-8 with a few broken bytes still is UTF-8.
    declared = DECLARED.search(data[:SNIFFED_BYTES])
    encoding = declared.group(1).decode("ascii").lower() if declared else ""
    encoding = SUPERSETS.get(encoding, encoding)
    if encoding:
        try:
            return data.decode(encoding, errors="strict" if encoding not in ("utf-8", "utf8") else "replace")
        except (LookupError, UnicodeError):
            pass
    if _broken_share(data) < 0.01:
        return data.decode("utf-8", errors="replace")
    return _guessed(data, encoding)


def _broken_share(data: bytes) -> float:
    """How much of the non-ASCII bytes is not UTF-8: little means UTF-8 that was cut or damaged."""
    outside = sum(1 for byte in data[:200_000] if byte >= 0x80)
    broken = data[:200_000].decode("utf-8", errors="replace").count("\ufffd")
    return broken / outside if outside else 0.0


def _guessed(data: bytes, declared: str) -> str:
    best = from_bytes(data[:100_000], cp_isolation=GUESSED, threshold=0.5).best()
    encoding = best.encoding if best is not None else (declared or "windows-1252")
    try:
        return data.decode(encoding, errors="replace")
    except (LookupError, UnicodeError):
        return data.decode("windows-1252", errors="replace")

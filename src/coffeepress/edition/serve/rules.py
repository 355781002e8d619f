"""Which headers an answer carries, by its path: one table for our own server and for the nginx recipe.

The patterns are written in what Python's `re` and nginx's PCRE have in common, and are matched against the
decoded path of the file that is sent (`/a/` is `/a/index.html`).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

Header = tuple[str, str]

# A type per file name extension. What is not here is sent as a plain download.
TYPES: dict[str, str] = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "map": "application/json; charset=utf-8",
    "webmanifest": "application/manifest+json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "xsl": "application/xslt+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "zip": "application/zip",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
# Types of files whose extension says too little, by their whole name.
NAMED_TYPES: dict[str, str] = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "opensearch.xml": "application/opensearchdescription+xml; charset=utf-8",
}
FEEDS = frozenset({"feed.xml", "atom.xml", "feed.json"})
"""What lies beside a front, and is asked for there after the front has moved: those who follow it never look."""

OTHER_TYPE = "application/octet-stream"

REVALIDATE = "public, max-age=0, must-revalidate"
SHORT = "public, max-age=300"
IMMUTABLE = "public, max-age=31536000, immutable"
NO_CACHE = "no-cache"

# The first pattern that matches decides.
CACHE_CONTROL: tuple[Header, ...] = (
    (r"/(404|gone)\.html$", NO_CACHE),
    (r"/moved\.html$", SHORT),
    (r"\.html$", REVALIDATE),
    (r"^/(pictures|files|adverts/pictures)/", IMMUTABLE),
    # What runs now: asked for anew with each page, and answered with 304 while it is the same.
    (r"^/adverts/[^/]+\.json$", REVALIDATE),
    (r"^/static/.*[./-][0-9a-f]{8,64}[./-]", IMMUTABLE),
)
OTHER_CACHE_CONTROL = SHORT

# Pictures, files, fonts' pages and feeds may be shown by other sites (feed readers, those who republish).
RESOURCE_POLICY: tuple[Header, ...] = ((r"^/(pictures|files)/|\.xml$|/feed\.json$", "cross-origin"),)
OTHER_RESOURCE_POLICY = "same-origin"

# An uploaded document that a browser might run is saved, never opened, on the site's own origin.
DISPOSITION: tuple[Header, ...] = (
    (r"^/files/.*\.(pdf|png|jpe?g|gif|webp|avif|mp3|m4a|ogg|opus|wav|mp4|webm|txt|csv|md)$", ""),
    (r"^/files/", "attachment"),
)

_PARTS_ALLOWED = re.compile(r"^/(pictures|files)/|\.(mp3|m4a|ogg|opus|wav|mp4|webm|pdf)$")


def _first(rules: Sequence[Header], path: str, other: str) -> str:
    return next((value for pattern, value in rules if re.search(pattern, path)), other)


def content_type(path: str) -> str:
    """The Content-Type of the file at a path, by its name or its extension."""
    name = path.rpartition("/")[2]
    return NAMED_TYPES.get(name) or TYPES.get(name.rpartition(".")[2].lower(), OTHER_TYPE)


def is_text(path: str) -> bool:
    """Whether a file of this name may have compressed ones beside it."""
    return "charset=" in content_type(path)


def allows_parts(path: str) -> bool:
    """Whether a reader may ask for a part of the file (Range)."""
    return _PARTS_ALLOWED.search(path) is not None


def cache_control(path: str) -> str:
    """How long the file at a path may be kept."""
    return _first(CACHE_CONTROL, path, OTHER_CACHE_CONTROL)


def file_headers(path: str) -> list[Header]:
    """The headers that depend on a file's path, apart from its type, its tag and its encoding."""
    headers = [
        ("cache-control", cache_control(path)),
        ("cross-origin-resource-policy", _first(RESOURCE_POLICY, path, OTHER_RESOURCE_POLICY)),
    ]
    if disposition := _first(DISPOSITION, path, ""):
        headers.append(("content-disposition", disposition))
    return headers


def content_security_policy(frame_sources: Sequence[str] = (), *, https: bool = False) -> str:
    """The policy of reader pages: only what the site itself serves, and the players that are allowed.

    Raises:
        ValueError: a frame source holds what would end the directive, or is a wildcard.
    """
    for source in frame_sources:
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?(/[\w./-]*)?", source):
            raise ValueError(f"A frame source is written like https://player.example.org, not {source!r}")
    parts = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        f"frame-src {' '.join(frame_sources) or chr(39) + 'none' + chr(39)}",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
    return "; ".join(parts + (["upgrade-insecure-requests"] if https else []))


@lru_cache(maxsize=8)
def security_headers(frame_sources: tuple[str, ...] = (), *, https: bool = False) -> tuple[Header, ...]:
    """The headers that every answer of the edition carries.

    `https` says that readers come over TLS: they are then told to stay there.
    """
    headers = [
        ("content-security-policy", content_security_policy(frame_sources, https=https)),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        ),
        ("cross-origin-opener-policy", "same-origin"),
    ]
    if https:
        headers.append(("strict-transport-security", "max-age=31536000"))
    return tuple(headers)

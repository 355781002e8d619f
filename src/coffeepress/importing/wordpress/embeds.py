"""Addresses that stand for something to play or show in place, and the plain address behind a player."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

_HOSTS = frozenset(
    (
        "youtube.com",
        "youtu.be",
        "youtube-nocookie.com",
        "vimeo.com",
        "twitter.com",
        "x.com",
        "facebook.com",
        "fb.watch",
        "instagram.com",
        "tiktok.com",
        "soundcloud.com",
        "spotify.com",
        "dailymotion.com",
        "dai.ly",
        "wordpress.tv",
        "videopress.com",
        "ted.com",
        "reddit.com",
        "mixcloud.com",
        "bsky.app",
        "t.me",
        "datawrapper.de",
        "dwcdn.net",
        "flourish.studio",
        "infogram.com",
        "documentcloud.org",
    )
)
_YOUTUBE_FRAME = re.compile(r"^/(?:embed|v|shorts)/([\w-]{6,20})")
_VIMEO_FRAME = re.compile(r"^/video/(\d+)")


def embeddable(url: str) -> bool:
    """Whether readers expect a player or a post here rather than a link."""
    parts = _split(url)
    if parts is None:
        return False
    host = (parts.hostname or "").lower()
    while host:
        if host in _HOSTS:
            return len(parts.path) > 1
        host = host.partition(".")[2]
    return False


def plain_address(url: str) -> str:
    """The address a person would open, for the address of a player's frame; the same one if there is none."""
    if url.startswith("//"):
        url = "https:" + url
    parts = _split(url)
    if parts is None:
        return url
    host = (parts.hostname or "").lower().removeprefix("www.")
    query = parse_qs(parts.query)
    if host in ("youtube.com", "youtube-nocookie.com") and (found := _YOUTUBE_FRAME.match(parts.path)):
        return f"https://www.youtube.com/watch?v={found.group(1)}"
    if host == "player.vimeo.com" and (found := _VIMEO_FRAME.match(parts.path)):
        return f"https://vimeo.com/{found.group(1)}"
    for player, key in (("w.soundcloud.com", "url"), ("facebook.com", "href"), ("web.facebook.com", "href")):
        if host == player and query.get(key, [""])[0].startswith("https://"):
            return query[key][0]
    return url


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None

"""Where embedded things can be played without leaving the page. Pure: no service is asked anything."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE = "https://www.youtube-nocookie.com"
VIMEO = "https://player.vimeo.com"

#: What the content security policy lets reader pages frame, after the reader's click.
FRAME_SOURCES = (YOUTUBE, VIMEO)


@dataclass(frozen=True)
class Player:
    """A service's player: its name to be read, and the address to be framed."""

    provider: str
    address: str


def player(url: str) -> Player | None:
    """The player of a video's address, or None for all else, which stays a link."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host in {"youtube.com", "youtu.be", "youtube-nocookie.com"}:
        video = parse_qs(parts.query).get("v", [""])[0] or parts.path.rsplit("/", 1)[-1]
        if re.fullmatch(r"[\w-]{6,20}", video, re.ASCII):
            return Player("YouTube", f"{YOUTUBE}/embed/{video}?autoplay=1")
    if host == "vimeo.com" and (match := re.fullmatch(r"/(\d+)/?", parts.path)):
        return Player("Vimeo", f"{VIMEO}/video/{match[1]}?dnt=1&autoplay=1")
    return None

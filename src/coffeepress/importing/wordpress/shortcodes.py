"""Turn WordPress' own shortcodes into HTML that the walk over a post's HTML understands.

`[caption]`, `[gallery]`, `[embed]`, `[audio]` and `[video]` have a counterpart. A shortcode of a plugin
stays as the text that WordPress itself would show without the plugin, and is named for the report. Time is
linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import escape

_SHORTCODE = re.compile(r"\[(\[?)(/?)([a-zA-Z][\w-]{0,40})((?:[\s=][^\[\]]{0,2000})?)\](\]?)")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]+))")
_BARE_ADDRESS = re.compile(r"https?://[^\s\"'\]<>]+")
_MEDIA_KEYS = (
    *("src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv", "flv", "wmv", "mov", "url"),
)
_ENCLOSING = frozenset(("caption", "wp_caption", "embed"))
_KNOWN = frozenset((*_ENCLOSING, "gallery", "audio", "video"))
_NUMBERS = re.compile(r"\d{1,15}")


def expand(text: str, attached: Callable[[], list[int]], lost: Counter[str]) -> str:
    """Replace the shortcodes of a post's content.

    Args:
        text: the content as the export holds it.
        attached: the ids of the attachments uploaded to the post, for a `[gallery]` without ids.
        lost: counts what has no counterpart, by name.
    """
    if "[" not in text:
        return text
    done: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while match := _SHORTCODE.search(text, at):
        done.append(text[at : match.start()])
        at = match.end()
        name = match.group(3).lower()
        if match.group(1) and match.group(5):
            done.append(match.group()[1:-1])
            continue
        html, bracketed = "", bool(match.group(1))
        if match.group(2):
            html = "" if name in _KNOWN else _unknown(match, name, lost)
        elif name in _ENCLOSING:
            closing = -1 if name in unclosed else text.find(f"[/{name}]", at)
            if closing < 0:
                unclosed.add(name)
            inner = text[at:closing] if closing >= 0 else ""
            at = closing + len(name) + 3 if closing >= 0 else at
            html = _enclosing(name, _attributes(match.group(4)), inner)
        elif name == "gallery":
            html = _gallery(_attributes(match.group(4)), attached)
        elif name in ("audio", "video"):
            html = _media(name, match.group(4)) or _unknown(match, name, lost)
        else:
            html = _unknown(match, name, lost)
        done.append("[" + html if bracketed and not html.startswith("[[") else html)
        if match.group(5) and not html.endswith("]]"):
            done.append("]")
    done.append(text[at:])
    return "".join(done)


def _attributes(text: str) -> dict[str, str]:
    return {key.lower(): one or two or bare for key, one, two, bare in _ATTRIBUTE.findall(text)}


def _enclosing(name: str, attributes: dict[str, str], inner: str) -> str:
    if name == "embed":
        address = (inner.strip() or attributes.get("src", "")).replace("&amp;", "&")
        return f'\n\n<figure class="cp-embed" data-url="{escape(address)}"></figure>\n\n'
    image, caption = _split_caption(inner)
    caption = attributes.get("caption", "") or caption
    return (
        f'\n\n<figure class="wp-caption" id="{escape(attributes.get("id", ""))}">{image}'
        f"<figcaption>{caption.strip()}</figcaption></figure>\n\n"
    )


def _split_caption(inner: str) -> tuple[str, str]:
    """A caption's inside is the picture, perhaps in a link, then the words."""
    image = inner.lower().find("<img")
    if image < 0:
        return "", inner
    end = inner.find(">", image) + 1 or len(inner)
    after = inner[end:]
    close = re.match(r"\s*</a\s*>", after, re.IGNORECASE)
    if close and "<a" in inner[:image].lower():
        end += close.end()
    return inner[:end], inner[end:]


def _gallery(attributes: dict[str, str], attached: Callable[[], list[int]]) -> str:
    ids = _NUMBERS.findall(attributes.get("ids") or attributes.get("include") or "")
    if not ids:
        excluded = set(_NUMBERS.findall(attributes.get("exclude", "")))
        ids = [str(number) for number in attached() if str(number) not in excluded]
    return f'\n\n<figure class="cp-gallery" data-ids="{",".join(ids)}"></figure>\n\n'


def _media(name: str, head: str) -> str:
    attributes = _attributes(head)
    address = next((attributes[key] for key in _MEDIA_KEYS if attributes.get(key)), "")
    if not address and (bare := _BARE_ADDRESS.search(head)):
        address = bare.group()
    return f'\n\n<{name} src="{escape(address)}"></{name}>\n\n' if address else ""


def _unknown(match: re.Match[str], name: str, lost: Counter[str]) -> str:
    """Words in brackets are common in prose: a shortcode has attributes or closes something."""
    if "=" in match.group(4) or match.group(2) or name in ("playlist", "audio", "video"):
        lost[f"shortcode [{name}]"] += 1
    return match.group()

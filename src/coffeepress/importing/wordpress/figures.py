"""Pictures, galleries, quotations, tables, files and players of a post, for the walk in `content`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml.html import HtmlElement

from .embeds import embeddable, plain_address
from .values import (
    PICTURE_CLASS,
    Block,
    FileRef,
    PictureRef,
    embed_value,
    link_paragraph,
    picture_ref,
    picture_value,
)

if TYPE_CHECKING:
    from .walk import Walk

_ATTACHMENT_ID = re.compile(r"attachment_(\d{1,15})")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
CREDIT_WORDS = re.compile(
    r"photo|image|picture|credit|source|courtesy|via\b|©|public domain|фото|джерело|зображення|світлина",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_ADDED_ADDRESS = re.compile(r" \((https?://[^\s()]+)\)")
_SOCIAL_QUOTES = (
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "tiktok-embed",
    "fb-post",
    "bluesky-embed",
)
_WIDEST_SPAN = 100


def is_gallery(element: HtmlElement, classes: set[str]) -> bool:
    if classes & {
        "wp-block-gallery",
        "cp-gallery",
        "blocks-gallery-grid",
        "tiled-gallery",
        "wp-block-jetpack-tiled-gallery",
    }:
        return True
    return "gallery" in classes and element.find(".//img") is not None


def gallery(walk: Walk, element: HtmlElement) -> None:
    """A gallery block; one picture alone becomes a picture."""
    caption = _caption_of(element)
    if element.get("data-ids") is not None and "cp-gallery" in (element.get("class") or ""):
        numbers = [int(number) for number in element.get("data-ids", "").split(",") if number.isdigit()]
        pictures = [picture_value(PictureRef(number), alt="", caption="") for number in numbers]
    else:
        inner = walk.inside(element)
        pictures = [value for kind, value in inner.pieces if kind == "picture"]
        for kind, value in inner.pieces:
            if kind == "gallery":
                pictures += value["pictures"]
    caption_text = walk.words(caption) if caption is not None and caption.getparent() is element else ""
    if not pictures:
        walk.lost["gallery without pictures"] += 1
        if caption_text:
            walk.piece("p", _escaped(caption_text))
    elif len(pictures) == 1 and not caption_text:
        walk.piece("picture", pictures[0])
    else:
        walk.piece("gallery", {"pictures": pictures, "caption": caption_text})


def figure(walk: Walk, element: HtmlElement, classes: set[str]) -> None:
    """Whatever a `figure` holds, with its caption."""
    joined = " ".join(classes)
    images = [image for image in element.iter("img") if not _is_tiny(image)]
    if "wp-block-pullquote" in classes:
        _pull_quote(walk, element)
    elif "cp-embed" in classes or "wp-block-embed" in joined:
        _embed(walk, element)
    elif (inner := element.find(".//table")) is not None:
        table(walk, inner, _taken_caption(walk, element))
    elif (inner := element.find(".//blockquote")) is not None:
        _quoted_figure(walk, element, inner)
    elif (
        player := next(element.iter("video", "audio", "iframe", "object"), None)
    ) is not None and not images:
        for piece in media(walk, player, _taken_caption(walk, element)):
            walk.piece(*piece)
    elif len(images) == 1:
        _picture(walk, element, images[0])
    elif images:
        gallery(walk, element)
    else:
        if "wp-block-media-text__media" in classes:
            background(walk, element, {})
        walk.flow(element)


def _picture(walk: Walk, element: HtmlElement, image: HtmlElement) -> None:
    said = _taken_caption(walk, element)
    inner = walk.inside(element)
    for kind, value in inner.pieces:
        if kind == "picture" and said:
            value["caption"], value["source_url"] = _credited(said)
            said = ""
        if kind == "picture" and not value["picture"].wp_id:
            found = _ATTACHMENT_ID.search(element.get("id") or "")
            if found:
                value["picture"] = PictureRef(int(found.group(1)), value["picture"].url)
        walk.piece(kind, value)
    if said:
        walk.piece("p", _escaped(said))


def _credited(said: str) -> tuple[str, str]:
    """A caption whose one link is its credit gives the picture's source; other links stay in the words."""
    links = _ADDED_ADDRESS.findall(said)
    words = _ADDED_ADDRESS.sub("", said)
    if len(links) == 1 and CREDIT_WORDS.search(words):
        return words, links[0]
    return said, ""


def background(walk: Walk, element: HtmlElement, attributes: dict[str, Any]) -> None:
    """The picture that a cover lays behind its words, where it is not an `img` of its own."""
    if any("cover__image" in (image.get("class") or "") for image in element.iter("img")):
        return
    if "media-text" in (element.get("class") or "") and element.find(".//img") is not None:
        return
    for layer in (element, *element.iter("div", "figure")):
        found = _BACKGROUND.search(layer.get("style") or "")
        if found:
            number = PICTURE_CLASS.search(layer.get("class") or "")
            wp_id = int(number.group(1)) if number else attributes.get("id") or attributes.get("mediaId") or 0
            ref = PictureRef(wp_id if isinstance(wp_id, int) else 0, found.group(1).strip())
            walk.piece("picture", picture_value(ref, alt=layer.get("aria-label") or "", caption=""))
            return


def media(walk: Walk, element: HtmlElement, caption: str) -> Iterator[Block]:
    """The pieces of an image, frame or player; the kind `said` is text for the running paragraph."""
    if element.tag == "img":
        yield from _image(walk, element)
        return
    url = (
        element.get("src")
        or element.get("data-src")
        or element.get("data")
        or element.get("data-lazy-src")
        or ""
    )
    if not url and (source := element.find(".//source")) is not None:
        url = source.get("src") or ""
    if not url and (param := element.find(".//param[@name='movie']")) is not None:
        url = param.get("value") or ""
    url = walk.address("https:" + url if url.startswith("//") else url)
    if not url.startswith(("http://", "https://")):
        walk.lost[f"{element.tag} without an address"] += 1
        yield from ((("p", _escaped(caption)),) if caption else ())
        return
    if element.tag in ("video", "audio"):
        yield from _player(element, url, caption)
        return
    url = plain_address(url)
    if embeddable(url):
        value = embed_value(url, caption)
        value["title"] = (element.get("title") or "").strip()
        yield "embed", value
    else:
        walk.lost["frame of another site (kept as a link)"] += 1
        yield "p", _link(url, caption or element.get("title") or url)


def _player(element: HtmlElement, url: str, caption: str) -> Iterator[Block]:
    poster = element.get("poster") or ""
    if embeddable(url):
        yield "embed", embed_value(url, caption)
        return
    if poster.startswith(("http://", "https://")):
        yield "picture", picture_value(PictureRef(0, poster), alt="", caption="")
    name = unquote(url.split("?")[0].rstrip("/").rpartition("/")[2])
    yield "download", {"document": FileRef(0, url), "title": caption or name, "description": ""}


def _image(walk: Walk, image: HtmlElement) -> Iterator[Block]:
    classes = image.get("class") or ""
    alt = " ".join((image.get("alt") or "").split())
    if "wp-smiley" in classes or "emoji" in classes.split():
        yield "said", alt
        return
    if _is_tiny(image):
        walk.lost["tracking pixel"] += 1
        return
    ref = picture_ref(image)
    if not ref.wp_id and not ref.url.startswith(("http://", "https://", "/")):
        walk.lost["picture without an address"] += 1
        if alt:
            yield "p", _escaped(alt)
        return
    url = ref.url if ref.url.startswith(("http://", "https://", "/")) else ""
    yield "picture", picture_value(PictureRef(ref.wp_id, url), alt=alt, caption="")


def _is_tiny(image: HtmlElement) -> bool:
    return (image.get("width") or "").strip() in ("0", "1") and (image.get("height") or "").strip() in (
        "0",
        "1",
    )


def quotation(walk: Walk, element: HtmlElement, classes: set[str]) -> None:
    """A quotation with whom it quotes; a post of a social network pasted as a quotation becomes an embed."""
    if any(name in classes for name in _SOCIAL_QUOTES):
        links = [link.get("href") for link in element.iter("a") if embeddable(link.get("href") or "")]
        url = element.get("cite") or element.get("data-instgrm-permalink") or (links[-1] if links else "")
        if embeddable(url or ""):
            walk.piece("embed", embed_value((url or "").split("?")[0], walk.words(element)))
            return
    speaker, source_name, source_url = _taken_cite(walk, element)
    source_url = source_url or walk.address(element.get("cite"))
    inner = walk.inside(element, plain=True)
    text = "\n\n".join(value for kind, value in inner.pieces if kind == "p")
    if text:
        value = {
            "text": text,
            "speaker": speaker,
            "role": "",
            "source_name": source_name,
            "source_url": source_url,
        }
        walk.piece("quotation", value)
    for kind, value in inner.pieces:
        if kind != "p":
            walk.piece(kind, value)


def _quoted_figure(walk: Walk, element: HtmlElement, quote: HtmlElement) -> None:
    caption = element.find("figcaption")
    if caption is not None and quote.find(".//cite") is None:
        element.remove(caption)
        caption.tag = "cite"
        quote.append(caption)
    walk.flow(element)


def _taken_cite(walk: Walk, quote: HtmlElement) -> tuple[str, str, str]:
    """Take the citation off a quotation: who says it, the name and the address of where."""
    cite = quote.find("cite")
    cites = [cite] if cite is not None else [*quote.findall("footer"), *quote.iter("cite")]
    if not cites:
        return "", "", ""
    cite = cites[-1]
    link = cite.find(".//a")
    url = walk.address(link.get("href")) if link is not None else ""
    said = " ".join(_ADDED_ADDRESS.sub("", walk.words(cite)).split()).lstrip("—–- ")
    _drop(cite)
    if not url.startswith(("http://", "https://")):
        return said, "", ""
    name = " ".join("".join(link.itertext()).split()) if link is not None else ""
    speaker = said.replace(name, "").strip(" ,;—–-()") if name else said
    return speaker, name, url


def _pull_quote(walk: Walk, element: HtmlElement) -> None:
    cites = list(element.iter("cite", "figcaption"))
    said = " ".join(walk.words(cites[-1]).split()) if cites else ""
    if cites:
        _drop(cites[-1])
    text = walk.words(element)
    if text:
        walk.piece("pull_quote", {"text": f"{text}\n\n— {said}" if said else text})


def table(walk: Walk, element: HtmlElement, caption: str) -> None:
    """A table of text columns; merged cells are taken apart, pictures of cells come after it."""
    own = element.find("caption")
    caption = caption or walk.words(own)
    rows, head, others = _cells(walk, element)
    width = max((len(row) for row in rows), default=0)
    if not width:
        if caption:
            walk.piece("p", _escaped(caption))
        return
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    heading = rows.pop(0) if head else [""] * width
    columns = [{"type": "text", "heading": words} for words in heading]
    value = {"columns": columns, "rows": [{"values": row} for row in rows], "caption": ""}
    walk.piece("table", {"caption": caption, "table": value, "source": ""})
    for kind, piece in others:
        walk.piece(kind, piece)


def _cells(walk: Walk, element: HtmlElement) -> tuple[list[list[str]], bool, list[Block]]:
    rows: list[list[str]] = []
    others: list[Block] = []
    head = False
    held: dict[int, int] = {}
    for row in element.iter("tr"):
        if next(row.iterancestors("table")) is not element:
            continue
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if not rows and cells:
            in_head = (row.getparent() is not None) and row.getparent().tag == "thead"
            head = in_head or all(cell.tag == "th" for cell in cells)
        words: list[str] = []
        for cell in cells:
            _fill_held(words, held)
            inner = walk.inside(cell, plain=True)
            words.append("\n".join(value for kind, value in inner.pieces if kind == "p"))
            others += [piece for piece in inner.pieces if piece[0] != "p"]
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if across > 1 or down > 1:
                walk.lost["merged table cell (taken apart)"] += 1
            for column in range(len(words) - 1, len(words) - 1 + across):
                if down > 1:
                    held[column] = down
            words += [""] * (across - 1)
        _fill_held(words, held)
        held = {column: left - 1 for column, left in held.items() if left > 1}
        if words:
            rows.append(words)
    return rows, head, others


def _fill_held(words: list[str], held: dict[int, int]) -> None:
    """Cells of rows above reach down into this column."""
    while held.get(len(words), 0) > 0 and len(words) < _WIDEST_SPAN:
        words.append("")


def _span(cell: HtmlElement, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), _WIDEST_SPAN)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def file(walk: Walk, element: HtmlElement) -> None:
    """A file to download, under the words of its first link."""
    links = [link for link in element.iter("a") if link.get("href")]
    if not links:
        walk.flow(element)
        return
    url = walk.address(links[0].get("href"))
    title = " ".join("".join(links[0].itertext()).split())
    if url.startswith(("http://", "https://", "/")):
        walk.piece("download", {"document": FileRef(0, url), "title": title, "description": ""})
    elif title:
        walk.piece("p", _escaped(title))


def _embed(walk: Walk, element: HtmlElement) -> None:
    caption = _taken_caption(walk, element)
    said = element.get("data-url") or "".join(element.itertext())
    found = _ADDRESS.search(said)
    url = found.group() if found else ""
    if not url:
        players = [node.get("src") or node.get("href") or "" for node in element.iter("iframe", "a")]
        url = next((player for player in players if player.startswith(("http", "//"))), "")
    url = plain_address(url)
    if embeddable(url):
        walk.piece("embed", embed_value(url, caption))
    elif url:
        walk.lost["embed of another site (kept as a link)"] += 1
        walk.piece("p", _link(url, caption or url))
    else:
        walk.flow(element)
        if caption:
            walk.piece("p", _escaped(caption))


def _taken_caption(walk: Walk, element: HtmlElement) -> str:
    caption = _caption_of(element)
    if caption is None:
        return ""
    said = walk.words(caption)
    _drop(caption)
    return said


def _caption_of(element: HtmlElement) -> HtmlElement | None:
    caption = element.find("figcaption")
    if caption is None:
        caption = next(element.iter("figcaption"), None)
    if caption is None:
        caption = next(
            (p for p in element.iter("p", "dd") if "wp-caption-text" in (p.get("class") or "")), None
        )
    return caption


def _drop(element: HtmlElement) -> None:
    """Take an element out and leave the text behind it where it is."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def _link(url: str, words: str) -> str:
    return link_paragraph(url, words).removeprefix("<p>").removesuffix("</p>")


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\n\n", "<br/>")
        .replace("\n", "<br/>")
    )

"""The blocks of a body as readers get them: each prepared here, and set by its template `articles/blocks/….html`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import loader
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString, mark_safe

from coffeepress.articles.embeds import player
from coffeepress.articles.keys import DOCUMENT
from coffeepress.articles.showing.pictures import ShownPicture, load_pictures, shown_picture
from coffeepress.articles.showing.rich_text import rich_html
from coffeepress.design.sizes import BODY, GALLERY
from coffeepress.edition.keys import attach, is_recording, reads


@dataclass(frozen=True)
class ShownBlock:
    """A block, finished."""

    type: str
    html: SafeString


@dataclass(frozen=True)
class ShownFile:
    """A file for download."""

    url: str
    size_label: str
    extension: str
    title: str


def shown_blocks(body: Iterable[Any]) -> list[ShownBlock]:
    """A body's blocks, finished. A picture or file that has been deleted is left out."""
    blocks = list(body)
    pictures = load_pictures(_picture_ids(blocks))
    shown = []
    has_heading = False
    for block in blocks:
        context = _PREPARE[block.block_type](block.value, pictures)
        if context is not None:
            html = _template(block.block_type).render({"value": block.value, **context})
            if not has_heading:
                html, has_heading = _raised(html)
            shown.append(ShownBlock(block.block_type, mark_safe(html.strip())))
    return shown


def _raised(html: str) -> tuple[str, bool]:
    """A body's HTML, its subheadings made headings up to the first heading, so that no level is skipped; and whether
    that heading is in it."""
    before, heading, after = html.partition("<h2")
    return re.sub(r"<(/?)h3(?=[ >])", r"<\1h2", before) + heading + after, bool(heading)


@cache
def _template(block_type: str) -> Any:
    return loader.get_template(f"articles/blocks/{block_type}.html")


Pictures = dict[int, Any]
Context = dict[str, Any]


def _text(value: Any, _pictures: Pictures) -> Context:
    return {"html": mark_safe(rich_html(value.source))}


def _info_box(value: Any, pictures: Pictures) -> Context:
    return _text(value["text"], pictures)


def _picture(value: Any, pictures: Pictures, sizes: str = BODY) -> Context | None:
    picture = value["picture"] and pictures.get(value["picture"].pk)
    if picture is None:
        return None
    shown = shown_picture(
        picture,
        alt=value["alt"] or "",
        caption=value["caption"] or "",
        credit=value["credit"] or "",
        source_url=value["source_url"] or "",
        sizes=sizes,
    )
    return {"picture": shown}


def _gallery(value: Any, pictures: Pictures) -> Context | None:
    prepared = (_picture(item, pictures, GALLERY) for item in value["pictures"])
    shown: list[ShownPicture] = [context["picture"] for context in prepared if context]
    return {"pictures": shown} if shown else None


def _quotation(value: Any, _pictures: Pictures) -> Context:
    return {"paragraphs": [part.strip() for part in re.split(r"\n\s*\n", value["text"]) if part.strip()]}


def _plain(_value: Any, _pictures: Pictures) -> Context:
    return {}


def _embed(value: Any, pictures: Pictures) -> Context:
    playing = player(value["url"])
    picture = value["picture"] and pictures.get(value["picture"].pk)
    return {
        "provider": playing.provider if playing else "",
        "embed_src": playing.address if playing else "",
        "picture": shown_picture(picture) if picture else None,
    }


def _table(value: Any, _pictures: Pictures) -> Context:
    table = value["table"]
    return {
        "head": [column["heading"] for column in table.columns],
        "numeric": [column["block"].name == "number" for column in table.columns],
        "rows": [[str(cell.value or "") for cell in row] for row in table.rows],
    }


def _download(value: Any, _pictures: Pictures) -> Context | None:
    document = value["document"]
    if document is None:
        return None
    reads(DOCUMENT(document.pk))
    size = document.get_file_size() or 0
    return {
        "file": ShownFile(_file_url(document), filesizeformat(size), document.file_extension, document.title)
    }


def _file_url(document: Any) -> str:
    if not is_recording():
        return str(document.url)
    digest = (document.get_file_hash() or str(document.pk))[:10]
    path = f"/files/{document.pk}/{digest}/{Path(document.filename).name}"
    return attach(path, source=Path(settings.MEDIA_ROOT) / document.file.name)


_PREPARE: dict[str, Callable[[Any, Pictures], Context | None]] = {
    "text": _text,
    "picture": _picture,
    "gallery": _gallery,
    "quotation": _quotation,
    "pull_quote": _plain,
    "embed": _embed,
    "table": _table,
    "info_box": _info_box,
    "download": _download,
}


def _picture_ids(blocks: Iterable[Any]) -> set[int]:
    values = [block.value for block in blocks if block.block_type in {"picture", "embed"}]
    for block in blocks:
        if block.block_type == "gallery":
            values += list(block.value["pictures"])
    return {value["picture"].pk for value in values if value.get("picture")}

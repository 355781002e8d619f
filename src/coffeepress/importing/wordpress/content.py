"""A WordPress post's HTML as body blocks: classic editor, block editor, or both in one post.

The HTML is parsed once and walked. Blocks of the block editor are known by their elements and classes,
their comments add what the elements lack. Outside of blocks newlines mean what WordPress makes of them: a
blank line parts paragraphs, a single one breaks the line. Values are plain data; pictures and files are
`PictureRef` and `FileRef`, resolved later. What has no counterpart is kept as text or a link and counted in
`lost` by name; nothing is dropped unnamed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from .values import Block, FileRef, PictureRef, as_blocks, joined, link_paragraph
from .walk import Walk

__all__ = ["Block", "Converted", "FileRef", "PictureRef", "convert", "joined", "link_paragraph"]


@dataclass
class Converted:
    """`lost` counts by name what has no counterpart and was kept as text or left out."""

    blocks: list[Block]
    lost: Counter[str] = field(default_factory=Counter)


def convert(
    html: str,
    *,
    attached: Callable[[], list[int]] = list,
    reusable: Callable[[int], str] = lambda _wp_id: "",
    footnotes: str = "",
) -> Converted:
    """Turn a post's content into body blocks.

    Args:
        html: `content:encoded` of the export.
        attached: ids of the attachments uploaded to the post, for a `[gallery]` without ids.
        reusable: the content of a reusable block by its id, blank if it is not in the export.
        footnotes: the post's `footnotes` meta value (JSON), shown where the footnotes block stands.
    """
    lost: Counter[str] = Counter()
    walk = Walk(lost, attached=attached, reusable=reusable, footnotes=footnotes)
    walk.content(html)
    return Converted(as_blocks(walk.pieces), lost)

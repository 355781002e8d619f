"""Replaces a passage in an article object, in every part that it touches. Nothing is saved.

Refuses what the newsroom's form would refuse for the field: a headline too long, a caption that must not be blank.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from coffeepress.articles.models import Article
from coffeepress.articles.passages import Part, Said, Span, said, store
from coffeepress.corrections.mending import CannotMend, fit, mend_lines, within_lines


class Invalid(CannotMend):
    """The field does not take the new words."""


def replace(article: Article, text: Said, start: int, end: int, replacement: str) -> Span:
    """Put other words into the place of a passage.

    Args:
        text: the article's text.
        start, end: the passage's bounds in it.
        replacement: plain text, a line for each of the passage's.

    Returns:
        The bounds of the new words in the article's new text.

    Raises:
        CannotMend: it cannot be done exactly; the article object is as it was.
    """
    start, end = within_lines(text.text, start, end)
    lines = fit(text.text[start:end], replacement)
    mended: list[tuple[Part, str]] = []
    for part, first, last in text.touched(start, end):
        count = part.text.count("\n", first, last) + 1
        source = mend_lines(part, first, last, lines[:count])
        lines = lines[count:]
        if source != part.source:
            _refuse_invalid(article, part, source)
            mended.append((part, source))
    for part, source in mended:
        store(article, part.path, source)
    return start, len(said(article).text) - (len(text.text) - end)


def _refuse_invalid(article: Article, part: Part, source: str) -> None:
    name, *steps = part.path
    field = article._meta.get_field(str(name))
    try:
        if not steps:
            field.clean(source, article)
        elif (block := _leaf(field.stream_block, article.body[int(steps[0])].block, steps[1:])) is not None:
            block.clean(block.to_python(source))
    except ValidationError as error:
        raise Invalid(
            _("The new words do not fit: %(why)s") % {"why": " ".join(map(str, error.messages))}
        ) from error


def _leaf(stream: Any, block: Any, steps: list[str | int]) -> Any:
    """The block that holds a part, found as its path says; None where it is no block of its own (a table's heading)."""
    for step in steps:
        if isinstance(block, blocks.ListBlock):
            block = block.child_block
        elif isinstance(block, blocks.StructBlock) and step in block.child_blocks:
            block = block.child_blocks[step]
        elif not (isinstance(block, blocks.StructBlock) and step == "value"):
            return None
    return block

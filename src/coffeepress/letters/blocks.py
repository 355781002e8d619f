"""The blocks of a letter. Their names are stored and never used again for something else."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]
"""What mail programs render alike."""


class LetterBlock(blocks.StreamBlock):
    """What stands in a letter: articles, and text by hand, in the editor's order."""

    article = blocks.PageChooserBlock(page_type="articles.Article", label=_("Article"))
    heading = blocks.CharBlock(max_length=120, icon="title", label=_("Heading"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))

    class Meta:
        required = False
        max_num = 80

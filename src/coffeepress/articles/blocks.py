"""The blocks that an article's body is made of. Their names are stored and never used again for something else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from coffeepress.articles.models.picture import refuse_file_name

TEXT_FEATURES = [
    "h2",
    "h3",
    "bold",
    "italic",
    "link",
    "ol",
    "ul",
    "superscript",
    "subscript",
    "strikethrough",
]
INFO_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class PictureBlock(blocks.StructBlock):
    """A picture; its texts stand in for the picture's own where they are not blank."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        required=False, max_length=300, label=_("Alternative text"), validators=(refuse_file_name,)
    )
    caption = blocks.CharBlock(required=False, max_length=600, label=_("Caption"))
    credit = blocks.CharBlock(required=False, max_length=200, label=_("Credit"))
    source_url = blocks.URLBlock(required=False, label=_("Source’s address"))

    class Meta:
        icon = "image"
        label = _("Picture")


class GalleryBlock(blocks.StructBlock):
    """Several pictures that belong together."""

    pictures = blocks.ListBlock(PictureBlock(), min_num=2, max_num=40, label=_("Pictures"))
    caption = blocks.CharBlock(required=False, max_length=600, label=_("Caption"))

    class Meta:
        icon = "clipboard-list"
        label = _("Gallery")


class QuotationBlock(blocks.StructBlock):
    """What somebody said or wrote elsewhere."""

    text = blocks.TextBlock(label=_("Text"), help_text=_("An empty line starts a new paragraph."))
    speaker = blocks.CharBlock(required=False, max_length=160, label=_("Speaker"))
    role = blocks.CharBlock(required=False, max_length=160, label=_("Speaker’s role"))
    source_name = blocks.CharBlock(required=False, max_length=200, label=_("Original publication"))
    source_url = blocks.URLBlock(required=False, label=_("Its address"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class PullQuoteBlock(blocks.StructBlock):
    """A sentence of the article itself, set large."""

    text = blocks.TextBlock(label=_("Text"), max_length=300)

    class Meta:
        icon = "openquote"
        label = _("Pull quote")


class EmbedBlock(blocks.StructBlock):
    """A video or a post that is elsewhere. Nothing of it is fetched before the reader asks for it."""

    url = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    picture = ImageChooserBlock(required=False, label=_("Picture shown before"))
    caption = blocks.CharBlock(required=False, max_length=600, label=_("Caption"))

    class Meta:
        icon = "media"
        label = _("Embed")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["url"].startswith("https://"):
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("The address has to begin with https://."))}
            )
        return cleaned


class TableBlock(blocks.StructBlock):
    """A table with a caption; columns of numbers are aligned as such."""

    caption = blocks.CharBlock(max_length=300, label=_("Caption"))
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(required=False, label=_("Text"))),
            ("number", blocks.CharBlock(required=False, label=_("Number"))),
        ],
        label=_("Table"),
    )
    source = blocks.CharBlock(required=False, max_length=300, label=_("Source"))

    class Meta:
        icon = "table"
        label = _("Table")


class InfoBoxBlock(blocks.StructBlock):
    """Background beside the story."""

    title = blocks.CharBlock(max_length=160, label=_("Title"))
    text = blocks.RichTextBlock(features=INFO_FEATURES, label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Info box")


class DownloadBlock(blocks.StructBlock):
    """A file that readers can take."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(required=False, max_length=200, label=_("Title"))
    description = blocks.CharBlock(required=False, max_length=300, label=_("Description"))

    class Meta:
        icon = "download"
        label = _("Download")


class BodyBlock(blocks.StreamBlock):
    """An article's body."""

    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))
    picture = PictureBlock()
    gallery = GalleryBlock()
    quotation = QuotationBlock()
    pull_quote = PullQuoteBlock()
    embed = EmbedBlock()
    table = TableBlock()
    info_box = InfoBoxBlock()
    download = DownloadBlock()

    class Meta:
        required = False

"""Pictures, with what readers must be told about each."""

import re
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

FILE_NAME = re.compile(
    r"^[\w\-. ()]*\.(jpe?g|png|gif|webp|avif|heic|heif|tiff?|svg|bmp)$"
    r"|^(img|dsc|dscn|dscf|image|pxl|screenshot)[-_ ]?\d[\w\-]*$",
    re.IGNORECASE,
)


def refuse_file_name(value: str) -> None:
    """Refuse an alternative text that is a file name: it tells a reader who cannot see the picture nothing."""
    if FILE_NAME.match(value.strip()):
        raise ValidationError(
            _("“%(value)s” is a file name. Say in a few words what the picture shows."),
            code="file_name",
            params={"value": value},
        )


class Picture(AbstractImage):
    """A picture. Its texts can be overridden where it is used."""

    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        validators=[refuse_file_name],
        help_text=_(
            "What the picture shows, for readers who cannot see it. Blank only if it says nothing new."
        ),
    )
    caption = models.CharField(_("caption"), max_length=600, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made it."))
    licence = models.CharField(_("licence"), max_length=100, blank=True, help_text=_("Such as “CC BY 4.0”."))
    source_url = models.URLField(_("source’s address"), max_length=500, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "alt",
        "caption",
        "credit",
        "licence",
        "source_url",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("alt"),
        index.SearchField("caption"),
        index.SearchField("credit"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        return self.alt

    @property
    def file_digest(self) -> str:
        """A short digest of the file and of where it is cropped: part of the names that readers' browsers keep."""
        focal = f"{self.focal_point_x}-{self.focal_point_y}" if self.focal_point_x is not None else ""
        return f"{(self.file_hash or PurePath(self.file.name).stem)[:10]}{focal}"


class PictureRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]

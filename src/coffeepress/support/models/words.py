"""How the outlet asks for support, in its own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField

from coffeepress.support.blocks import AppealsBlock, WaysBlock


class SupportWords(models.Model):
    """The words of the support page and of the request under articles, in one language. All of them may be blank."""

    language = models.CharField(_("language"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=160, blank=True)
    intro = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link", "ol", "ul"], max_length=4000
    )
    ways = StreamField(WaysBlock(), verbose_name=_("other ways to support"), blank=True)
    appeals = StreamField(AppealsBlock(), verbose_name=_("requests under articles"), blank=True)

    class Meta:
        verbose_name = _("words about support")
        verbose_name_plural = _("words about support")

    def __str__(self) -> str:
        return self.title or self.language

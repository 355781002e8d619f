"""The pages above articles: home fronts, sections, and free pages such as "About us"."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import PageChooserBlock, StreamBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from coffeepress.articles.blocks import BodyBlock
from coffeepress.articles.paths import home_path, refuse_reserved, shortened, slug_path
from coffeepress.articles.previewed import PreviewedPage


class TopBlock(StreamBlock):
    """The articles at the top of a home front, in the editor's order."""

    article = PageChooserBlock(page_type="articles.Article", label=_("Article"))

    class Meta:
        required = False
        max_num = 12


class Home(PreviewedPage, Page):
    """A language's home front. Its title is the outlet's name."""

    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    footer_text = RichTextField(_("footer"), blank=True, features=["bold", "italic", "link"])
    top = StreamField(TopBlock(), blank=True, verbose_name=_("top stories"))

    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title", heading=_("Outlet’s name")),
        FieldPanel("top"),
        FieldPanel("tagline"),
        FieldPanel("footer_text"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.Section", "articles.FreePage"]

    class Meta:
        verbose_name = _("home front")
        verbose_name_plural = _("home fronts")

    @property
    def path_for_readers(self) -> str:
        return home_path(self.locale.language_code)

    def clean(self) -> None:
        super().clean()
        if self.locale_id and Home.objects.filter(locale_id=self.locale_id).exclude(pk=self.pk).exists():
            raise ValidationError(_("This language has a home front already: a language has one."))


class NamedPage(PreviewedPage):
    """Mixed into pages that stand right below a home front, where the site's own addresses are, too."""

    locale: Any
    slug: Any

    @property
    def path_for_readers(self) -> str:
        return slug_path(self.locale.language_code, self.slug)

    def clean(self) -> None:
        super().clean()  # type: ignore[misc]  # of the page model that this is mixed into
        try:
            refuse_reserved(self.slug)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error
        if self.slug != shortened(self.slug):
            raise ValidationError({"slug": _("This address is too long for a file’s name. Shorten it.")})


class Section(NamedPage, Page):
    """A section; its articles are its children."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["articles.Home"]
    subpage_types = ["articles.Article"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class FreePage(NamedPage, Page):
    """A page of the outlet's own, such as "About us"; shown in the footer if it is shown in menus."""

    class Purpose(models.TextChoices):
        ABOUT = "about", _("Who makes this publication")
        ETHICS = "ethics", _("Ethics: the rules of the newsroom’s work")
        OWNERSHIP = "ownership", _("Who owns and who pays for it")
        CORRECTIONS = "corrections", _("How errors are corrected")
        FEEDBACK = "feedback", _("How readers reach the newsroom, and what follows")

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    purpose = models.CharField(
        _("what this page tells"),
        max_length=20,
        choices=Purpose.choices,
        blank=True,
        help_text=_(
            "Search engines and those who judge trust are led to it from every page. Left blank, they are not."
        ),
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    promote_panels: ClassVar[list[Any]] = [FieldPanel("purpose"), *Page.promote_panels]
    parent_page_types = ["articles.Home"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("free page")
        verbose_name_plural = _("free pages")

"""The article."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets.slug import SlugInput
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from coffeepress.articles.blocks import BodyBlock
from coffeepress.articles.models.picture import refuse_file_name
from coffeepress.articles.newsroom.article_form import ArticleForm
from coffeepress.articles.previewed import PreviewedPage


class ArticleTag(TaggedItemBase):
    """A tag on an article."""

    content_object = ParentalKey("articles.Article", related_name="tagged_items", on_delete=models.CASCADE)


class Byline(Orderable):
    """What a person did for an article."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")
        TRANSLATOR = "translator", _("Translator")
        PHOTOGRAPHER = "photographer", _("Photographer")
        SOURCE = "source", _("Source")

    article = ParentalKey("articles.Article", related_name="bylines", on_delete=models.CASCADE)
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), related_name="bylines", on_delete=models.PROTECT
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.AUTHOR)

    panels = [FieldPanel("person"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")


class Article(PreviewedPage, Page):
    """An article. Its title is the headline; its section is its parent."""

    class OriginalKind(models.TextChoices):
        REPORTS = "reports", _("This article reports on it")
        REPUBLISHES = "republishes", _("This article republishes it")

    standfirst = models.TextField(_("standfirst"), blank=True, max_length=600)
    lead_picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_alt = models.CharField(
        _("alternative text"), max_length=300, blank=True, validators=[refuse_file_name]
    )
    lead_caption = models.CharField(_("caption"), max_length=600, blank=True)
    lead_credit = models.CharField(_("credit"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"))

    original_kind = models.CharField(
        _("relation"), max_length=20, choices=OriginalKind.choices, blank=True, default=""
    )
    original_name = models.CharField(_("publication’s name"), max_length=200, blank=True)
    original_title = models.CharField(_("title"), max_length=300, blank=True)
    original_url = models.URLField(_("address"), max_length=500, blank=True)
    original_date = models.DateField(_("date"), null=True, blank=True)

    social_picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where the article is shared; left blank, the lead picture is."),
    )
    permalink = models.CharField(max_length=900, blank=True, editable=False, db_index=True)
    permalink_shape = models.CharField(max_length=100, blank=True, editable=False)

    parent_page_types = ["articles.Section"]
    subpage_types: ClassVar[list[str]] = []

    content_panels: ClassVar[list[Any]] = [
        TitleFieldPanel("title", heading=_("Headline"), placeholder=_("Headline*")),
        FieldPanel("standfirst"),
        MultiFieldPanel(
            [
                FieldPanel("lead_picture"),
                FieldPanel("lead_alt"),
                FieldPanel("lead_caption"),
                FieldPanel("lead_credit"),
            ],
            heading=_("Lead picture"),
            help_text=_("Texts left blank are taken from the picture itself."),
        ),
        FieldPanel("body"),
        InlinePanel("bylines", heading=_("Bylines"), label=_("Byline")),
        FieldPanel("tags"),
        MultiFieldPanel(
            [
                FieldPanel("original_kind"),
                FieldPanel("original_name"),
                FieldPanel("original_title"),
                FieldPanel("original_url"),
                FieldPanel("original_date"),
            ],
            heading=_("Original publication"),
        ),
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug", widget=SlugInput),
                FieldPanel("first_published_at", heading=_("Published")),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_picture"),
            ],
            heading=_("Address, search and sharing"),
        )
    ]
    settings_panels: ClassVar[list[Any]] = [PublishingPanel()]
    base_form_class = ArticleForm
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Article")),
            ObjectList(promote_panels, heading=_("Address and search")),
            ObjectList(settings_panels, heading=_("Settings")),
        ]
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.FilterField("first_published_at"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    #: A copy is another article, and gets an address of its own.
    exclude_fields_in_copy: ClassVar[list[str]] = ["permalink", "permalink_shape"]

    @property
    def path_for_readers(self) -> str:
        return self.permalink

    def with_content_json(self, content: dict[str, Any]) -> "Article":
        """A draft does not know the address that the article was given after the draft was begun."""
        article: Article = super().with_content_json(content)
        article.permalink, article.permalink_shape = self.permalink, self.permalink_shape
        return article

    def clean(self) -> None:
        super().clean()
        if self.original_url and not self.original_kind:
            raise ValidationError(
                {"original_kind": _("Say whether the article reports on it or republishes it.")}
            )
        if self.original_kind and not (self.original_name or self.original_title):
            raise ValidationError({"original_name": _("Name the publication or its title.")})

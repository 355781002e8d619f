"""Which articles are related, as it was found when they were published; what editors choose; what waits to be done."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class Related(models.Model):
    """One article in the list of another. More are kept than are shown, so that a gap is filled at once."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="related")
    other = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="related_to")
    score = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "other"], name="related_once")]
        indexes = [models.Index(fields=["article", "-score", "other"], name="related_first")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.other_id}"


class Choice(Orderable):
    """What an editor says of one related article. Part of the article: drafted, reviewed and published with it."""

    class Kind(models.TextChoices):
        PINNED = "pinned", _("Show it first")
        EXCLUDED = "excluded", _("Never show it")

    article = ParentalKey("articles.Article", related_name="related_choices", on_delete=models.CASCADE)
    other = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), related_name="+", on_delete=models.CASCADE
    )
    kind = models.CharField(_("what to do"), max_length=10, choices=Kind.choices, default=Kind.PINNED)

    panels = [FieldPanel("other"), FieldPanel("kind")]

    class Meta(Orderable.Meta):
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.kind} {self.other_id}"

    def clean(self) -> None:
        super().clean()
        if self.article_id and self.other_id == self.article_id:
            raise ValidationError({"other": _("An article is not related to itself. Choose another one.")})


class Waiting(models.Model):
    """Something to be done about one article; several rows about one are done together.

    No foreign key: a deleted article still has to be taken out of the index.
    """

    class Step(models.IntegerChoices):
        INDEX = 1, "put it into the index, or take it out"
        OWN = 2, "find its own list"
        ALL = 3, "put it into the index, find its list, and bring it into those of others"

    article = models.BigIntegerField()
    step = models.SmallIntegerField(choices=Step.choices)

    class Meta:
        indexes = [models.Index(fields=["step", "id"], name="related_next")]

    def __str__(self) -> str:
        return f"{self.article}: {self.get_step_display()}"

"""What the newsroom owes its supporters: the topics that they chose."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.articles.models import Article
from coffeepress.topics.models.rounds import Round
from coffeepress.topics.models.topics import Topic


class Assignment(models.Model):
    """A chosen topic on its way to a story."""

    class State(models.TextChoices):
        CHOSEN = "chosen", _("chosen")
        IN_THE_WORKS = "in_works", _("in the works")
        PUBLISHED = "published", _("published")
        DROPPED = "dropped", _("dropped")

    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="assignment")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assignments")
    votes = models.PositiveIntegerField(_("votes"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CHOSEN)
    chosen_at = models.DateTimeField(_("chosen"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    reason = models.TextField(_("public reason"), blank=True)

    # Telling the voters (`tell.py`): up to which ballot they were noted, and whether all are.
    told_up_to = models.BigIntegerField(default=0)
    is_told = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        default_permissions = ()
        ordering = ["-chosen_at", "-pk"]
        indexes = [models.Index(fields=["state", "is_told"], name="assignment_telling")]

    def __str__(self) -> str:
        return str(self.topic)


class AssignmentArticle(models.Model):
    """An article that answers a chosen topic, published or not yet."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="articles")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="topics")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["assignment", "article"], name="assignment_article_once")
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.article_id}"

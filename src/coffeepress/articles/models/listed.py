"""Rows that make publishing cheap: which lists an article is in, and what every page shows of the outlet."""

from django.db import models


class Listed(models.Model):
    """A published article in one list.

    Lists are named as keys are: `all:en`, `section:5`, `person:3`, `tag:7:en`. One range of one index answers what is
    newest in a list and what a month of it holds, however long the archive is.
    """

    list = models.CharField(max_length=60)
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="listed")
    published_at = models.DateTimeField()
    month = models.CharField(max_length=7)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "article"], name="listed_once")]
        indexes = [
            models.Index(fields=["list", "-published_at", "-article"], name="listed_newest"),
            models.Index(fields=["list", "month"], name="listed_month"),
        ]

    def __str__(self) -> str:
        return f"{self.list}: {self.article_id}"


class Masthead(models.Model):
    """A digest of what every page of a language shows; a change of it is what all pages have to be pressed for."""

    language = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.language

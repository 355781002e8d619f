"""What is to be told to a hub or to search engines: noted in the publishing transaction, sent by the worker."""

from django.db import models


class Notice(models.Model):
    """An address of ours whose content has changed. Several of one address are sent once."""

    class Way(models.TextChoices):
        WEBSUB = "websub", "WebSub"
        INDEXNOW = "indexnow", "IndexNow"

    way = models.CharField(max_length=10, choices=Way.choices)
    url = models.CharField(max_length=3000)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["way", "due_at"], name="notice_due")]

    def __str__(self) -> str:
        return f"{self.way}: {self.url}"

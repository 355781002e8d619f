"""What was brought in from elsewhere: the memory that makes a second run of an import change nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Brought(models.Model):
    """One thing of another system and what it became here.

    `digest` tells whether it has changed over there since. `revision` and `is_live` are what the import
    left, by which an import sees that the newsroom has worked on it since, and then leaves it alone.
    """

    source = models.CharField(max_length=200)
    external_id = models.CharField(max_length=250)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    revision = models.BigIntegerField(null=True, blank=True)
    is_live = models.BooleanField(default=False)
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("thing brought in")
        verbose_name_plural = _("things brought in")
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="brought_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="brought_object")]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"

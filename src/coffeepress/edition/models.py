"""The outbox, and the addresses that readers were once given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """A key that a transaction changed and that no press has taken up yet."""

    key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self) -> str:
        return self.key


class Address(models.Model):
    """A path at which a page was published.

    The newest of a page's addresses is its current one; the others lead there. When the page is withdrawn, all of
    them answer that it is gone.
    """

    path = models.CharField(max_length=900, unique=True)
    kind = models.CharField(max_length=40)
    ident = models.CharField(max_length=100)
    is_current = models.BooleanField(default=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        indexes = [models.Index(fields=["kind", "ident"], name="address_page")]

    def __str__(self) -> str:
        return self.path

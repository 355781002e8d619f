"""The form of an article: refuses an address that another article has, before anybody publishes."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from coffeepress.articles.paths import permalink
from coffeepress.edition import addresses
from coffeepress.edition.models import Address

KIND = "article"


class ArticleForm(WagtailAdminPageForm):
    """Without it `permalink.assign` would add a number to the address, which nobody at a desk would notice.

    Programs that publish go past it on purpose: an import has to go on, and gets the number.
    """

    def clean_first_published_at(self) -> datetime | None:
        """The moment, to the second: the field shows minutes, and a form sent back unchanged must change nothing."""
        written: datetime | None = self.cleaned_data["first_published_at"]
        stored: datetime | None = self.initial.get("first_published_at")
        if written and stored and written == stored.replace(second=0, microsecond=0):
            return stored
        return written

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("slug")
        if not slug or self.parent_page is None:
            return cleaned
        path = self._path(slug, cleaned.get("first_published_at"))
        if self.instance.permalink and path == self._path(
            self.initial["slug"], self.initial["first_published_at"]
        ):
            return cleaned  # it has its address, be it one with a number, and keeps it
        if addresses.is_taken(path, kind=KIND, ident=self.instance.pk):
            self.add_error(
                "slug",
                _("Readers find another page at %(path)s already: “%(title)s”. Choose another slug.")
                % {"path": path, "title": _title_at(path)},
            )
        return cleaned

    def _path(self, slug: str, published_at: datetime | None) -> str:
        return permalink(
            self.instance.permalink_shape or settings.COFFEEPRESS.permalink,
            language=self.parent_page.locale.language_code,  # a preview of a new article has none of its own yet
            slug=slug,
            section=self.parent_page.slug,
            published_at=published_at or timezone.now(),
        )


def _title_at(path: str) -> str:
    """The headline of the article at a path; the path itself where another kind of page is there."""
    from coffeepress.articles.models import Article  # the model names this form

    address = Address.objects.filter(path=path, kind=KIND).first()
    title = (
        Article.objects.filter(pk=address.ident).values_list("title", flat=True).first() if address else None
    )
    return title or path

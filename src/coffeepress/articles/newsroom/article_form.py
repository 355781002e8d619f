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

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self._asks_for_address(cleaned):
            return cleaned
        path = self._path(cleaned)
        if addresses.is_taken(path, kind=KIND, ident=self.instance.pk):
            self.add_error(
                "slug",
                _("Readers find another page at %(path)s already: “%(title)s”. Choose another slug.")
                % {"path": path, "title": _title_at(path)},
            )
        return cleaned

    def _asks_for_address(self, cleaned: dict[str, Any]) -> bool:
        """Whether publishing this would give the article an address that it does not have yet."""
        if not cleaned.get("slug") or self.parent_page is None:
            return False
        return not self.instance.permalink or bool({"slug", "first_published_at"} & set(self.changed_data))

    def _path(self, cleaned: dict[str, Any]) -> str:
        published_at: datetime = (
            cleaned.get("first_published_at") or self.instance.first_published_at or timezone.now()
        )
        return permalink(
            self.instance.permalink_shape or settings.COFFEEPRESS.permalink,
            language=self.instance.locale.language_code,
            slug=cleaned["slug"],
            section=self.parent_page.slug,
            published_at=published_at,
        )


def _title_at(path: str) -> str:
    """The headline of the article at a path; the path itself where another kind of page is there."""
    from coffeepress.articles.models import Article  # the model names this form

    address = Address.objects.filter(path=path, kind=KIND).first()
    title = Article.objects.filter(pk=address.ident).values_list("title", flat=True).first() if address else None
    return title or path

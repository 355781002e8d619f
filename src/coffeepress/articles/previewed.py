"""Pages whose address and preview are ours: readers get them from the edition, editors preview the same templates."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.models import Site


class PreviewedPage:
    """Mixed into page models: the address that readers use, and a preview by the very templates that readers get."""

    @property
    def path_for_readers(self) -> str:
        """Where readers find the page; blank before it is published for the first time."""
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Where readers find the page (Wagtail's contract: site, root address, path)."""
        site = Site.objects.filter(is_default_site=True).only("id").first()
        if site is None or not self.path_for_readers:
            return None
        return site.id, settings.COFFEEPRESS.base_url, self.path_for_readers

    def get_full_url(self, request: HttpRequest | None = None) -> str | None:
        return f"{settings.COFFEEPRESS.base_url}{self.path_for_readers}" if self.path_for_readers else None

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        return self.path_for_readers or None

    url = property(get_url)
    full_url = property(get_full_url)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from coffeepress.articles.showing.preview import preview

        return HttpResponse(preview(self))

"""What Django answers: the newsroom, and what only its people may fetch. Readers' pages are not here."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path
from wagtail.admin import urls as newsroom_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as documents_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from coffeepress.config.mail import provider_of
from coffeepress.config.media import staff_media

urlpatterns = [
    path(f"{settings.COFFEEPRESS.newsroom_path}/", include(newsroom_urls)),
    path(
        "documents/",
        include(decorate_urlpatterns(documents_urls.urlpatterns, require_admin_access)),
    ),
    path("media/<path:path>", staff_media),
    path("account/", include("coffeepress.people.urls")),
    path("", include("coffeepress.corrections.urls")),
    path("", include("coffeepress.support.urls")),
    path("", include("coffeepress.adverts.urls")),
    path("", include("coffeepress.topics.urls")),
    path("", include("coffeepress.letters.urls")),
    path("", include("coffeepress.search.urls")),
    path("", include("coffeepress.syndication.urls")),
]

if provider_of(settings.COFFEEPRESS.mail):
    urlpatterns.append(path("letters/webhooks/", include("anymail.urls")))

handler404 = "coffeepress.config.not_found.not_found"

"""The words of Wagtail's scripts, in the languages of the newsroom: also those that we add to Wagtail's own.

Wagtail asks only its own catalogues for them; `wagtail_locale/` holds what these lack.
"""

from django.views.i18n import JavaScriptCatalog
from wagtail.admin.views import i18n


def take_all_catalogues() -> None:
    """Have the scripts' words taken from every catalogue that Django knows, `LOCALE_PATHS` first."""
    i18n.js_catalog = JavaScriptCatalog.as_view()

"""The reader page that search adds: the OpenSearch description, by which browsers offer the site's search.

Source: https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md.
"""

from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.pressed.base import LanguageKind, spoken
from coffeepress.articles.showing.outlet import Outlet, absolute
from coffeepress.edition.keys import reads
from coffeepress.edition.kinds import register
from coffeepress.edition.page import Page

LONGEST_SHORT_NAME = 16
LONGEST_DESCRIPTION = 1024


@register
class OpenSearchKind(LanguageKind):
    """A language's OpenSearch description."""

    name = "opensearch"

    def render(self, thing: Outlet) -> Page:

        reads(SITE(thing.language))
        with spoken(thing.language):
            description = _("Search in %(name)s") % {"name": thing.name}
        template = f"{absolute(thing.search_url)}?q={{searchTerms}}"
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
            f"<ShortName>{escape(thing.name[:LONGEST_SHORT_NAME])}</ShortName>",
            f"<Description>{escape(description[:LONGEST_DESCRIPTION])}</Description>",
            f'<Url type="text/html" method="get" template={quoteattr(template)}/>',
            f"<Language>{escape(thing.language)}</Language>",
            "<InputEncoding>UTF-8</InputEncoding>",
            "<OutputEncoding>UTF-8</OutputEncoding>",
            "</OpenSearchDescription>",
            "",
        ]
        return Page(thing.opensearch_url, "\n".join(lines).encode())

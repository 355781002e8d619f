"""Sharing an article: plain links and, where the browser has them, the system's share sheet and the clipboard.

Nothing of a network is loaded; a network learns of a reader only when they follow its link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from coffeepress.articles.models import Article
from coffeepress.articles.showing.outlet import absolute
from coffeepress.articles.slots import Filler


@dataclass(frozen=True)
class Network:
    """A network's name, and the address by which something is shared there.

    Args:
        address: what comes before the query.
        url, text: the query's names of the article's address and headline; blank: none. Where there is no name for the
            address, it stands behind the headline.
    """

    name: str
    address: str
    url: str = ""
    text: str = ""

    def link(self, url: str, headline: str) -> str:
        """The address that offers an article to be shared."""
        values = {self.text: headline if self.url else f"{headline} {url}", self.url: url}
        return f"{self.address}?{urlencode({name: v for name, v in values.items() if name}, quote_via=quote)}"


NETWORKS = {
    "bluesky": Network("Bluesky", "https://bsky.app/intent/compose", text="text"),
    "facebook": Network("Facebook", "https://www.facebook.com/sharer/sharer.php", url="u"),
    "linkedin": Network("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", url="url"),
    "mastodon": Network("Mastodon", "https://share.joinmastodon.org/", text="text"),
    "reddit": Network("Reddit", "https://www.reddit.com/submit", url="url", text="title"),
    "telegram": Network("Telegram", "https://t.me/share/url", url="url", text="text"),
    "threads": Network("Threads", "https://www.threads.net/intent/post", url="url", text="text"),
    "whatsapp": Network("WhatsApp", "https://wa.me/", text="text"),
    "x": Network("X", "https://x.com/intent/post", url="url", text="text"),
}


def mail_link(url: str, headline: str) -> str:
    """The address that opens a mail with an article in it."""
    values = {"subject": headline, "body": f"{headline}\n\n{url}"}
    return f"mailto:?{urlencode(values, quote_via=quote)}"


class SharingFiller(Filler[None]):
    """The links for sharing, at the end of an article."""

    name = "sharing"
    order = -10

    def fill(self, article: Article, loaded: None) -> Mapping[str, SafeString]:
        if not article.permalink:
            return {}
        url = absolute(article.permalink)
        chosen = [NETWORKS[name] for name in settings.COFFEEPRESS.sharing]
        context = {
            "url": url,
            "headline": article.title,
            "mail": mail_link(url, article.title),
            "networks": [{"name": each.name, "url": each.link(url, article.title)} for each in chosen],
        }
        return {"after_body": render_to_string("syndication/slots/sharing.html", context)}

"""Where readers find what: the shapes of all paths. Pure but for the settings.

The first language stands without a prefix, the others each under its code.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

RESERVED = frozenset(
    {
        "people",
        "tags",
        "archive",
        "static",
        "pictures",
        "files",
        "media",
        "documents",
        "404",
        "index",
        "feed",
        "search",
        "oembed",
        "topics",
        "adverts",
        "support",
        "corrections",
        "letters",
        "account",
        "accounts",
        "reports",
    }
)

CHANGES = "changes"
ARCHIVE = "archive"
LAST_PARTS = frozenset({ARCHIVE, CHANGES})
"""What stands at the end of addresses below those of lists and articles; no slug does."""


def home_path(language: str) -> str:
    """A language's home front."""
    return "/" if language == settings.COFFEEPRESS.languages[0] else f"/{language}/"


def slug_path(language: str, slug: str) -> str:
    """A section or a free page."""
    return f"{home_path(language)}{slug}/"


def person_path(language: str, slug: str) -> str:
    """A person's page."""
    return f"{home_path(language)}people/{slug}/"


def tag_path(language: str, slug: str) -> str:
    """A tag's page."""
    return f"{home_path(language)}tags/{slug}/"


def archive_path(front: str) -> str:
    """The page that lists a list's months."""
    return f"{front}{ARCHIVE}/"


def month_path(front: str, month: str) -> str:
    """A month ("2026-11") of the list whose front lies at `front`."""
    return f"{front}{month[:4]}/{month[5:]}/"


def corrections_path(language: str) -> str:
    """The page of all corrections in a language."""
    return f"{home_path(language)}corrections/"


def write_path(language: str) -> str:
    """The form by which readers write to the newsroom. It is no reader page: one form answers in all languages."""
    path = f"{corrections_path(settings.COFFEEPRESS.languages[0])}write/"
    return path if language == settings.COFFEEPRESS.languages[0] else f"{path}?language={language}"


def account_path(language: str) -> str:
    """The reader's own page, or the way to it. It is no reader page: one address answers in all languages."""
    return "/account/" if language == settings.COFFEEPRESS.languages[0] else f"/account/?language={language}"


def support_path(language: str) -> str:
    """The page that tells how to support the outlet."""
    return f"{home_path(language)}support/"


def income_path(language: str) -> str:
    """The page that tells what readers have paid, where the outlet wants one."""
    return f"{support_path(language)}income/"


def topics_path(language: str) -> str:
    """A language's topics, which supporters vote for."""
    return f"{home_path(language)}topics/"


def letters_path(language: str) -> str:
    """The page on which readers subscribe to letters, and find those that were sent."""
    return f"{home_path(language)}letters/"


FEEDS = (
    ("feed.xml", "application/rss+xml"),
    ("atom.xml", "application/atom+xml"),
    ("feed.json", "application/feed+json"),
)
"""The feeds of a list as they are named beside its front, with their types."""


OEMBED = "/oembed/"
"""What tells other programs how to embed an article. It is no reader page."""


def search_path(language: str) -> str:
    """The search. It is no reader page: it answers each reader."""
    return f"{home_path(language)}search/"


def opensearch_path(language: str) -> str:
    """What browsers read of the search."""
    return f"{home_path(language)}opensearch.xml"


def changes_path(permalink: str) -> str:
    """The page that tells what changed in the article at `permalink`."""
    return f"{permalink}{CHANGES}/"


def outlet_time(moment: datetime) -> datetime:
    """A moment in the outlet's time zone."""
    return moment.astimezone(ZoneInfo(settings.COFFEEPRESS.time_zone))


def month_of(moment: datetime) -> str:
    """The month of a moment in the outlet's time zone: "2026-11"."""
    return f"{outlet_time(moment):%Y-%m}"


def permalink(shape: str, *, language: str, slug: str, section: str, published_at: datetime) -> str:
    """An article's path by a shape such as `/{year}/{month}/{slug}/`."""
    moment = outlet_time(published_at)
    path = shape.format(
        year=f"{moment:%Y}", month=f"{moment:%m}", day=f"{moment:%d}", slug=slug, section=section
    )
    return home_path(language).rstrip("/") + path


LONGEST_SLUG_BYTES = 200
"""Of a slug in an address: a file's name has at most 255 bytes, and a letter takes up to four."""


def shortened(slug: str, *, room: int = 0) -> str:
    """A slug as long as it may stand in an address, with room for so many more bytes."""
    return slug.encode()[: LONGEST_SLUG_BYTES - room].decode(errors="ignore")


def refuse_reserved(slug: str) -> None:
    """Refuse a section's or free page's slug that another kind of page needs.

    Raises:
        ValidationError: it is taken by the site itself, by a language or by a year.
    """
    taken = RESERVED | set(settings.COFFEEPRESS.languages) | {settings.COFFEEPRESS.newsroom_path}
    if slug in taken or re.fullmatch(r"\d{4}", slug):
        raise ValidationError(
            _("“%(slug)s” is an address that the site itself uses. Choose another one."),
            params={"slug": slug},
        )

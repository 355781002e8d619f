"""What a WordPress export holds, as plain frozen records. They know nothing of the database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Author:
    login: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    term_id: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an item: domain is `category`, `post_tag`, `author` (Co-Authors Plus), `post_format` …"""

    domain: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    wp_id: int
    url: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    description: str = ""
    parent: int = 0
    file: str = ""
    """Path below wp-content/uploads (`2013/03/bridge.jpg`), where the export says it."""
    menu_order: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A post or a page. Dates are UTC, None where WordPress wrote 0000-00-00."""

    wp_id: int
    kind: str
    status: str
    title: str
    slug: str
    link: str
    published_at: datetime | None = None
    modified_at: datetime | None = None
    author: str = ""
    terms: tuple[Term, ...] = ()
    content: str = ""
    excerpt: str = ""
    featured: int = 0
    parent: int = 0
    sticky: bool = False
    password: bool = False
    footnotes: str = ""
    search_description: str = ""
    primary_category: int = 0
    menu_order: int = 0
    too_long: bool = field(default=False, compare=False)

    def digest(self) -> str:
        """The same for the same item of a later export; moves with anything that is brought in."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()

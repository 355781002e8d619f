"""Registers the reader pages that are for programs."""

from coffeepress.articles import slots
from coffeepress.edition.kinds import register
from coffeepress.syndication.pressed.feeds import FeedKind
from coffeepress.syndication.pressed.news import SitemapNewsKind
from coffeepress.syndication.pressed.robots import RobotsKind
from coffeepress.syndication.pressed.sitemaps import SitemapIndexKind, SitemapMonthKind, SitemapPagesKind
from coffeepress.syndication.pressed.texts import TextKind
from coffeepress.syndication.sharing import SharingFiller

for kind in (
    FeedKind,
    SitemapIndexKind,
    SitemapMonthKind,
    SitemapPagesKind,
    SitemapNewsKind,
    RobotsKind,
    TextKind,
):
    register(kind)
slots.register(SharingFiller)

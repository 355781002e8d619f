"""Registers what adverts bring to the newsroom. What each does stands in `adverts.newsroom`."""

from wagtail.snippets.models import register_snippet

from coffeepress.adverts.newsroom.creatives import AdvertsGroup

register_snippet(AdvertsGroup)

"""Adverts for tests."""

from __future__ import annotations

from typing import Any

from coffeepress.adverts.models import Creative


def sell(name: str = "Shop", **fields: Any) -> Creative:
    """A text advert that runs in all English places, unless fields say otherwise."""
    given = {
        "kind": Creative.Kind.TEXT,
        "heading": f"{name} heading",
        "link": "https://shop.example/",
        "places": ["middle", "end", "sidebar", "home"],
        "languages": ["en"],
    }
    return Creative.objects.create(name=name, **{**given, **fields})

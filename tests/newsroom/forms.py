"""Forms of the newsroom as a browser sends them."""

from __future__ import annotations

from typing import Any


def article_form(**written: Any) -> dict[str, Any]:
    """A new article's form with what has to be in it."""
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    formsets = ("bylines", "comments", "related_choices")
    return {
        "title": "Night ferry",
        "slug": "night-ferry",
        "standfirst": "",
        "body-count": "0",
        "tags": "",
        **{f"{prefix}-{key}": value for prefix in formsets for key, value in empty.items()},
        **written,
    }

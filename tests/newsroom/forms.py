"""Forms of the newsroom as a browser sends them: what a page shows, with what somebody wrote into it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html


def fill_in(client: Client, path: str, **written: Any) -> dict[str, Any]:
    """The values of a page's form, with these in place of its own."""
    document = html.fromstring(client.get(path).content)
    form = next(form for form in document.forms if form.get("method", "").lower() == "post" and form.inputs.keys())
    for candidate in document.forms:
        if "title" in candidate.inputs.keys() or "name" in candidate.inputs.keys():
            form = candidate
    return {**{key: value or "" for key, value in form.form_values()}, **written}


def article_form(**written: Any) -> dict[str, Any]:
    """A new article's form with what has to be in it."""
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    formsets = ("bylines", "comments")
    return {
        "title": "Night ferry",
        "slug": "night-ferry",
        "standfirst": "",
        "body-count": "0",
        "tags": "",
        **{f"{prefix}-{key}": value for prefix in formsets for key, value in empty.items()},
        **written,
    }

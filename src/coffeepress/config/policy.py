"""The content security policies of what Django answers: readers' forms, and the newsroom.

Reader pages are files; their policy is the server's (`coffeepress.edition.serve`).
"""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from coffeepress.articles import embeds

# A form of ours needs its own style, script and pictures, and may be sent only to us.
READERS: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}

# The strictest that Wagtail's admin runs under (docs/adr/0004): no inline script and no style attribute. Only
# the rich text editor needs more: it writes <style> elements whose text is another one each time. Previews are
# frames of our own; pictures being uploaded are blob: addresses, icons in the styles data: ones.
NEWSROOM: dict[str, Any] = {
    **READERS,
    "style-src": [SELF, UNSAFE_INLINE],
    "style-src-attr": [NONE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}

# A preview is the readers' page in a frame of the newsroom.
PREVIEW: dict[str, Any] = {
    **READERS,
    "frame-src": list(embeds.FRAME_SOURCES),
    "frame-ancestors": [SELF],
}


class PolicyMiddleware(CSPMiddleware):
    """Gives the newsroom and its previews their own policies, and all other pages the readers' strict one."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts of which django-csp builds the header; a view's own decorator still has the last word."""
        parts = super().get_policy_parts(request, response, report_only)
        if report_only or parts.config is not None:
            return parts
        if getattr(request, "is_preview", False):
            parts.config = PREVIEW
        elif request.path_info.startswith(f"/{settings.COFFEEPRESS.newsroom_path}/"):
            parts.config = NEWSROOM
        return parts

"""The content security policies of what Django answers: readers' forms, and the newsroom.

Reader pages are files; their policy is the server's (`coffeepress.edition.serve`).
"""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

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

# The strictest under which Wagtail's admin runs (docs/adr/0004): no inline script, no style attribute. Only the rich
# text editor needs more: it writes a <style> element whose text is another one each time. Previews are frames of our
# own; the pictures being uploaded are blob: addresses, icons in the styles data: ones.
NEWSROOM: dict[str, Any] = {
    **READERS,
    "style-src": [SELF, UNSAFE_INLINE],
    "style-src-attr": [NONE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}


class PolicyMiddleware(CSPMiddleware):
    """Gives the newsroom's pages their own policy, and leaves every other page the readers' strict one."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts of which django-csp builds the header; a view's own decorator still has the last word."""
        parts = super().get_policy_parts(request, response, report_only)
        newsroom = f"/{settings.COFFEEPRESS.newsroom_path}/"
        if not report_only and parts.config is None and request.path_info.startswith(newsroom):
            parts.config = NEWSROOM
        return parts

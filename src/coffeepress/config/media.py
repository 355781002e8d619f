"""Originals and renditions under `/media/`, for those who work in the newsroom.

Readers get their pictures from the edition; here a draft's or an embargoed article's pictures would leak.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.static import serve


@cache_control(private=True, max_age=300)
def staff_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the media folder.

    Raises:
        PermissionDenied: the person has no access to the newsroom.
        Http404: there is no such file.
    """
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    # An SVG or HTML file that somebody uploaded must not run in the newsroom's name.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response

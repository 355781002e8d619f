"""A Django site of one file: settings, urls and views, for the bridge's tests."""

import sys
import time
from collections.abc import Iterator

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path

SECRET_KEY = "for tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tiny_site"
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
LOGGING_CONFIG = None
DATA_UPLOAD_MAX_MEMORY_SIZE = None
CLOSED: list[str] = []


def echo(request: HttpRequest, name: str = "") -> HttpResponse:
    """What Django was told."""
    response = JsonResponse(
        {
            "method": request.method,
            "path": request.path,
            "name": name,
            "query": request.META["QUERY_STRING"],
            "length": len(request.body),
            "start": request.body[:20].decode("latin-1"),
            "type": request.content_type,
            "address": request.META["REMOTE_ADDR"],
            "secure": request.is_secure(),
            "host": request.get_host(),
            "cookies": request.COOKIES,
            "forwarded": [name for name in request.META if "FORWARDED" in name],
            "agent": request.META.get("HTTP_X_AGENT"),
        }
    )
    response.set_cookie("one", "1")
    response.set_cookie("two", "2", httponly=True)
    return response


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """An answer in parts, without end if it is asked for."""

    def parts() -> Iterator[bytes]:
        try:
            number = 0
            while number < 3 or "endless" in request.GET:
                yield b"part %d\n" % number
                number += 1
                time.sleep(0.001)
        finally:
            CLOSED.append("stream")

    return StreamingHttpResponse(parts(), content_type="text/plain")


def file(request: HttpRequest) -> FileResponse:
    """A file that is sent."""
    return FileResponse(open(__file__, "rb"), content_type="text/x-python")


def closed(request: HttpRequest) -> HttpResponse:
    """Which streams have been closed."""
    return HttpResponse(",".join(CLOSED))


def fail(request: HttpRequest) -> HttpResponse:
    """A fault that Django turns into its own page."""
    raise RuntimeError("a fault")


def exits(request: HttpRequest) -> HttpResponse:
    """A fault that Django lets through."""
    sys.exit(1)


def empty(request: HttpRequest) -> HttpResponse:
    """An answer without a body."""
    return HttpResponse(status=204)


urlpatterns = [
    path("newsroom/echo/", echo),
    path("newsroom/echo/<str:name>/", echo),
    path("newsroom/stream/", stream),
    path("newsroom/file/", file),
    path("newsroom/closed/", closed),
    path("newsroom/fail/", fail),
    path("newsroom/exits/", exits),
    path("newsroom/empty/", empty),
]

"""What makes "published" mean "readers have it" in the newsroom.

A request that writes runs in one transaction, so that what is published and the outbox are there together or not at
all. After the commit, before the editor sees the answer, the press brings the edition up to date, once a request.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from coffeepress.edition.outbox import deferred
from coffeepress.edition.press import press_or_leave

WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})

GetResponse = Callable[[HttpRequest], HttpResponse]


class PublishMiddleware:
    """Stands after the message middleware, innermost of all."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with deferred() as deferral:
            response = self.get_response(request)
        if deferral.is_wanted:
            trouble = press_or_leave()
            if trouble:
                messages.warning(request, trouble)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if request.method not in WRITING_METHODS or getattr(view, "_non_atomic_requests", None):
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)

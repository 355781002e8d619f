"""Where pages tell what was seen. The answer is empty, and the same whether or not it was counted.

204: told. 403: another site's page. 405: no POST. 413: too large. 415: no form. 503: the database is in trouble.
"""

import logging

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from coffeepress.adverts.bots import is_program
from coffeepress.adverts.count import count, read_events
from coffeepress.adverts.limits import this_hour
from coffeepress.people.arrival import Refused, refuse_others

logger = logging.getLogger(__name__)

LARGEST_BYTES = 600


@csrf_exempt
@transaction.non_atomic_requests
@require_POST
def count_view(request: HttpRequest) -> HttpResponse:
    """Count what a page view tells. Cookies are not looked at."""
    try:
        refuse_others(request)
    except Refused as refused:
        return _answer(refused.status)
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdigit() or int(length) > LARGEST_BYTES:
        return _answer(413)
    if not is_program(request):
        try:
            _count(request)
        except DatabaseError:
            logger.exception("Adverts could not be counted.")
            return _answer(503)
    return _answer(204)


def _count(request: HttpRequest) -> None:
    events = read_events((what, name) for what, names in request.POST.lists() for name in names)
    most: int = settings.COFFEEPRESS.advert_counts_per_hour
    if events and this_hour.allows(request.META.get("REMOTE_ADDR", ""), len(events), most=most):
        count(events)


def _answer(status: int) -> HttpResponse:
    return HttpResponse(status=status, headers={"Cache-Control": "no-store"})

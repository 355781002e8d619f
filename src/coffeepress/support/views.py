"""Where providers' messages arrive. The answer is an empty page: providers read only its number.

200: stored, now or before. 400: not the provider's, too old, or unreadable. 404: no such provider here. 413: too large.
503: it could not be stored; providers send it again.
"""

import logging

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from coffeepress.support.providers.contract import BadSignature, NotAMessage, NotOffered
from coffeepress.support.providers.registry import UnknownProvider
from coffeepress.support.receive import LIMIT_BYTES, receive

logger = logging.getLogger(__name__)


@csrf_exempt
@transaction.non_atomic_requests
@require_POST
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """Take a provider's message."""
    body = request.read(LIMIT_BYTES + 1)
    if len(body) > LIMIT_BYTES:
        return _answer(413)
    try:
        receive(provider, body, request.headers)
    except (UnknownProvider, NotOffered):
        return _answer(404)
    except (BadSignature, NotAMessage) as refused:
        logger.warning("A message for %s was refused: %s.", provider, refused)
        return _answer(400)
    except DatabaseError:
        logger.exception("A message of %s could not be stored.", provider)
        return _answer(503)
    return _answer(200)


def _answer(status: int) -> HttpResponse:
    return HttpResponse(status=status, headers={"Cache-Control": "no-store"})

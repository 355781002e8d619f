"""The practice provider's page: what a real one's pages do, by buttons, on this machine only.

Each button sends a signed message through the way that webhooks take; the worker reads it.
"""

from datetime import timedelta

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coffeepress.support import showing
from coffeepress.support.events import Interval
from coffeepress.support.forms.answers import language_of, page, see_other
from coffeepress.support.models import Pledge
from coffeepress.support.money import Money, NotAnAmount, read_amount
from coffeepress.support.pledge import thanks_url
from coffeepress.support.projection import Status
from coffeepress.support.providers import practice
from coffeepress.support.providers.registry import named
from coffeepress.support.receive import receive

_RUNNING = frozenset({Status.ACTIVE, Status.PAST_DUE, Status.ENDING})


@require_http_methods(["GET", "HEAD", "POST"])
def practise(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page, or do what a button says."""
    pledge = _on_page(token)
    language = language_of(request, pledge.language)
    with translation.override(language):
        if request.method != "POST":
            return _page(request, pledge, language)
        what = request.POST.get("what", "")
        if what not in {act for act, _label in _acts(pledge)} | {"change"}:
            return _page(request, pledge, language, status=422)
        try:
            _tell(request, pledge, what)
        except NotAnAmount:
            words = _("Please type an amount, such as 10 or 12.50.")
            return _page(request, pledge, language, error=words, status=422)
        if what == "pay" and not pledge.payments:
            return see_other(thanks_url(language))
        messages.success(request, _("Done. The worker reads it within some seconds."))
        return see_other(f"{request.path}?language={language}")


def _on_page(token: str) -> Pledge:
    if not named("practice").is_ready:
        raise Http404
    try:
        return Pledge.objects.get(reference=practice.reference_on_page(token), provider="practice")
    except (signing.BadSignature, Pledge.DoesNotExist):
        raise Http404 from None


def _tell(request: HttpRequest, pledge: Pledge, what: str) -> None:
    amount, interval = _promised(pledge)
    if what == "change":
        amount = read_amount(request.POST.get("amount", "")[:20], amount.currency)
        if amount.minor <= 0:
            raise NotAnAmount
    ends_at = (pledge.paid_until or timezone.now() + timedelta(days=30)) if what == "end" else None
    body, headers = practice.message(
        what,  # type: ignore[arg-type]  # one of the page's buttons
        reference=pledge.reference,
        amount=amount,
        interval=interval,
        payment_id=_last_payment(pledge) if what in ("refund", "dispute") else "",
        email=request.POST.get("email", "")[:254],
        ends_at=ends_at,
    )
    receive("practice", body, headers)


def _promised(pledge: Pledge) -> tuple[Money, Interval]:
    amount = pledge.state.amount or pledge.chosen
    assert amount is not None
    return amount, Interval(pledge.interval or pledge.chosen_interval)


def _last_payment(pledge: Pledge) -> str:
    last = pledge.events.filter(kind="charged").order_by("-occurred_at", "-pk").first()
    return last.payment_id if last else ""


def _acts(pledge: Pledge) -> list[tuple[str, str]]:
    """The buttons: what can happen to a pledge as it stands."""
    acts = []
    is_once = pledge.chosen_interval == Interval.ONCE.value
    if pledge.status in (Status.BEGUN, Status.FAILED) or (not is_once and pledge.status in _RUNNING):
        acts += [("pay", _("Pay")), ("fail", _("Let the payment fail"))]
    if pledge.payments and pledge.status not in (Status.REFUNDED, Status.DISPUTED):
        acts += [("refund", _("Have the last payment paid back")), ("dispute", _("Dispute the last payment"))]
    if pledge.status in _RUNNING and not is_once:
        acts += [("end", _("End it when what is paid is used up")), ("cancel", _("End it now"))]
    return acts


def _page(
    request: HttpRequest, pledge: Pledge, language: str, *, error: str = "", status: int = 200
) -> HttpResponse:
    amount, interval = _promised(pledge)
    context = {
        "pledge": pledge,
        "price": showing.priced(amount.shown(language), interval),
        "acts": _acts(pledge),
        "asks_address": pledge.supporter_id is None,
        "is_running": pledge.status in _RUNNING and interval != Interval.ONCE,
        "error": error,
    }
    title = _("Practice payment")
    return page(request, "practice", context, language=language, title=title, status=status)

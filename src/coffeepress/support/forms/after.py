"""The pages after a pledge was begun: thanks, a transfer's details, the way to change it, and whose it is."""

from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coffeepress.people import hint
from coffeepress.people.fresh import reader, reader_required
from coffeepress.support import showing
from coffeepress.support.claim import CannotClaim, claim, claimable
from coffeepress.support.codes import qr_code, transfer_code
from coffeepress.support.events import Interval
from coffeepress.support.forms.answers import language_of, onward, page, reader_of
from coffeepress.support.held import SUPPORTER
from coffeepress.support.iban import in_fours
from coffeepress.support.models import Pledge
from coffeepress.support.pledge import portal
from coffeepress.support.providers.bank import reference_on_page
from coffeepress.support.providers.contract import NotOffered, Unavailable

THANKED = "thanked"
"""The hint of a browser that has come back from a payment without an account: pages leave the appeal out."""


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Where whoever has paid comes back to. It believes nobody: what was paid, the provider tells, and often later than
    the reader is here. The hint gives no rights; it is set right by the next page of the account."""
    user = reader_of(request)
    language = language_of(request, user.language if user else "")
    with translation.override(language):
        response = page(request, "thanks", {}, language=language, title=_("Thank you!"))
    hint.leave(request, response, SUPPORTER if user else THANKED)
    return response


@require_safe
def transfer(request: HttpRequest, token: str) -> HttpResponse:
    """What to write on a bank transfer."""
    pledge = _on_page(token)
    language = language_of(request, pledge.language)
    with translation.override(language):
        return page(
            request, "transfer", {"way": _way(pledge, language)}, language=language, title=_("Your transfer")
        )


@require_POST
@reader_required
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """To the place where a supporter changes and ends a pledge of theirs. Others' are not found."""
    pledge = Pledge.objects.filter(reference=reference, supporter__user=reader(request)).first()
    if pledge is None:
        raise Http404
    language = language_of(request, reader(request).language, pledge.language)
    with translation.override(language):
        try:
            url = portal(pledge, language=language)
        except NotOffered:
            raise Http404 from None
        except Unavailable:
            words = _("The payment provider does not answer just now. Please try again in a minute.")
            return page(
                request, "claim", {"words": words}, language=language, title=_("Your support"), status=503
            )
        return onward(request, url, language=language)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_pledge(request: HttpRequest, token: str) -> HttpResponse:
    """Whether support that came from elsewhere is this reader's. Looking changes nothing; the form does."""
    user = reader_of(request)
    try:
        pledge = claimable(token)
        language = language_of(request, user.language if user else "", pledge.language)
        is_claimed = request.method == "POST" and user is not None
        if is_claimed and user:
            claim(token, user)
    except CannotClaim:
        return _not_claimable(request)
    with translation.override(language):
        back = {"next": request.path, "language": language}
        context = {
            "is_claimed": is_claimed,
            "provider": pledge.provider.capitalize(),
            "sign_in_url": f"{reverse('account_login')}?{urlencode(back)}",
        }
        response = page(request, "claim", context, language=language, title=_("Is this your support?"))
    if is_claimed and user:
        hint.leave(request, response, hint.word_for(user))
    return response


def _not_claimable(request: HttpRequest) -> HttpResponse:
    user = reader_of(request)
    language = language_of(request, user.language if user else "")
    with translation.override(language):
        words = _(
            "This link is too old, or was used already. If you support us and do not find it, write to us."
        )
        title = _("Nothing to confirm")
        return page(request, "claim", {"words": words}, language=language, title=title, status=404)


def _on_page(token: str) -> Pledge:
    try:
        return Pledge.objects.get(reference=reference_on_page(token), provider="bank")
    except (signing.BadSignature, Pledge.DoesNotExist):
        raise Http404 from None


def _way(pledge: Pledge, language: str) -> showing.Way:
    site = settings.COFFEEPRESS
    amount = pledge.chosen
    lines = [
        showing.Copied(_("Reference"), pledge.reference),
        showing.Copied(_("Account holder"), site.bank_holder),
        showing.Copied(_("IBAN"), in_fours(site.bank_iban)),
    ]
    if amount is not None:
        interval = Interval(pledge.chosen_interval or Interval.ONCE.value)
        lines.append(showing.Copied(_("Amount"), showing.priced(amount.shown(language), interval)))
    told = transfer_code(
        holder=site.bank_holder, iban=site.bank_iban, purpose=pledge.reference, amount=amount
    )
    return showing.Way(lines=tuple(lines), code=qr_code(told, _("QR code for your bank’s app")))

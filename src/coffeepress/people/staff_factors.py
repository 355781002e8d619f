"""Staff's second factor: set up, shown at the newsroom's door, and taken away. allauth checks; these are the pages."""

from typing import Any

from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coffeepress.people.adapter import is_of_this_site
from coffeepress.people.fresh import fresh_required, reader, reader_required
from coffeepress.people.pages import Dressed, page
from coffeepress.people.second_factor import has_second_factor, is_staff


class WhileSigningIn(Dressed, AuthenticateView):
    """Asked for between the code and the newsroom."""

    template_name = "people/second_factor.html"
    title = gettext_lazy("Your second factor")


class AddCodesApp(Dressed, ActivateTOTPView):
    """Add an app that shows a new code every half minute."""

    template_name = "people/add_codes_app.html"
    title = gettext_lazy("Add an app that shows codes")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Readers need none: their codes come by mail."""
        if not is_staff(request.user):
            raise PermissionDenied
        if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
            return redirect("account_home")
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """To the recovery codes, where they were made with it."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "account_home")


class RecoveryCodes(Dressed, ViewRecoveryCodesView):
    """The codes for the day on which the device is lost."""

    template_name = "people/recovery_codes.html"
    title = gettext_lazy("Recovery codes")


@reader_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """The newsroom's door: show a second factor, or set one up."""
    user = reader(request)
    onward = request.POST.get("next") or request.GET.get("next") or ""
    onward = onward if is_of_this_site(onward) else reverse("account_home")
    if not is_staff(user):
        raise PermissionDenied
    context: dict[str, Any] = {"next": onward, "is_required": settings.COFFEEPRESS.staff_second_factor}
    if not has_second_factor(user):
        return page(request, "second_factor_missing", context, title=_("Your second factor"))
    form: Any = None
    if request.method == "POST":
        kind = ReauthenticateForm if "code" in request.POST else ReauthenticateWebAuthnForm
        form = kind(user=user, data=request.POST)
        if form.is_valid():
            form.save()
            return redirect(onward)
    context |= {
        "form": form,
        "js_data": {"request_options": auth.begin_authentication(user)},
        "at_door": True,
    }
    title = _("Your second factor")
    return page(request, "second_factor", context, title=title, status=422 if form else 200)


@require_POST
@fresh_required
def remove_codes_app(request: HttpRequest) -> HttpResponse:
    """Take the app away."""
    key = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.TOTP)
    delete_and_cleanup(request, key)
    messages.success(request, _("The app is removed from your account."))
    return redirect("account_home")


@require_POST
@fresh_required
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes; the old ones are void."""
    if not has_second_factor(reader(request)):
        raise PermissionDenied
    generate_recovery_codes(request)
    return redirect("mfa_view_recovery_codes")

"""Passkeys: added, removed, and signed in with. allauth checks them; these are its views in our dress."""

from typing import Any

from allauth.account.models import Login
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.signals import authenticator_added
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coffeepress.people.adapter import is_of_this_site
from coffeepress.people.fresh import fresh_required
from coffeepress.people.pages import Dressed
from coffeepress.people.second_factor import is_staff

MOST_PASSKEYS = 20


class AddPasskey(Dressed, AddWebAuthnView):
    """Add a passkey: a key that lives in the device, opened by its owner's finger, face or number."""

    template_name = "people/add_passkey.html"
    title = gettext_lazy("Add a passkey")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth asks for a key that only serves as a second factor; a passkey is asked for here."""
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Add it. Staff get recovery codes with their first one, for they are asked for it wherever they sign in."""
        user = self.request.user
        if Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count() >= MOST_PASSKEYS:
            messages.error(self.request, _("You have very many passkeys already. Please remove one first."))
            return redirect("account_home")
        found = form.cleaned_data
        added = auth.WebAuthn.add(user, found["name"][:100], found["credential"]).instance
        authenticator_added.send(sender=Authenticator, request=self.request, user=user, authenticator=added)
        messages.success(self.request, _("The passkey is added. You can sign in with it from now on."))
        if is_staff(user) and auto_generate_recovery_codes(self.request):
            return redirect("mfa_view_recovery_codes")
        return redirect("account_home")


class SignInByPasskey(LoginWebAuthnView):
    """Sign in with a passkey. A GET hands out a question for it; a POST brings the answer."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Let its owner in, who gets back to where they came from."""
        onward = self.request.POST.get("next", "")
        login = Login(
            user=form.cleaned_data["credential"].user,
            redirect_url=onward if is_of_this_site(onward) else reverse("account_home"),
        )
        return flows.perform_passwordless_login(self.request, form.cleaned_data["credential"], login)

    def form_invalid(self, form: Any) -> HttpResponse:
        """What is told is the same for an unknown passkey and a wrong one."""
        messages.error(self.request, _("That passkey is not known here. Please use another one, or a code."))
        return redirect("account_login")


@require_POST
@fresh_required
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a passkey of one's own."""
    key = get_object_or_404(Authenticator, pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN)
    delete_and_cleanup(request, key)
    messages.success(request, _("The passkey is removed. Also delete it in the device that keeps it."))
    return redirect("account_home")

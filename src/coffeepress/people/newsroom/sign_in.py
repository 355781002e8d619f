"""The newsroom's sign-in by password: so many attempts, and no more, from one computer and at one account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from coffeepress.people.limits import TooOften, forgive, refuse_too_many


class SignInForm(LoginForm):
    """Wagtail's form; whether the account exists makes no difference to how attempts are counted."""

    error_messages = {
        **LoginForm.error_messages,
        "too_often": _("That was tried very often. Please wait ten minutes, then try again."),
    }

    def clean(self) -> Any:
        """Count the attempt before the password is looked at."""
        address = self.cleaned_data.get("username") or ""
        try:
            refuse_too_many(self.request, "newsroom_password", address=address or "nobody")
        except TooOften:
            raise forms.ValidationError(self.error_messages["too_often"], code="too_often") from None
        cleaned = super().clean()
        forgive(self.request, "newsroom_password", address=address)
        return cleaned

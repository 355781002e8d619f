"""Accounts in the newsroom's settings. Their e-mail address is their user name, whatever case it is written in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet


class LowerCaseEmail:
    """Mixed into the forms of accounts: the address is kept in lower case, so that one person has one account."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class AccountCreationForm(LowerCaseEmail, UserCreationForm):
    error_messages = {
        **UserCreationForm.error_messages,
        "duplicate_username": _("This address has an account already."),
    }


class AccountEditForm(LowerCaseEmail, UserEditForm):
    error_messages = {
        **UserEditForm.error_messages,
        "duplicate_username": _("This address has an account already."),
    }


class AccountViewSet(UserViewSet):
    """Wagtail's views of accounts with our forms."""

    menu_label = _("Accounts")

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm | UserEditForm]:
        return AccountEditForm if for_update else AccountCreationForm

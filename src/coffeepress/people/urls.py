"""Addresses of the account pages, below `/account/`. Names that begin with `mfa_` are those that allauth asks for."""

from django.urls import path

from coffeepress.people import passkeys, sign_in, staff_factors, views
from coffeepress.people.fresh import fresh_required

urlpatterns = [
    path("", views.home, name="account_home"),
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("code/", sign_in.code, name="account_code"),
    path("code/<str:handle>/<str:code>/", sign_in.link, name="account_code_link"),
    path("again/", sign_in.again, name="account_again"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("save/", views.save, name="account_save"),
    path("devices/end/", views.end_devices, name="account_end_devices"),
    path("export/", views.take_along, name="account_export"),
    path("delete/", views.delete, name="account_delete"),
    path("passkeys/sign-in/", passkeys.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("passkeys/add/", fresh_required(passkeys.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_passkey, name="account_remove_passkey"),
    path("second-factor/", staff_factors.second_factor, name="account_second_factor"),
    path("second-factor/sign-in/", staff_factors.WhileSigningIn.as_view(), name="mfa_authenticate"),
    path("second-factor/app/", fresh_required(staff_factors.AddCodesApp.as_view()), name="mfa_activate_totp"),
    path("second-factor/app/remove/", staff_factors.remove_codes_app, name="account_remove_codes_app"),
    path(
        "second-factor/recovery-codes/",
        fresh_required(staff_factors.RecoveryCodes.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/recovery-codes/new/",
        staff_factors.new_recovery_codes,
        name="account_new_recovery_codes",
    ),
]

"""What a site's `mail` setting becomes."""

from __future__ import annotations

from coffeepress.config.mail import mail


def test_empty_setting_prints_mail() -> None:
    found = mail("", host="paper.example")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert found["DEFAULT_FROM_EMAIL"] == "newsroom@paper.example"


def test_smtp_speaks_starttls() -> None:
    found = mail("smtp://me:p%40ss@mail.example?from=desk@paper.example", host="paper.example")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_PASSWORD"]) == (
        "mail.example",
        587,
        "p@ss",
    )
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["DEFAULT_FROM_EMAIL"] == "desk@paper.example"


def test_smtps_speaks_tls_from_the_start() -> None:
    found = mail("smtps://mail.example", host="paper.example")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (465, False, True)


def test_plain_smtp_has_to_be_asked_for() -> None:
    found = mail("smtp://127.0.0.1:2525?tls=no", host="paper.example")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (2525, False, False)

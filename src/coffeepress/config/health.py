"""Is this site healthy, and safe to put on the internet? Each question is a function yielding what it finds.

A problem makes `coffeepress check` fail; advice does not. A finding says what is wrong and how to mend it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from django.db import connection
from django.db.utils import DatabaseError
from django.utils import timezone

from coffeepress.config.database import SQLITE_FILE, pending_migrations
from coffeepress.config.site import SETTINGS_FILE
from coffeepress.demo.accounts import ACCOUNTS, PASSWORD

_LEAST_FREE_BYTES = 200 * 1024**2
_WISE_FREE_BYTES = 1024**3
_LEAST_DIFFERENT_CHARACTERS = 12
_PATIENCE_WITH_OUTBOX = timedelta(minutes=2)
_OTHERS = 0o077

# Django's findings that ours tell in this site's words, or that are the outlet's choice and not a fault.
_DJANGO_FINDINGS_OF_OURS = frozenset(
    {
        "security.W004",  # HSTS follows from base_url
        "security.W005",  # HSTS for subdomains: they may be somebody else's
        "security.W009",  # secret key
        "security.W012",  # cookies follow from base_url
        "security.W016",
        "security.W018",  # debug
        "security.W019",  # the newsroom shows previews in frames of its own
        "security.W020",  # hosts follow from base_url
        "security.W021",  # HSTS preload lists
    }
)


@dataclass(frozen=True)
class Finding:
    """Something that is wrong (`is_problem`) or could be better, and how to mend it."""

    what: str
    mend: str
    is_problem: bool = True


Question = Callable[[], Iterator[Finding]]


def findings() -> Iterator[Finding]:
    """Ask all questions. Those about the contents of the database are asked only if it can be reached."""
    for question in (address, secret_key, debugging, mail, second_factor, files, disk, providers):
        yield from question()
    unreachable = list(database())
    yield from unreachable
    if not unreachable:
        for question in (homes, edition, accounts, django):
            yield from question()


def address() -> Iterator[Finding]:
    """The address readers use."""
    site = settings.COFFEEPRESS
    if site.local:
        yield Finding(
            f"base_url is {site.base_url}: only this machine can open it.",
            'Set base_url to the address that readers type, such as "https://paper.example".',
        )
    elif not site.https:
        yield Finding(
            f"base_url is {site.base_url}: passwords and sessions cross the network in the clear.",
            "Get a certificate, let nginx or another proxy end TLS, and set base_url to https://….",
        )
    elif not site.trusted_proxies:
        yield Finding(
            "trusted_proxies is empty, though base_url is https and this server ends no TLS itself.",
            'Name the proxy in front, such as trusted_proxies = ["127.0.0.1"].',
            is_problem=False,
        )


def secret_key() -> Iterator[Finding]:
    """The key that signs sessions."""
    key = settings.COFFEEPRESS.secret_key
    if len(set(key)) < _LEAST_DIFFERENT_CHARACTERS:
        yield Finding(
            "secret_key can be guessed.",
            "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'",
        )


def debugging() -> Iterator[Finding]:
    """Whether errors are shown in full."""
    if settings.COFFEEPRESS.debug:
        yield Finding(
            "debug is on: errors show the program's insides to anyone.", "Remove debug from the settings."
        )


def mail() -> Iterator[Finding]:
    """Whether mail goes out."""
    if not settings.COFFEEPRESS.mail:
        yield Finding(
            "mail is not set: mail is printed where the server runs, and nobody can get a code or a new password.",
            'Set mail to your provider\'s server, such as "smtp://user:password@host:587?from=desk@paper.example".',
            is_problem=False,
        )


def second_factor() -> Iterator[Finding]:
    """Whether a stolen password, or a mailbox, is enough to get into the newsroom."""
    site = settings.COFFEEPRESS
    if not site.staff_second_factor and not site.local:
        yield Finding(
            "staff_second_factor is off: whoever learns a password or reads a mailbox of staff is in the newsroom.",
            "Set staff_second_factor = true; each of the staff then adds a passkey or an app at the next sign-in.",
            is_problem=False,
        )


def providers() -> Iterator[Finding]:
    """Whether those who take payments can be used as they are set up."""
    from coffeepress.support.providers.registry import registered

    for provider in registered():
        for problem in provider.problems() if provider.is_wanted() else []:
            yield Finding(
                f"Payments by {provider.name}: {problem}",
                "Set it in coffeepress.toml, or take the provider's other settings out; docs/support.md tells how.",
            )
    if settings.COFFEEPRESS.stripe_address != "https://api.stripe.com" and not settings.COFFEEPRESS.local:
        yield Finding("stripe_address is a stand-in's: no real payment is made.", "Take stripe_address out.")
    key = settings.COFFEEPRESS.stripe_secret_key
    if "_test_" in key and not settings.COFFEEPRESS.local:
        yield Finding(
            "stripe_secret_key is a test key: Stripe takes no real money with it.",
            "Put the live key in once everything was tried.",
            is_problem=False,
        )


def files() -> Iterator[Finding]:
    """Who may read the secret files, and whether we may write where we have to."""
    for name in (SETTINGS_FILE, SQLITE_FILE):
        path = settings.SITE_DIR / name
        if path.is_file() and path.stat().st_mode & _OTHERS:
            yield Finding(f"Others on this machine can read {path}.", f"chmod 600 {path}")
    for folder in (settings.EDITION_DIR, settings.MEDIA_ROOT, settings.STATIC_ROOT, settings.SITE_DIR):
        if Path(folder).exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(
                f"{folder} cannot be written.", f"Give it to the user who runs this: chown -R USER {folder}"
            )


def disk() -> Iterator[Finding]:
    """Room for what is published next."""
    free_bytes = shutil.disk_usage(settings.SITE_DIR).free
    if free_bytes < _WISE_FREE_BYTES:
        yield Finding(
            f"Only {free_bytes // 1024**2} MB are free where {settings.SITE_DIR} lies.",
            "Make room: a full disk keeps what is published readable, but nothing new can be published.",
            is_problem=free_bytes < _LEAST_FREE_BYTES,
        )


def database() -> Iterator[Finding]:
    """Whether the database answers, is whole, and is of this version."""
    try:
        pending = pending_migrations()
        broken = _sqlite_trouble()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        yield Finding(f"The database cannot be used: {reason}.", "Start it, or mend the setting database.")
        return
    if broken:
        yield Finding(
            f"The database file is damaged: {broken}.", "Stop the server and restore the last backup."
        )
    elif pending:
        yield Finding(f"The database lacks {pending} migrations.", "coffeepress manage migrate")


def _sqlite_trouble() -> str:
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        answer = str(cursor.execute("PRAGMA quick_check(1)").fetchone()[0])
    return "" if answer == "ok" else answer.splitlines()[0]


def homes() -> Iterator[Finding]:
    """Whether each language has its home front."""
    from coffeepress.articles.models import Home

    there = set(Home.objects.filter(live=True).values_list("locale__language_code", flat=True))
    for code in settings.COFFEEPRESS.languages:
        if code not in there:
            yield Finding(
                f'The language "{code}" has no published home front.',
                "Make one in the newsroom (a page under the root), or take the language out of the settings.",
            )


def edition() -> Iterator[Finding]:
    """Whether readers have what is published."""
    from coffeepress.edition.build import current
    from coffeepress.edition.models import Change
    from coffeepress.edition.worker import is_outdated

    if current(Path(settings.EDITION_DIR)) is None:
        yield Finding("There is no edition: readers get nothing.", "coffeepress press --all")
        return
    oldest = Change.objects.order_by("created_at").first()
    if oldest and timezone.now() - oldest.created_at > _PATIENCE_WITH_OUTBOX:
        since = timezone.localtime(oldest.created_at)
        yield Finding(
            f"What was published since {since:%d %B, %H:%M} has not reached readers: no worker is at work.",
            "Run `coffeepress serve` (SQLite) or `coffeepress worker` (PostgreSQL).",
        )
    if is_outdated():
        yield Finding(
            "The edition was pressed with other templates, settings or an older version.",
            "coffeepress press --all",
            is_problem=False,
        )


def accounts() -> Iterator[Finding]:
    """Whether somebody can sign in, and nobody can guess how."""
    people = get_user_model().objects.filter(is_active=True)
    if not people.filter(is_superuser=True).exists():
        yield Finding("Nobody may do everything in the newsroom.", "coffeepress manage createsuperuser")
    for person in people.filter(email__in=[account.email for account in ACCOUNTS]):
        if person.check_password(PASSWORD):
            yield Finding(
                f"{person.email} still has the demo's password, which everybody knows.",
                f"coffeepress manage changepassword {person.email}",
            )


def django() -> Iterator[Finding]:
    """What Django's own checks find."""
    for message in run_checks(include_deployment_checks=True, databases=["default"]):
        if message.is_silenced() or message.id in _DJANGO_FINDINGS_OF_OURS:
            continue
        yield Finding(
            f"{' '.join(str(message.msg).split())} ({message.id})",
            " ".join(str(message.hint or "See Django's documentation of that check.").split()),
            is_problem=message.is_serious(),
        )

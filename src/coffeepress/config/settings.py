"""Django's settings of the site in `COFFEEPRESS_SITE`.

What an outlet may choose is in `site.py`; what follows from it, and what nobody needs to choose, is here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf.locale import LANG_INFO

from coffeepress.config.database import database
from coffeepress.config.installed import COLLECTED_FOLDER
from coffeepress.config.mail import mail, provider_of
from coffeepress.config.policy import READERS
from coffeepress.config.site import load, site_directory

PACKAGE_DIR = Path(__file__).resolve().parent.parent
SITE_DIR = site_directory()
COFFEEPRESS = load(SITE_DIR)

EDITION_DIR = SITE_DIR / "edition"
MEDIA_ROOT = SITE_DIR / "media"
STATIC_ROOT = SITE_DIR / COLLECTED_FOLDER
RELATED_DIR = SITE_DIR / "related-index"
LETTERS_LOCK = SITE_DIR / "letters.lock"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"

SECRET_KEY = COFFEEPRESS.secret_key
DEBUG = COFFEEPRESS.debug
_HOST = COFFEEPRESS.address.hostname or "localhost"
ALLOWED_HOSTS = [_HOST, *COFFEEPRESS.allowed_hosts]
if COFFEEPRESS.local:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [COFFEEPRESS.base_url]

INSTALLED_APPS = [
    "coffeepress.design",
    "coffeepress.edition",
    "coffeepress.people",
    "coffeepress.articles",
    "coffeepress.support",
    "coffeepress.corrections",
    "coffeepress.related",
    "coffeepress.adverts",
    "coffeepress.topics",
    "coffeepress.letters",
    "coffeepress.search",
    "coffeepress.syndication",
    "coffeepress.importing",
    "coffeepress.demo",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

if provider_of(COFFEEPRESS.mail):
    INSTALLED_APPS.append("anymail")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "coffeepress.config.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coffeepress.people.middleware.AccountPages",
    "coffeepress.people.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Innermost: what it publishes is with readers before the editor sees the answer.
    "coffeepress.edition.middleware.PublishMiddleware",
]

ROOT_URLCONF = "coffeepress.config.urls"
WSGI_APPLICATION = "coffeepress.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": database(COFFEEPRESS.database, directory=SITE_DIR)}
CACHES = {
    "default": {"BACKEND": "coffeepress.config.cache.MemoryAndCounters"},
    "counters": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_counter",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

STATICFILES_DIRS = [SITE_DIR / "static"] if (SITE_DIR / "static").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "coffeepress.config.static_files.DigestNames"},
}

# People and languages

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "account_home"
WAGTAILADMIN_USER_LOGIN_FORM = "coffeepress.people.newsroom.sign_in.SignInForm"

# Readers sign in by a code of ours (docs/adr/0006); allauth does second factors, passkeys and the counting of attempts.
ACCOUNT_ADAPTER = "coffeepress.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {
    "ask_code": "10/10m/ip,40/d/ip,4/10m/key,20/d/key",
    "confirm_code": "30/10m/ip",
    "newsroom_password": "30/10m/ip,10/10m/key",
    "login_failed": "20/10m/ip,6/10m/key",  # second factors
}
MFA_ADAPTER = "coffeepress.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers take passkeys from this very machine without https, and from nowhere else.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = COFFEEPRESS.local and not COFFEEPRESS.https

USE_I18N = True
USE_TZ = True
TIME_ZONE = COFFEEPRESS.time_zone
LANGUAGE_CODE = COFFEEPRESS.languages[0]
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in COFFEEPRESS.languages]
# Our own words, and those that Wagtail's translations lack.
LOCALE_PATHS = [PACKAGE_DIR / "locale", PACKAGE_DIR / "wagtail_locale"]

# Forms, cookies and headers

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long article with many blocks is one form
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = COFFEEPRESS.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if COFFEEPRESS.https else 0
# Who ends TLS in front of us turns http away; only then is X-Forwarded-Proto ours to believe.
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if COFFEEPRESS.trusted_proxies else None
X_FRAME_OPTIONS = "SAMEORIGIN"  # the newsroom shows its previews in frames
CONTENT_SECURITY_POLICY = {"DIRECTIVES": READERS}

globals().update(mail(COFFEEPRESS.mail, host=_HOST))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "stripe": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_tasks": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "wagtail": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}

# Wagtail

WAGTAIL_SITE_NAME = "Coffeepress"
WAGTAILADMIN_BASE_URL = COFFEEPRESS.base_url
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAILIMAGES_IMAGE_MODEL = "articles.Picture"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "epub", "json", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"),
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILREDIRECTS_AUTO_CREATE = False  # the edition keeps every address that was once published
# An embed is made from its address alone: nobody else is asked.
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
# The newsroom, too, makes no request to third parties.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # SECURE_SSL_REDIRECT: who ends TLS in front of us redirects
]

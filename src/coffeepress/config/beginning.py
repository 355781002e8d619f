"""A new site's first contents: its languages, a home front in each, and whoever may do everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Site

from coffeepress.articles.models import Home, Section

if TYPE_CHECKING:
    from coffeepress.people.models import User


@transaction.atomic
def begin(outlet_name: str) -> Home:
    """Make the home fronts of a site that has none.

    Args:
        outlet_name: what readers see as the outlet's name, until an editor gives another one.

    Returns:
        The home front in the first language; one that is there already is left as it is.
    """
    first = Home.objects.filter(locale__language_code=settings.COFFEEPRESS.languages[0]).first()
    if first is not None:
        return first
    root = Page.get_first_root_node()
    _remove_welcome_page(root)
    homes = [_add_home(root, code, outlet_name) for code in settings.COFFEEPRESS.languages]
    for home in homes[1:]:
        home.translation_key = homes[0].translation_key
        home.save(update_fields=["translation_key"])
    _make_site(homes[0], outlet_name)
    return homes[0]


@transaction.atomic
def begin_sections() -> None:
    """Make a first section under each home front that has none: an article needs one to stand in."""
    for home in Home.objects.select_related("locale"):
        if not Section.objects.child_of(home).exists():
            with translation.override(home.locale.language_code):
                section = Section(title=gettext("News"), slug="news", locale=home.locale)
            home.add_child(instance=section)
            section.save_revision().publish()


def make_superuser(email: str, password: str) -> User:
    """Make the account of somebody who may do everything."""
    user: User = get_user_model().objects.create_superuser(email=email, password=password)
    return user


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's first migration makes a page that says "Welcome to your new Wagtail site!", and its site."""
    Site.objects.all().delete()
    for page in root.get_children().filter(slug="home", content_type__model="page"):
        page.delete()
    root.refresh_from_db()


def _add_home(root: Page, code: str, outlet_name: str) -> Home:
    locale, _ = Locale.objects.get_or_create(language_code=code)
    home = Home(title=outlet_name, slug=f"home-{code}", locale=locale)
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def _make_site(home: Home, outlet_name: str) -> None:
    address = settings.COFFEEPRESS.address
    Site.objects.create(
        hostname=address.hostname,
        port=address.port or (443 if settings.COFFEEPRESS.https else 80),
        site_name=outlet_name,
        root_page=home,
        is_default_site=True,
    )

"""Registers persons and accounts in the newsroom."""

from typing import Any

from django.apps import apps
from wagtail.snippets.models import register_snippet

from coffeepress.people.newsroom.persons import PersonViewSet

register_snippet(PersonViewSet)

# Wagtail asks its app configuration for the viewset, later than it reads this.
accounts_config: Any = apps.get_app_config("wagtailusers")
accounts_config.user_viewset = "coffeepress.people.newsroom.accounts.AccountViewSet"

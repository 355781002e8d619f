"""Registers what letters bring to the newsroom. What each does stands in `letters.newsroom`."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from coffeepress.letters.newsroom.panels import LettersPanel
from coffeepress.letters.newsroom.viewsets import LetterViewSet, SubscriberViewSet

RIGHTS = ("send_letter", "see_subscribers")


@hooks.register("insert_global_admin_css")
def letters_style() -> str:
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("coffeepress/newsroom/letters.css")
    )


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [LetterViewSet(), SubscriberViewSet()]


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, home_panels: list[Component]) -> None:
    home_panels.append(LettersPanel())


@hooks.register("register_permissions")
def rights() -> Any:
    return Permission.objects.filter(content_type__app_label="letters", codename__in=RIGHTS)

"""Registers what support brings to the newsroom. What each does stands in `support.newsroom`."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSetGroup

from coffeepress.support.newsroom.panels import SupportPanel
from coffeepress.support.newsroom.viewsets import SupportGroup

RIGHTS = ("see_supporter", "book_payment")


@hooks.register("insert_global_admin_css")
def support_style() -> str:
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("coffeepress/newsroom/support.css")
    )


@hooks.register("register_admin_viewset")
def viewsets() -> ViewSetGroup:
    return SupportGroup()


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, home_panels: list[Component]) -> None:
    home_panels.append(SupportPanel())


@hooks.register("register_permissions")
def rights() -> Any:
    return Permission.objects.filter(content_type__app_label="support", codename__in=RIGHTS)

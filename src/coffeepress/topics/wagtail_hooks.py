"""Registers what topics bring to the newsroom. What each does stands in `topics.newsroom`."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSetGroup

from coffeepress.topics.newsroom.panels import TopicsPanel
from coffeepress.topics.newsroom.viewsets import TopicsGroup

RIGHTS = ("decide_topic", "plan_round")


@hooks.register("insert_global_admin_css")
def topics_style() -> str:
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("coffeepress/newsroom/topics.css")
    )


@hooks.register("register_admin_viewset")
def viewsets() -> ViewSetGroup:
    return TopicsGroup()


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, home_panels: list[Component]) -> None:
    home_panels.append(TopicsPanel())


@hooks.register("register_permissions")
def rights() -> Any:
    return Permission.objects.filter(content_type__app_label="topics", codename__in=RIGHTS)

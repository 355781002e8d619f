"""Registers what corrections bring to the newsroom. What each does stands in `corrections.newsroom`."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from coffeepress.corrections.newsroom.panels import ReportsPanel
from coffeepress.corrections.newsroom.reasons import PreparedReasonViewSet
from coffeepress.corrections.newsroom.viewsets import CorrectionViewSet, ReportViewSet

RIGHTS = ("decide_report", "see_reporter")


@hooks.register("insert_global_admin_css")
def reports_style() -> str:
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("coffeepress/newsroom/reports.css")
    )


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [ReportViewSet(), CorrectionViewSet(), PreparedReasonViewSet()]


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, home_panels: list[Component]) -> None:
    home_panels.append(ReportsPanel())


@hooks.register("register_permissions")
def rights() -> Any:
    return Permission.objects.filter(content_type__app_label="corrections", codename__in=RIGHTS)

"""Registers what support brings to the newsroom. What each does stands in `support.newsroom`."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from coffeepress.support.newsroom.words import SupportGroup


@hooks.register("register_admin_viewset")
def viewsets() -> ViewSetGroup:
    return SupportGroup()

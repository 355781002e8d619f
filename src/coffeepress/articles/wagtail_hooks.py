"""Registers what the articles bring to the newsroom. What each does stands in `articles.newsroom`."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from coffeepress.articles.models import Picture
from coffeepress.articles.newsroom import panels, rights, sizes
from coffeepress.articles.newsroom.inline_scripts import replace_chooser_scripts
from coffeepress.articles.newsroom.listing import ArticleListing
from coffeepress.articles.newsroom.script_words import take_all_catalogues

replace_chooser_scripts()
take_all_catalogues()


@hooks.register("insert_global_admin_js")
def newsroom_script() -> str:
    return format_html('<script src="{}"></script>', versioned_static("coffeepress/newsroom/newsroom.js"))


@hooks.register("register_admin_viewset")
def article_listing() -> ArticleListing:
    return ArticleListing("articles")


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, home_panels: list[Component]) -> None:
    panels.put_panels(home_panels)


@hooks.register("register_permissions")
def article_rights() -> Any:
    return Permission.objects.filter(content_type__app_label="articles", codename="view_article")


@hooks.register("before_create_page")
def before_create(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    rights.refuse_structure(request, parent_page, page_class)


@hooks.register("before_copy_page")
def before_copy(request: HttpRequest, page: Page) -> None:
    rights.refuse_copied_structure(request, page)


@hooks.register("before_move_page")
def before_move(request: HttpRequest, page: Page, destination: Page) -> None:
    rights.refuse_move(request, page, destination)


@hooks.register("construct_page_chooser_queryset")
def page_chooser(pages: Any, request: HttpRequest) -> Any:
    rights.refuse_choosing_pages(request)
    return pages


@receiver(post_save, sender=Picture)
def picture_saved(instance: Picture, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        sizes.ask_for_sizes(instance)

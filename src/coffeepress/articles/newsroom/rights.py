"""What Wagtail leaves open to everybody in the newsroom, and is refused here, on the server.

- Home, Section and FreePage are the Editors' business. Wagtail's right to add pages is the same for all kinds of
  pages below, and a Writer has it for articles; so whoever may not publish where such a page will stand is refused.
- Drafts are the business of those who write and edit. The page chooser, and the question before a page is moved,
  would show their headlines to Photographers and Moderators.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from coffeepress.articles.models import Article

WORK_ON_PAGES = frozenset({"add", "change", "publish"})


def sees_drafts(user: Any) -> bool:
    """Whether an account works on pages, anywhere in the tree."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, WORK_ON_PAGES))


def refuse_structure(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """Refuse a page above articles to whoever may not publish there.

    Raises:
        PermissionDenied: the account may write articles, but not change what stands above them.
    """
    if issubclass(page_class, Article):
        return
    if not parent.permissions_for_user(request.user).can_publish_subpage():
        raise PermissionDenied


def refuse_copied_structure(request: HttpRequest, page: Page) -> None:
    """The same for a copy of a page."""
    parent = page.get_parent()
    if parent is not None and page.specific_class is not None:
        refuse_structure(request, parent, page.specific_class)


def refuse_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Refuse even the question to whoever may not move the page there.

    Raises:
        PermissionDenied: the account may not.
    """
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


def refuse_choosing_pages(request: HttpRequest) -> None:
    """Refuse the page chooser to whoever does not work on pages.

    Raises:
        PermissionDenied: the account has nothing to choose a page for.
    """
    if not sees_drafts(request.user):
        raise PermissionDenied

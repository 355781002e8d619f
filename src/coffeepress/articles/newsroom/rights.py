"""Who may make or change the pages above articles: Home, Section and FreePage are the Editors' business.

Wagtail's right to add pages is the same for all kinds of pages below; a Writer has it for articles. So whoever may not
publish where the page will stand is refused here, on the server, before the form is shown or taken.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page

from coffeepress.articles.models import Article


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

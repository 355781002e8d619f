"""The tab "Related" of an article's form: articles are pinned and excluded there.

Articles know nothing of it: the tab is added to their form when the apps are ready, before the form is built.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, ObjectList

from coffeepress.articles.models import Article


def add_to_article_form() -> None:
    """Add the tab, once."""
    tabs = Article.edit_handler.children
    if any(isinstance(tab, RelatedTab) for tab in tabs):
        return
    tabs.append(
        RelatedTab(
            [
                InlinePanel(
                    "related_choices",
                    heading=_("Related articles"),
                    label=_("Article"),
                    help_text=_(
                        "Related articles are found by what they say. Here you put one at the top, or keep one out."
                    ),
                )
            ],
            heading=_("Related"),
        )
    )


class RelatedTab(ObjectList):
    """A tab of its own class, so that it is known."""

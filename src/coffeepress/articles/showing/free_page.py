"""A free page as it is shown."""

from typing import Any

from coffeepress.articles.keys import FREE_PAGE
from coffeepress.articles.models import FreePage
from coffeepress.articles.showing.blocks import shown_blocks
from coffeepress.articles.showing.outlet import Meta, OutletShelf, absolute
from coffeepress.edition.keys import reads


def free_page_context(page: FreePage, shelf: OutletShelf) -> dict[str, Any]:
    """All that a free page's template is given."""
    reads(FREE_PAGE(page.pk))
    meta = Meta(
        title=page.seo_title or page.title,
        description=page.search_description or page.intro,
        canonical=absolute(page.path_for_readers),
        current_nav_url=page.path_for_readers,
    )
    return {
        "outlet": shelf.outlet(page.locale.language_code),
        "meta": meta,
        "title": page.title,
        "intro": page.intro,
        "body": shown_blocks(page.body),
    }

"""The app of related articles: which published articles stand under each article."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RelatedConfig(AppConfig):
    name = "coffeepress.related"
    label = "related"
    verbose_name = _("Related articles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.articles import alike
        from coffeepress.edition import duties
        from coffeepress.related import signals  # noqa: F401  (connects its receivers)
        from coffeepress.related.finding import find
        from coffeepress.related.newsroom.panel import add_to_article_form
        from coffeepress.related.relate import relate_waiting
        from coffeepress.related.shelves import check_shelves

        add_to_article_form()
        alike.register(find)
        duties.register("relate articles", relate_waiting, every=timedelta(seconds=1))
        duties.register("check the related index", check_shelves, every=timedelta(hours=1))

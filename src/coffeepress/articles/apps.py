"""The articles' app: what is published, where it stands, and the reader pages made of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "coffeepress.articles"
    label = "articles"
    verbose_name = _("Articles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.articles import signals  # noqa: F401  (connects its receivers)
        from coffeepress.articles.showing.answers import dress
        from coffeepress.design import dressing
        from coffeepress.people.holdings import register_staff_work

        dressing.register(dress)
        register_staff_work("articles.Picture.uploaded_by_user")

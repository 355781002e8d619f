"""The design: base templates, CSS, ES modules and template tags that every reader page stands on."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    """Holds no models; ships templates, static files and template tags."""

    name = "coffeepress.design"
    label = "design"
    verbose_name = _("Design")

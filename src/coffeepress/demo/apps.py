"""The demo newsroom's app: an invented outlet's content, and how it is brought into a site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "coffeepress.demo"
    label = "demo"
    verbose_name = _("Demo newsroom")

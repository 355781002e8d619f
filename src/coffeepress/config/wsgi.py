"""The WSGI application of the newsroom and of readers' forms; the edition itself needs no application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coffeepress.config.settings")
application = get_wsgi_application()

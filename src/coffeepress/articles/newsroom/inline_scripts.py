"""Starts Wagtail's widgets without inline scripts, so that the newsroom's policy can forbid them.

Wagtail 8 writes `<script>` into its pages in three places only: after each chooser, after each date and time input,
and after each panel of repeated forms. The last two are templates, which ours replace (`templates/wagtailadmin/`);
the first is Python, and is replaced here. Each becomes an element that `newsroom.js` starts when it appears.
`tests/newsroom/test_policy.py` fails if a new version of Wagtail brings another one.
"""

import json
from typing import Any

from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def render_chooser(self: BaseChooser, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
    """`BaseChooser.render` with an element in place of its script."""
    identity = attrs["id"]
    value_data = self.get_value_data(value)
    html = self.render_html(name, value_data, attrs)
    if isinstance(self, AdminTaskChooser):
        constructor, options = "createTaskChooser", None
    else:
        constructor, options = self.js_constructor, self.get_js_init_options(identity, name, value_data)
    return format_html(
        '{}<span hidden data-controller="newsroom-chooser" data-newsroom-chooser-constructor-value="{}"'
        ' data-newsroom-chooser-id-value="{}" data-newsroom-chooser-options-value="{}"></span>',
        html,
        constructor,
        identity,
        json.dumps(options),
    )


def replace_chooser_scripts() -> None:
    """Have all choosers rendered without a script."""
    BaseChooser.render = render_chooser

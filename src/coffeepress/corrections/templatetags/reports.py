"""What templates of the newsroom ask about readers' reports."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_keyboard_key_labels_from_request

from coffeepress.corrections.newsroom.rights import may_decide

register = template.Library()


@register.simple_tag(takes_context=True)
def report_shortcuts(context: Any) -> list[tuple[str, str]]:
    """The keys of the queue and of a report's page, for the newsroom's dialogue; none for who may not decide."""
    request = getattr(context, "request", None)
    user = getattr(request, "user", None)
    if user is None or not may_decide(user):
        return []
    keys = get_keyboard_key_labels_from_request(request)
    return [
        (_("Next report in the queue"), "j"),
        (_("Previous report in the queue"), "k"),
        (_("Open the report"), keys.ENTER),
        (_("Assign to me"), "a"),
        (_("Decide as the open form says"), f"{keys.MOD} + {keys.ENTER}"),
        (_("Back to the queue"), "u"),
    ]

"""How corrections are named in an article's history."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

APPLY = "corrections.apply"
CARRY = "corrections.carry"


@hooks.register("register_log_actions")
def register_corrections(actions: Any) -> None:
    actions.register_action(APPLY)(AppliedFormatter)
    actions.register_action(CARRY)(CarriedFormatter)


class AppliedFormatter(LogFormatter):
    """A passage was mended after a reader's report."""

    label = _("Correct after a report")

    def format_message(self, log_entry: Any) -> str:
        return gettext("Corrected after report № %(number)s") % {"number": log_entry.data.get("report", "?")}


class CarriedFormatter(LogFormatter):
    """A draft was kept when the published article was mended."""

    label = _("Keep a draft at a correction")

    def format_message(self, log_entry: Any) -> str:
        if log_entry.data.get("is_mended"):
            words = gettext("Draft kept, and corrected after report № %(number)s as well")
        else:
            words = gettext("Draft kept as it was when the article was corrected after report № %(number)s")
        return words % {"number": log_entry.data.get("report", "?")}

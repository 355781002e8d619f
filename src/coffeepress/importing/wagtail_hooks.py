"""How an import shows in an article's history."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from coffeepress.importing.page.drafting import LOG_ACTION


@hooks.register("register_log_actions")
def import_log_action(actions: Any) -> None:
    @actions.register_action(LOG_ACTION)
    class ImportPageFormatter(LogFormatter):
        label = gettext_lazy("Import")

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            origin = data.get("from") or _("a saved file")
            doubts = data.get("doubts") or []
            begun = _("Brought in from %(origin)s.") % {"origin": origin}
            return " ".join([begun, *doubts])

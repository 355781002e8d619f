"""The home panel "Letters": drafts that wait to be sent, what is being sent, corrections to tell of."""

from typing import Any

from django.http import HttpRequest

from coffeepress.articles.newsroom.panels import DeskPanel
from coffeepress.letters.models import Letter
from coffeepress.letters.newsroom.rights import may_send
from coffeepress.letters.offers import open_offers

MOST_ROWS = 5


class LettersPanel(DeskPanel):
    """Empty for those who may not send."""

    name = "letters"
    order = 95
    template_name = "letters/newsroom/panel.html"

    def content(self, request: HttpRequest) -> dict[str, Any]:
        if not may_send(request.user):
            return {"is_shown": False}
        rows = Letter.objects.exclude(state=Letter.State.SENT).only(
            "pk", "subject", "kind", "language", "state"
        )
        return {
            "is_shown": True,
            "letters": list(rows.order_by("-made_at")[:MOST_ROWS]),
            "offers": open_offers().order_by()[:MOST_ROWS].count(),
        }

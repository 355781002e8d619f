"""Account pages: a template in the outlet's dress."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from coffeepress.design.dressing import dressed


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str, status: int = 200
) -> HttpResponse:
    """A page in the language that is active."""
    dress = dressed(get_language() or "", title)
    return render(request, f"people/{template}.html", {**dress, "title": title, **context}, status=status)


class Dressed:
    """Mixed into allauth's views: their page in the outlet's dress."""

    title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The view's own context, with what `design/base.html` needs."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        title = str(self.title)
        return {**dressed(get_language() or "", title), "title": title, **context}

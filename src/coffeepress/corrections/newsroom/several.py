"""Decides several reports of the queue at once, each as it would be on its own page.

Each has a transaction of its own: one that somebody else has decided meanwhile is told, and the others are done.
Refuses who may not decide, more reports than a page of the queue shows, and declining without a reason.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from coffeepress.corrections import decide
from coffeepress.corrections.decide import Decided
from coffeepress.corrections.models import Report
from coffeepress.corrections.newsroom.queue import PER_PAGE
from coffeepress.corrections.newsroom.rights import ForDeciders
from coffeepress.people.models import User
from coffeepress.people.newsroom.rights import account

LONGEST_REASON = 2000
DECISIONS: dict[str, Callable[[Report, User, str], Any]] = {
    "assign": lambda report, user, _reason: decide.assign(report, user, user),
    "decline": decide.decline,
    "fixed": lambda report, user, _reason: decide.mark_fixed(report, user),
}


class SeveralView(ForDeciders, View):
    """Takes the queue's form."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide the chosen reports, say what was done, and go back to the queue.

        Raises:
            BadRequest: the form names no decision, or no numbers, or more than a page shows.
        """
        name, reason = request.POST.get("several", ""), request.POST.get("reason", "").strip()
        reports = _chosen(request.POST.getlist("report"))
        if name not in DECISIONS:
            raise BadRequest("There is no such decision.")
        if not reports:
            messages.warning(request, _("Choose reports first."))
        elif name == "decline" and not 0 < len(reason) <= LONGEST_REASON:
            messages.error(request, _("Readers are told why: write a reason of up to 2,000 characters."))
        else:
            self._decide(name, reports, reason)
        return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse("reports:queue"))

    def _decide(self, name: str, reports: list[Report], reason: str) -> None:
        done, refused = 0, []
        for report in reports:
            if name == "fixed" and not report.article_id:
                refused.append(
                    _("№ %(number)s is a letter: nothing in an article can be fixed.") % _of(report)
                )
                continue
            try:
                DECISIONS[name](report, account(self.request), reason)
            except Decided:
                refused.append(_("№ %(number)s has been decided meanwhile.") % _of(report))
            else:
                done += 1
        if done:
            told = ngettext("%(count)d report: done.", "%(count)d reports: done.", done) % {"count": done}
            messages.success(self.request, told)
        if refused:
            messages.warning(self.request, " ".join(refused))


def _chosen(numbers: list[str]) -> list[Report]:
    """The reports with these numbers, oldest first.

    Raises:
        BadRequest: something is no number, or there are more than a page of the queue shows.
    """
    if len(numbers) > PER_PAGE or not all(
        each.isascii() and each.isdecimal() and len(each) < 19 for each in numbers
    ):
        raise BadRequest("These are not reports of a page of the queue.")
    return list(Report.objects.filter(pk__in=[int(each) for each in numbers]).order_by("created_at", "pk"))


def _of(report: Report) -> dict[str, int]:
    return {"number": report.pk}

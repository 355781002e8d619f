"""A report's page: the passage today, the proposal, the history; and what is done when an editor decides.

Decides nothing itself. What an editor typed is kept whatever comes between: an error, another editor, a newer text.
"""

from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.articles.showing.cards import sections_above
from coffeepress.corrections import decide
from coffeepress.corrections.announce import NotAboutAnArticle, NothingSaid
from coffeepress.corrections.apply import (
    AlreadySo,
    Applied,
    Conflict,
    Locked,
    NotAtThatPlace,
    NotPublished,
    PassageGone,
)
from coffeepress.corrections.decide import Announced, Decided, NoAnswer, OfItself, StillOpen
from coffeepress.corrections.differences import Piece, folded, words
from coffeepress.corrections.mending import CannotMend
from coffeepress.corrections.models import Report, ReportEvent
from coffeepress.corrections.newsroom import forms
from coffeepress.corrections.newsroom.decisions import DECISIONS, Decision, offered
from coffeepress.corrections.newsroom.narrowing import narrowed
from coffeepress.corrections.newsroom.queue import as_query, open_reports
from coffeepress.corrections.newsroom.rights import ForDeciders, may_change, sees_reporter
from coffeepress.corrections.newsroom.surroundings import Surroundings, look_up, look_up_in
from coffeepress.people.newsroom.rights import account

MOST_FOLLOWERS = 20
MOST_EVENTS = 50


@dataclass(frozen=True)
class Offer:
    """A decision with its form, and why it cannot be taken where it can't."""

    decision: Decision
    form: forms.DecisionForm
    hindrance: str
    is_open: bool


class ReportView(ForDeciders, WagtailAdminTemplateMixin, TemplateView):
    """A report's page."""

    template_name = "corrections/newsroom/report.html"
    header_icon = "comment"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.bound: forms.DecisionForm | None = None
        self.bound_to = ""

    @cached_property
    def report(self) -> Report:
        reports = Report.objects.select_related(
            *("article", "assignee", "decided_by", "leader", "correction", "pending__by")
        )
        return get_object_or_404(reports, pk=self.kwargs["pk"])

    @cached_property
    def article(self) -> Article | None:
        return self.report.article

    @cached_property
    def followers_count(self) -> int:
        return self.report.followers.count()

    @cached_property
    def surroundings(self) -> Surroundings:
        return look_up(self.report, self.article)

    def get_page_title(self) -> str:
        return _("Report № %(number)s") % {"number": self.report.pk}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("reports:queue") + as_query(self.request), "label": _("Readers’ reports")},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the form asks for, and go to the next report.

        Raises:
            BadRequest: the form names no decision.
        """
        name = request.POST.get("decision", "")
        if name in STEPS:
            return self._step(name)
        if name not in DECISIONS:
            raise BadRequest("There is no such decision.")
        decision = DECISIONS[name]
        form = self._form(decision, request.POST)
        return self._decide(decision, form) if form.is_valid() else self._again(decision, form)

    def _step(self, name: str) -> HttpResponse:
        try:
            STEPS[name](self.report, account(self.request))
        except Decided:
            messages.warning(self.request, self._who_decided())
        except (Announced, StillOpen) as refusal:
            messages.warning(self.request, str(refusal))
        stay = reverse("reports:report", args=[self.report.pk]) + as_query(self.request)
        return HttpResponseRedirect(get_valid_next_url_from_request(self.request) or stay)

    def _decide(self, decision: Decision, form: forms.DecisionForm) -> HttpResponse:
        try:
            done = decision.do(self.report, self.request.user, form)
        except Conflict as conflict:
            return self._conflict(conflict, form)
        except Decided:
            form.add_error(None, self._who_decided())
        except ValidationError as error:
            form.add_error(None, error)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            self._tell(done)
            return HttpResponseRedirect(next_url(self.report, self.request))
        return self._again(decision, form)

    def _again(self, decision: Decision, form: forms.DecisionForm) -> HttpResponse:
        """The page once more, with what was typed and with what is true now."""
        for name in ("report", "article", "surroundings", "followers_count"):
            self.__dict__.pop(name, None)
        self.bound, self.bound_to = form, decision.name
        return self.render_to_response(self.get_context_data(**self.kwargs))

    def _conflict(self, conflict: Conflict, form: forms.DecisionForm) -> HttpResponse:
        context = self.get_context_data(**self.kwargs)
        context.update(
            conflict=conflict,
            form=form,
            in_draft=self._in_draft(),
            difference=folded(words(conflict.live, conflict.draft)),
        )
        return self.response_class(
            request=self.request,
            template="corrections/newsroom/conflict.html",
            context=context,
            using=self.template_engine,
        )

    def _in_draft(self) -> Surroundings | None:
        """Where the passage is in the article's draft."""
        if self.article is None:
            return None
        draft: Any = self.article.get_latest_revision_as_object()
        return look_up_in(copy(self.report), self.article, said(draft))

    def _who_decided(self) -> str:
        fresh = Report.objects.select_related("decided_by").get(pk=self.report.pk)
        return _("Decided meanwhile: %(state)s, by %(name)s.") % {
            "state": fresh.get_state_display(),
            "name": fresh.decided_by or _("nobody known"),
        }

    def _tell(self, done: Any) -> None:
        """Say what was done, with the way to what readers see now."""
        report = Report.objects.get(pk=self.report.pk)
        said = [_("№ %(number)s: %(state)s.") % {"number": report.pk, "state": report.get_state_display()}]
        if isinstance(done, Applied) and not done.is_published:
            said = [_("№ %(number)s: the correction waits for review.") % {"number": report.pk}]
        if isinstance(done, Applied) and done.in_draft is False:
            said.append(_("The draft has other words there, and was left as it is."))
        buttons = [messages.button(reverse("reports:report", args=[report.pk]), _("The report"))]
        if self.article and self.article.live and self.article.permalink:
            buttons.append(messages.button(self.article.permalink, _("What readers see"), new_window=True))
        messages.success(self.request, " ".join(said), buttons=buttons)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = self.report, self.request.user
        return {
            **super().get_context_data(**kwargs),
            "report": report,
            "query": as_query(self.request),
            "article": self.article,
            "section": section_of(self.article),
            "may_change": may_change(user, self.article),
            "draft": draft_of(self.article),
            "surroundings": self.surroundings,
            "proposal": self._proposal(),
            "source_url": web_address(report.source),
            "sees_reporter": sees_reporter(user),
            "followers": list(report.followers.order_by("pk")[:MOST_FOLLOWERS]),
            "followers_count": self.followers_count,
            "events": history(report),
            "correction": getattr(report, "correction", None),
            "pending": getattr(report, "pending", None),
            "offers": self._offers() if report.is_open else [],
            "bound": self.bound,
            "bound_to": DECISIONS.get(self.bound_to),
            "is_mine": report.assignee_id == user.pk,
        }

    def _proposal(self) -> list[Piece]:
        if not self.report.proposal:
            return []
        return words(self.surroundings.passage or self.report.exact, self.report.proposal)

    def _offers(self) -> list[Offer]:
        decisions = offered(self.report)
        first = self.bound_to or ("answer" if self.report.kind == Report.Kind.LETTER else decisions[0].name)
        return [
            Offer(decision, self._shown_form(decision), self._hindrance(decision), decision.name == first)
            for decision in decisions
        ]

    def _shown_form(self, decision: Decision) -> forms.DecisionForm:
        if self.bound is not None and decision.name == self.bound_to:
            return self.bound
        return self._form(decision)

    def _form(self, decision: Decision, data: Any = None) -> forms.DecisionForm:
        given: dict[str, Any] = {}
        if decision.form is forms.ApplyForm:
            revision = self.article.latest_revision_id if self.article else None
            here = self.surroundings
            given = {"passage": here.passage, "places": here.choices, "revision": revision}
        return decision.form(
            data, report=self.report, name=decision.name, followers=self.followers_count, **given
        )

    def _hindrance(self, decision: Decision) -> str:
        if decision.needs != "passage":
            return ""
        if not may_change(self.request.user, self.article):
            return _("You may not change this article. You may correct it with a public note, or clarify it.")
        if not self.surroundings.passage and not self.surroundings.choices:
            return _("The passage is not in one certain place. Open the article and correct it there.")
        return ""


REFUSALS = (
    *(AlreadySo, CannotMend, Locked, NoAnswer, NotAboutAnArticle, NothingSaid, NotPublished, OfItself),
    *(NotAtThatPlace, PassageGone),
)

STEPS = {
    "assign": lambda report, user: decide.assign(report, user, user),
    "release": decide.release,
    "reopen": decide.reopen,
}


def next_url(report: Report, request: HttpRequest) -> str:
    """The next open report after this one, of those that the queue was narrowed to, that nobody else looks after.

    The queue, narrowed as it was, when there is none."""
    user = account(request)
    waiting = (
        narrowed(open_reports(), request).filter(Q(assignee=None) | Q(assignee=user)).exclude(pk=report.pk)
    )
    following = waiting.filter(created_at__gte=report.created_at).order_by("created_at", "pk")
    key = following.values_list("pk", flat=True).first()
    address = reverse("reports:report", args=[key]) if key else reverse("reports:queue")
    return address + as_query(request)


def section_of(article: Article | None) -> str:
    if article is None:
        return ""
    section = sections_above([article.path]).get(article.path[:-4])
    return section.title if section else ""


def draft_of(article: Article | None) -> Any:
    """The newest revision of an article that has changes which readers don't have."""
    if article is None or not article.has_unpublished_changes:
        return None
    return article.revisions.select_related("user").order_by("-created_at", "-id").first()


def history(report: Report) -> list[ReportEvent]:
    """What was done with a report, newest last; of a long history, its end."""
    newest = report.events.select_related("by").order_by("-at", "-pk")[:MOST_EVENTS]
    return list(reversed(newest))


def web_address(text: str) -> str:
    """The text when it is one web address and nothing else; "" otherwise."""
    text = text.strip()
    if any(char.isspace() or not char.isprintable() for char in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname else ""

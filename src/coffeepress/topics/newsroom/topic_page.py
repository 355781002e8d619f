"""A topic's page at the ballot desk: what was proposed, what was done, and what is done when an editor decides.

Decides nothing itself. What an editor typed is kept whatever comes between.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coffeepress.articles.models import Article
from coffeepress.people.newsroom.rights import account
from coffeepress.topics import assign
from coffeepress.topics.decide import MERGE_INTO, CannotMerge, NotInThisState, ReasonMissing
from coffeepress.topics.links import links_of
from coffeepress.topics.models import Topic, TopicEvent
from coffeepress.topics.newsroom import forms
from coffeepress.topics.newsroom.decisions import DECISIONS, Decision, offered, stage
from coffeepress.topics.newsroom.desk import as_query
from coffeepress.topics.newsroom.narrowing import search
from coffeepress.topics.newsroom.rights import ForDeciders
from coffeepress.topics.paths import topic_path
from coffeepress.topics.similar import similar_topics

MOST_EVENTS = 50
MOST_CANDIDATES = 10
MOST_MERGED = 50


@dataclass(frozen=True)
class Offer:
    """A decision with its form."""

    decision: Decision
    form: forms.DecisionForm
    is_open: bool


class TopicView(ForDeciders, WagtailAdminTemplateMixin, TemplateView):
    """A topic's page."""

    template_name = "topics/newsroom/topic.html"
    header_icon = "list-ol"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.bound: forms.DecisionForm | None = None
        self.bound_to = ""

    @cached_property
    def topic(self) -> Topic:
        topics = Topic.objects.select_related("merged_into", "assignment__round")
        return get_object_or_404(topics, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Topic № %(number)s") % {"number": self.topic.pk}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("topics_desk:index") + as_query(self.request), "label": _("Ballot desk")},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the form asks for.

        Raises:
            BadRequest: the form names no decision.
        """
        name = request.POST.get("decision", "")
        if name == "take_away":
            return self._take_away()
        if name not in DECISIONS:
            raise BadRequest("There is no such decision.")
        decision = DECISIONS[name]
        form = self._form(decision, request.POST)
        return self._decide(decision, form) if form.is_valid() else self._again(decision, form)

    def _decide(self, decision: Decision, form: forms.DecisionForm) -> HttpResponse:
        try:
            if decision not in offered(self.topic):
                raise NotInThisState
            decision.do(self.topic, account(self.request), form)
        except NotInThisState:
            form.add_error(None, self._meanwhile())
        except CannotMerge:
            form.add_error(None, _("These two cannot be merged: look at their languages and states."))
        except ReasonMissing:
            form.add_error(None, _("Please write some words."))
        except ValidationError as error:
            form.add_error(None, [word for words in error.message_dict.values() for word in words])
        else:
            return self._done(decision)
        return self._again(decision, form)

    def _done(self, decision: Decision) -> HttpResponse:
        number, query = self.topic.pk or self.kwargs["pk"], as_query(self.request)
        if decision.name == "remove":
            messages.success(self.request, _("№ %(number)s is deleted.") % {"number": self.kwargs["pk"]})
            return HttpResponseRedirect(reverse("topics_desk:index") + query)
        topic = Topic.objects.get(pk=number)
        said = _("№ %(number)s: %(state)s.") % {"number": number, "state": topic.get_state_display()}
        buttons = [messages.button(reverse("topics_desk:topic", args=[number]), _("The topic"))]
        if topic.is_public:
            url = topic_path(topic.language, number)
            buttons.append(messages.button(url, _("What readers see"), new_window=True))
        messages.success(self.request, said, buttons=buttons)
        stays = decision.name in ("reword", "start", "article", "drop", "unmerge")
        name, args = ("topics_desk:topic", [number]) if stays else ("topics_desk:index", [])
        return HttpResponseRedirect(reverse(name, args=args) + query)

    def _take_away(self) -> HttpResponse:
        number = self.request.POST.get("article", "")
        article = get_object_or_404(Article, pk=int(number) if number.isascii() and number.isdecimal() else 0)
        assignment = getattr(self.topic, "assignment", None)
        if assignment is not None:
            assign.take_article_away(assignment, article, account(self.request))
        return HttpResponseRedirect(
            reverse("topics_desk:topic", args=[self.topic.pk]) + as_query(self.request)
        )

    def _again(self, decision: Decision, form: forms.DecisionForm) -> HttpResponse:
        """The page once more, with what was typed and with what is true now."""
        self.__dict__.pop("topic", None)
        self.bound, self.bound_to = form, decision.name
        return self.render_to_response(self.get_context_data(**self.kwargs), status=422)

    def _meanwhile(self) -> str:
        last = TopicEvent.objects.filter(topic=self.kwargs["pk"]).select_related("by").order_by("-pk").first()
        if last is None:
            return _("This cannot be done any more.")
        return _("This cannot be done any more: %(what)s, by %(name)s.") % {
            "what": last.get_what_display(),
            "name": last.by or _("nobody known"),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        topic = self.topic
        assignment = getattr(topic, "assignment", None)
        decisions = offered(topic)
        return {
            **super().get_context_data(**kwargs),
            "topic": topic,
            "query": as_query(self.request),
            "kept": [(name, value) for name, value in self.request.GET.items() if name not in ("into", "p")],
            "links": links_of(topic.links),
            "public_url": topic_path(topic.language, topic.pk) if topic.is_public else "",
            "merged": list(topic.merged.order_by("pk")[:MOST_MERGED]),
            "assignment": assignment,
            "articles": _articles(assignment),
            "events": history(topic),
            "offers": self._offers(decisions),
            "bound": self.bound,
            "bound_is_gone": self.bound is not None
            and self.bound_to not in {each.name for each in decisions},
            "into_words": self.request.GET.get("into", ""),
        }

    def _offers(self, decisions: list[Decision]) -> list[Offer]:
        first = self.bound_to or ("merge" if "into" in self.request.GET else "")
        first = first or (
            decisions[0].name if decisions and stage(self.topic) != Topic.State.ON_BALLOT else ""
        )
        return [Offer(each, self._shown_form(each), each.name == first) for each in decisions]

    def _shown_form(self, decision: Decision) -> forms.DecisionForm:
        if self.bound is not None and decision.name == self.bound_to:
            return self.bound
        return self._form(decision)

    def _form(self, decision: Decision, data: Any = None) -> forms.DecisionForm:
        given: dict[str, Any] = {"candidates": self._candidates()} if decision.form is forms.MergeForm else {}
        return decision.form(data, topic=self.topic, name=decision.name, **given)

    def _candidates(self) -> list[int]:
        """Topics to merge with: those that were searched for, else those that are alike."""
        words = self.request.GET.get("into", "").strip()
        if not words:
            alike = similar_topics(
                self.topic.question, self.topic.language, most=MOST_CANDIDATES, without=self.topic.pk
            )
            return [each.number for each in alike]
        rows = Topic.objects.filter(language=self.topic.language, state__in=MERGE_INTO).exclude(
            pk=self.topic.pk
        )
        return list(search(rows, words).order_by("-pk").values_list("pk", flat=True)[:MOST_CANDIDATES])


def history(topic: Topic) -> list[TopicEvent]:
    """What was done about a topic, newest last; of a long history, its end."""
    newest = topic.events.select_related("by").order_by("-at", "-pk")[:MOST_EVENTS]
    return list(reversed(newest))


def _articles(assignment: Any) -> list[Article]:
    if assignment is None:
        return []
    rows = Article.objects.filter(topics__assignment=assignment).defer("body")
    return list(rows.order_by("topics__pk"))

"""Letters in the newsroom: their list, a new one, a draft's form, and corrections to tell of."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from coffeepress.letters.compose import blank, compose
from coffeepress.letters.models import CorrectionOffer, Delivery, Letter
from coffeepress.letters.newsroom.forms import LetterForm, NewForm
from coffeepress.letters.newsroom.rights import ForSenders, may_send
from coffeepress.letters.offers import decline, open_offers, write_note
from coffeepress.people.newsroom.rights import account

TITLE = gettext_lazy("Letters")
OFFERS_SHOWN = 50

State = Delivery.State


def got(letter: Letter) -> int:
    """To how many mailboxes a letter went, whatever became of it afterwards."""
    numbers = letter.numbers
    return sum(numbers.get(state, 0) for state in (State.SENT, State.BOUNCED, State.COMPLAINED))


class NumberColumn(Column):
    """A number that is written down with the letter."""

    def __init__(self, name: str, *, of: Any, **options: Any) -> None:
        super().__init__(name, **options)
        self.of = of

    def get_value(self, instance: Letter) -> Any:
        return self.of(instance) if instance.begun_at else ""


class LettersView(ForSenders, IndexView):
    """All letters, newest first."""

    model = Letter
    page_title = TITLE
    header_icon = "mail"
    any_permission_required = None  # a right of its own: `ForSenders`
    search_fields = ["subject"]
    search_backend_name = None
    default_ordering = "-made_at"
    paginate_by = 50
    index_url_name = "newsroom_letters:index"
    index_results_url_name = "newsroom_letters:index_results"
    columns = [
        TitleColumn("subject", label=gettext_lazy("Subject"), url_name="newsroom_letters:letter"),
        Column("kind", label=gettext_lazy("Letter"), accessor="get_kind_display"),
        Column("language", label=gettext_lazy("Language")),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        NumberColumn("got", label=gettext_lazy("Sent"), of=got),
        NumberColumn(
            "bounced", label=gettext_lazy("Bounced"), of=lambda letter: letter.numbers.get("bounced", 0)
        ),
        NumberColumn("left", label=gettext_lazy("Unsubscribed"), of=lambda letter: letter.unsubscribed),
        DateColumn("begun_at", label=gettext_lazy("Sent at"), width="12%"),
    ]

    def get_base_queryset(self) -> QuerySet[Letter]:
        return Letter.objects.defer("sent_html", "sent_text", "content", "opening")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = [HeaderButton(_("New letter"), url=reverse("newsroom_letters:new"), icon_name="plus")]
        waiting = open_offers().order_by()[:OFFERS_SHOWN].count()
        if waiting:
            label = _("Corrections to tell of (%(number)s)") % {"number": waiting}
            buttons.append(HeaderButton(label, url=reverse("newsroom_letters:offers"), icon_name="warning"))
        return buttons


class LettersPage(ForSenders, WagtailAdminTemplateMixin):
    """What the pages about letters have in common."""

    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("newsroom_letters:index"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]


class NewView(LettersPage, FormView):
    """Which letter to begin."""

    form_class = NewForm
    template_name = "letters/newsroom/new.html"
    page_title = gettext_lazy("New letter")

    def form_valid(self, form: NewForm) -> HttpResponse:
        chosen = form.cleaned_data
        make = compose if chosen["filled"] == "composed" else blank
        letter = make(chosen["kind"], chosen["language"], by=account(self.request))
        if chosen["filled"] == "composed" and not letter.articles:
            messages.warning(self.request, _("Nothing was published since the last one."))
        return HttpResponseRedirect(reverse("newsroom_letters:edit", args=[letter.pk]))


class EditLetterView(ForSenders, EditView):
    """A draft's form. What is no draft any more leads to its page."""

    model = Letter
    header_icon = "mail"
    permission_required = None
    any_permission_required = None
    index_url_name = "newsroom_letters:index"
    edit_url_name = "newsroom_letters:edit"
    success_message = gettext_lazy("The letter is saved.")
    panel = ObjectList(
        [FieldPanel("subject"), FieldPanel("preheader"), FieldPanel("opening"), FieldPanel("content")],
        base_form_class=LetterForm,
    ).bind_to_model(Letter)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        letter = get_object_or_404(Letter.objects.only("pk", "state"), pk=kwargs["pk"])
        if may_send(request.user) and not letter.is_draft:
            return HttpResponseRedirect(reverse("newsroom_letters:letter", args=[letter.pk]))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        # Looked at again under the lock: it may have been scheduled while the form lay open.
        row = Letter.objects.select_for_update().only("pk", "state").get(pk=self.kwargs["pk"])
        if not row.is_draft:
            messages.error(
                self.request, _("This letter is no draft any more; what you typed was not stored.")
            )
            return HttpResponseRedirect(reverse("newsroom_letters:letter", args=[row.pk]))
        response: HttpResponse = super().form_valid(form)
        return response

    def get_success_url(self) -> str:
        return reverse("newsroom_letters:letter", args=[self.object.pk])

    def get_delete_url(self) -> None:
        return None

    def get_success_buttons(self) -> list[Any]:
        return []

    @property
    def can_delete(self) -> bool:
        return False


class OffersView(LettersPage, TemplateView):
    """Corrections of articles that went out in letters: to be told to the same recipients, or not."""

    template_name = "letters/newsroom/offers.html"
    page_title = gettext_lazy("Corrections to tell of")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers: list[CorrectionOffer] = list(open_offers()[:OFFERS_SHOWN])
        return {**super().get_context_data(**kwargs), "offers": offers}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = request.POST.get("offer", "")
        offer = get_object_or_404(CorrectionOffer, pk=number if number.isdigit() and len(number) < 19 else 0)
        if request.POST.get("act") == "decline":
            decline(offer.pk)
            return HttpResponseRedirect(reverse("newsroom_letters:offers"))
        note = write_note(offer.pk, by=account(request))
        if note is None:
            messages.error(request, _("Somebody has decided already that no note is sent."))
            return HttpResponseRedirect(reverse("newsroom_letters:offers"))
        return HttpResponseRedirect(reverse("newsroom_letters:edit", args=[note.pk]))

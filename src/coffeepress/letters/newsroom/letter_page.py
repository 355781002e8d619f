"""A letter's own page in the newsroom: how it looks, how far it is, and all that can be done with it."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from coffeepress.letters import dispatch
from coffeepress.letters.dispatch import NotNow
from coffeepress.letters.fill import recipients
from coffeepress.letters.mail import LEAVE_MARK, Made, as_begun, made
from coffeepress.letters.models import Delivery, Letter
from coffeepress.letters.newsroom.forms import ScheduleForm
from coffeepress.letters.newsroom.letters import LettersPage
from coffeepress.letters.newsroom.rights import ForSenders
from coffeepress.people.newsroom.rights import account

State = Delivery.State


class LetterView(LettersPage, TemplateView):
    """A letter: how it looks, how far it is, and what can be done with it."""

    template_name = "letters/newsroom/letter.html"

    @cached_property
    def letter(self) -> Letter:
        rows = Letter.objects.select_related("about", "by").defer("about__sent_html", "about__sent_text")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.letter.subject

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = getattr(self, f"act_{request.POST.get('act', '')}", None)
        if act is None:
            return HttpResponse(status=400)
        try:
            said = act()
        except NotNow as refusal:
            messages.error(request, str(refusal))
            said = None
        if said:
            messages.success(request, said)
        if not Letter.objects.filter(pk=self.letter.pk).exists():
            return HttpResponseRedirect(reverse("newsroom_letters:index"))
        return HttpResponseRedirect(reverse("newsroom_letters:letter", args=[self.letter.pk]))

    def act_test(self) -> str | None:
        user = account(self.request)
        try:
            dispatch.send_test(self.letter, user)
        except Exception as error:  # a mail server's or a provider's
            messages.error(self.request, _("It could not be sent: %(error)s") % {"error": error})
            return None
        return _("A test is on its way to %(email)s.") % {"email": user.email}

    def act_send(self) -> str | None:
        form = ScheduleForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, str(form.errors["send_at"][0]))
            return None
        moment = form.cleaned_data["send_at"]
        dispatch.schedule(self.letter.pk, moment)
        return _("The letter is scheduled.") if moment else _("The letter is sent within seconds.")

    def act_unschedule(self) -> str:
        dispatch.unschedule(self.letter.pk)
        return _("The letter is a draft again.")

    def act_stop(self) -> str:
        dispatch.stop(self.letter.pk)
        return _("The letter is stopped.")

    def act_go_on(self) -> str:
        dispatch.go_on(self.letter.pk)
        return _("The letter goes on.")

    def act_again(self) -> str:
        number = dispatch.send_unknown_again(self.letter.pk)
        return ngettext("It is sent again to %(n)s reader.", "It is sent again to %(n)s readers.", number) % {
            "n": number
        }

    def act_remove(self) -> str:
        dispatch.remove(self.letter.pk)
        return _("The draft is deleted.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = self.letter
        labels = dict(Delivery.State.choices)
        numbers = [(labels[state], letter.numbers[state]) for state in labels if letter.numbers.get(state)]
        return {
            **super().get_context_data(**kwargs),
            "letter": letter,
            "numbers": [*numbers, (_("Unsubscribed by its link"), letter.unsubscribed)] if numbers else [],
            "recipients": recipients(letter) if not letter.begun_at else None,
            "text": _shown(letter).text.replace(LEAVE_MARK, "#"),
            "schedule": ScheduleForm(),
            "again": letter.numbers.get(State.UNKNOWN, 0) + letter.numbers.get(State.FAILED, 0),
        }


#: A letter's mail has its styles in it, as mail programs want it; it may fetch pictures from here and nothing else.
_MAIL_POLICY = {
    "default-src": [NONE],
    "img-src": [SELF],
    "style-src": [UNSAFE_INLINE],
    "style-src-attr": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "form-action": [NONE],
    "base-uri": [NONE],
    "sandbox": ["allow-popups"],
}


class PreviewView(ForSenders, View):
    """The mail, as mail programs get it."""

    @method_decorator(csp(config=_MAIL_POLICY))
    def get(self, _request: HttpRequest, pk: int) -> HttpResponse:
        mail = _shown(get_object_or_404(Letter, pk=pk))
        return HttpResponse(mail.html.replace(LEAVE_MARK, "#"))


def _shown(letter: Letter) -> Made:
    return as_begun(letter) if letter.begun_at else made(letter)

"""Finds a ballot by its receipt: whoever has it sees what the ballot says, during the round and after it."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coffeepress.support.forms.answers import language_of, reader_of
from coffeepress.topics.forms.answers import page
from coffeepress.topics.models import Ballot, Round, Topic
from coffeepress.topics.paths import ballots_path
from coffeepress.topics.receipt import NotAReceipt, hash_of, read_receipt

_LONGEST = 100


@require_http_methods(["GET", "HEAD", "POST"])
def find_ballot(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt, or show the ballot that has it. The receipt stands in no address, and so in no log."""
    reader = reader_of(request)
    language = language_of(request, reader.language if reader else "")
    typed = request.POST.get("receipt", "")[:_LONGEST]
    with translation.override(language):
        if request.method != "POST":
            return _form(request, language, {})
        try:
            found = _found(typed)
        except NotAReceipt:
            words = _(
                "This does not look like a receipt. It has twenty letters and digits, such as 7K3MX-4Q8ZT-…."
            )
            return _form(request, language, {"words": words, "typed": typed}, status=422)
        if found is None:
            words = _(
                "There is no ballot with this receipt. If you changed your vote, only the newest receipt is valid."
            )
            return _form(request, language, {"words": words, "typed": typed}, status=404)
        return _form(request, language, _shown(found))


def _found(typed: str) -> Ballot | None:
    receipt_hash = hash_of(read_receipt(typed))
    return Ballot.objects.filter(receipt_hash=receipt_hash).select_related("round").first()


def _shown(ballot: Ballot) -> dict[str, object]:
    is_closed = ballot.round.state == Round.State.CLOSED
    return {
        "ballot": ballot,
        "round": ballot.round,
        "is_closed": is_closed,
        "topics": [each.question for each in Topic.objects.filter(pk__in=ballot.choices).order_by("pk")],
        "ballots_url": ballots_path(ballot.round_id) if is_closed else "",
    }


def _form(
    request: HttpRequest, language: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    return page(request, "receipt", context, language=language, title=_("Find your ballot"), status=status)

"""Where a voter finds the own ballot by its receipt. Nobody has to sign in: only a ballot's voter has its receipt.

The receipt comes by POST, so that it stands in no address and no log; nothing is done with it but looking.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coffeepress.topics.forms.answers import own_language, page
from coffeepress.topics.models import Ballot, BallotFile, Topic
from coffeepress.topics.paths import ballots_path, round_path, topic_path
from coffeepress.topics.receipt import NotAReceipt, hash_of, read_receipt

LONGEST_TYPED = 100


@dataclass(frozen=True)
class NamedTopic:
    """A topic that a ballot names: `into` is what it was merged into, `is_out` one that gets no votes now."""

    question: str
    url: str
    into: str
    is_out: bool


@csrf_exempt  # whoever has a receipt may look; nothing is done in anybody's name
@require_http_methods(["GET", "HEAD", "POST"])
def find_ballot(request: HttpRequest) -> HttpResponse:
    """Show the form, or the ballot with a receipt."""
    language = own_language(request)
    with translation.override(language):
        title = _("Find your ballot")
        if request.method != "POST":
            return page(request, "receipt", {}, language=language, title=title)
        typed = request.POST.get("receipt", "")[:LONGEST_TYPED]
        status, context = _looked_up(typed, language)
        return page(
            request, "receipt", {"typed": typed, **context}, language=language, title=title, status=status
        )


def _looked_up(typed: str, language: str) -> tuple[int, dict[str, object]]:
    try:
        receipt_hash = hash_of(read_receipt(typed))
    except NotAReceipt:
        words = _(
            "This is no receipt of ours: a receipt has four times five letters and digits, such as %(example)s."
        )
        return 422, {"error": words % {"example": "7K3MX-4Q8ZN-V2C6T-HB95D"}}
    ballot = Ballot.objects.filter(receipt_hash=receipt_hash).select_related("round").first()
    if ballot is None:
        words = _(
            "No ballot has this receipt. If you changed your ballot, only the receipt that you got last is valid."
            " Please compare each letter."
        )
        return 404, {"error": words}
    return 200, _shown(ballot, language)


def _shown(ballot: Ballot, language: str) -> dict[str, object]:
    round_ = ballot.round
    is_closed = round_.state == round_.State.CLOSED
    return {
        "ballot": ballot,
        "round": round_,
        "named": _topics(ballot),
        "is_closed": is_closed,
        "is_lapsed": is_closed and _is_lapsed(ballot),
        "round_url": round_path(language, round_.pk),
        "ballots_url": ballots_path(round_.pk) if is_closed else "",
    }


def _is_lapsed(ballot: Ballot) -> bool:
    """As the published file says it; the file itself, of megabytes, is left where it is."""
    return BallotFile.objects.filter(
        round_id=ballot.round_id, text__contains=f"\nlapsed {ballot.receipt_hash}"
    ).exists()


def _topics(ballot: Ballot) -> list[NamedTopic]:
    rows = Topic.objects.filter(pk__in=ballot.choices).select_related("merged_into").order_by("pk")
    return [
        NamedTopic(
            question=each.question,
            url=topic_path(each.language, each.pk) if each.is_public else "",
            into=each.merged_into.question if each.merged_into else "",
            is_out=each.state == Topic.State.DECLINED,
        )
        for each in rows
    ]

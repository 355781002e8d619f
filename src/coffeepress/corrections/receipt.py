"""What a receipt says: on the reader's private page and in mails. Never the name or the address that was given."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coffeepress.articles.showing.outlet import absolute
from coffeepress.corrections.models import Correction, Report
from coffeepress.corrections.showing import anchor

State = Report.State


@dataclass(frozen=True)
class ShownReceipt:
    """What has become of a report.

    Attributes:
        state_label, state_text: the state in a word, and in a sentence.
        reason: the newsroom's answer, in its own words.
        headline, article_url: the article, where it is published.
        correction_url: the public correction, where there is one.
    """

    state: str
    state_label: str
    state_text: str
    reason: str
    headline: str
    article_url: str
    correction_url: str


def status_url(report: Report) -> str:
    """The full address of the reader's private page."""
    return absolute(reverse("corrections:status", args=[report.token]))


def shown_receipt(report: Report) -> ShownReceipt:
    """What has become of a report, loaded with its article, its leader and its correction.

    A report that says what another said before is answered with what became of that one.
    """
    leading = report.leader if report.state == State.DUPLICATE and report.leader else report
    state = State(leading.state)
    article = report.article if report.article and report.article.live else None
    url = absolute(article.permalink) if article and article.permalink else ""
    correction = _correction(leading)
    return ShownReceipt(
        state=state,
        state_label=_label(state),
        state_text=_texts()[state],
        reason=leading.reason or report.reason,
        headline=article.title if article else "",
        article_url=url,
        correction_url=f"{url}#{anchor(correction.pk)}" if url and correction else "",
    )


def _correction(report: Report) -> Correction | None:
    """The report's own, or that of the one it followed and was decided with."""
    try:
        return report.correction
    except Correction.DoesNotExist:
        return _correction(report.leader) if report.leader else None


def _label(state: Report.State) -> str:
    """The newsroom's own word, but for two that a reader need not read."""
    milder = {State.DUPLICATE: _("Reported before"), State.SPAM: _("Closed")}
    return milder.get(state, str(state.label))


def _texts() -> dict[Report.State, str]:
    return {
        State.RECEIVED: _("Your report has arrived. Somebody in the newsroom will look at it."),
        State.LOOKING: _("Somebody in the newsroom is looking at it."),
        State.CORRECTED: _("You were right: the article has been corrected. Thank you."),
        State.CLARIFIED: _("The article has been made clearer. Thank you."),
        State.DECLINED: _("The newsroom has looked at it and leaves the article as it is."),
        State.FIXED: _("This had been put right when we looked at it. Thank you all the same."),
        State.ANSWERED: _("The newsroom has answered."),
        State.DUPLICATE: _("Another reader has told us the same. Thank you."),
        State.SPAM: _("The newsroom does not follow this up."),
    }

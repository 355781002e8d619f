"""Payments that failed or are disputed: whose, when, how often, what happens of itself, and what is to be done.

Recurring pledges stand here as long as their last payment failed; what failed once, or was disputed, for some weeks.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from coffeepress.support.events import Kind
from coffeepress.support.models import LedgerEvent, Pledge, SupportMail
from coffeepress.support.newsroom.dashboards import dashboard_url
from coffeepress.support.newsroom.rights import ForSeers
from coffeepress.support.newsroom.supporter_page import is_testing
from coffeepress.support.newsroom.supporters import DayColumn, pledge_line
from coffeepress.support.projection import Status
from coffeepress.support.supporters import address_of

PER_PAGE = 50
SHOWN_FOR = timedelta(days=45)
"""A one-off payment that failed, or a dispute, is of no use to anybody after so long."""


def failed_pledges() -> QuerySet[Pledge]:
    """Pledges whose last payment failed or is disputed, and about which something can still be done."""
    since = timezone.now() - SHOWN_FOR
    recent = LedgerEvent.objects.filter(
        pledge=OuterRef("pk"), kind__in=(Kind.FAILED.value, Kind.DISPUTED.value), occurred_at__gte=since
    )
    passing = Q(status__in=(Status.FAILED.value, Status.DISPUTED.value)) & Q(Exists(recent))
    return Pledge.objects.filter(Q(status=Status.PAST_DUE.value) | passing)


def count_failed() -> int:
    """How many there are."""
    return failed_pledges().count()


def with_details(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Pledges with when and how often their payments failed since the last good one, and the mail about it."""
    own = LedgerEvent.objects.filter(pledge=OuterRef("pk"))
    last = own.filter(kind__in=(Kind.FAILED.value, Kind.DISPUTED.value)).order_by("-occurred_at", "-pk")
    good = own.filter(kind=Kind.CHARGED.value).order_by("-occurred_at").values("occurred_at")[:1]
    long_ago = timezone.now() - timedelta(days=365 * 100)
    since_good = own.filter(
        kind=Kind.FAILED.value,
        occurred_at__gt=Coalesce(
            Subquery(
                LedgerEvent.objects.filter(pledge=OuterRef("pledge"), kind=Kind.CHARGED.value)
                .order_by("-occurred_at")
                .values("occurred_at")[:1]
            ),
            long_ago,
            output_field=DateTimeField(),
        ),
    )
    count = since_good.order_by().values("pledge").annotate(times=Count("pk")).values("times")
    mail = SupportMail.objects.filter(pledge=OuterRef("pk"), what=SupportMail.What.FAILED).order_by(
        "-created_at"
    )
    return pledges.select_related("supporter__user", "tier").annotate(
        failed_at=Subquery(last.values("occurred_at")[:1]),
        payment_id=Subquery(last.values("payment_id")[:1]),
        paid_at=Subquery(good),
        times=Coalesce(Subquery(count, output_field=IntegerField()), 0),
        mailed_at=Subquery(mail.values("sent_at")[:1]),
        mail_given_up_at=Subquery(mail.values("given_up_at")[:1]),
    )


def advice(pledge: Pledge) -> str:
    """What happens of itself, and what is to be done."""
    if pledge.status == Status.DISPUTED:
        return _(
            "The payer’s bank took it back. Answer at the provider, where there is a deadline, or let it be."
        )
    if pledge.status == Status.FAILED:
        return _(
            "A one-off payment: nobody tries again by itself. The reader can begin anew on the support page."
        )
    return {
        "stripe": _(
            "Stripe tries again by itself for about two weeks, then ends it as is set there. Write after that."
        ),
        "patreon": _("Patreon tries again by itself for some days and writes to the member."),
        "bank": _("No bank tries again by itself. Write to the supporter if no transfer comes."),
        "practice": _("Practice: nothing has to be done."),
    }.get(pledge.provider, _("Nobody tries again by itself. Write to the supporter."))


def mail_line(pledge: Any) -> str:
    """What became of the mail about it."""
    from django.utils.formats import date_format

    if pledge.mailed_at and pledge.mailed_at >= (pledge.paid_at or pledge.mailed_at):
        return _("Mail sent on %(day)s") % {
            "day": date_format(timezone.localtime(pledge.mailed_at), "SHORT_DATE_FORMAT")
        }
    if not address_of(pledge.supporter):
        return _("No address to write to")
    return _("Mail could not be sent") if pledge.mail_given_up_at else _("No mail sent")


class PayerCell(Column):
    """Whose it is."""

    cell_template_name = "support/newsroom/payer_cell.html"

    def get_value(self, instance: Pledge) -> dict[str, Any]:
        return {
            "supporter": instance.supporter_id,
            "email": address_of(instance.supporter),
            "reference": instance.reference,
            "line": pledge_line(instance),
        }


class TimesColumn(Column):
    """How often it failed since the last good payment."""

    def get_value(self, instance: Any) -> str:
        return ngettext("%(count)d time", "%(count)d times", instance.times) % {"count": instance.times}


class TodoCell(Column):
    """What is to be done."""

    cell_template_name = "support/newsroom/todo_cell.html"

    def get_value(self, instance: Any) -> dict[str, str]:
        ids = (instance.payment_id or "", instance.remote_pledge, instance.remote_customer)
        return {
            "advice": advice(instance),
            "mail": mail_line(instance),
            "url": dashboard_url(instance.provider, *ids, is_test=is_testing()),
            "email": address_of(instance.supporter),
        }


class FailedView(ForSeers, IndexView):
    """Failed and disputed payments, the latest first."""

    model = Pledge
    page_title = gettext_lazy("Failed payments")
    header_icon = "warning"
    template_name = "support/newsroom/listing.html"
    any_permission_required = None  # a right of its own: `ForSeers`
    is_searchable = False
    default_ordering = "-failed_at"
    paginate_by = PER_PAGE
    index_url_name = "supporting:failed"
    index_results_url_name = "supporting:failed_results"
    columns = [
        PayerCell("payer", label=gettext_lazy("Whose"), classname="title", width="36%"),
        DayColumn("failed_at", label=gettext_lazy("Failed"), width="14%"),
        TimesColumn("times", label=gettext_lazy("How often"), width="9%"),
        TodoCell("todo", label=gettext_lazy("What to do")),
    ]

    def get_base_queryset(self) -> QuerySet[Pledge]:
        return with_details(failed_pledges())

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by("-failed_at", "-pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["no_results_message"] = _("No payment failed.")
        return context

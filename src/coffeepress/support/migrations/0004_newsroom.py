"""When pledges counted, who booked what by hand, and bank statements between their preview and their booking.

The spans of a ledger that is there already are projected at once. Going back forgets them: they can be projected anew.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

BATCH = 500


def project_spans(apps, schema_editor):
    """Fill the new table from the ledger."""
    from coffeepress.support.spans import spans

    Pledge = apps.get_model("support", "Pledge")
    LedgerEvent = apps.get_model("support", "LedgerEvent")
    PaidSpan = apps.get_model("support", "PaidSpan")
    last = 0
    while pks := list(Pledge.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = pks[-1]
        events = {}
        for entry in LedgerEvent.objects.filter(pledge__in=pks).order_by("pk"):
            events.setdefault(entry.pledge_id, []).append(_event(entry))
        PaidSpan.objects.bulk_create(
            PaidSpan(
                pledge_id=pk,
                begins_at=span.begins_at,
                ends_at=span.ends_at,
                amount_minor=span.amount.minor,
                currency=span.amount.currency,
                interval=span.interval.value,
            )
            for pk, own in events.items()
            for span in spans(own)
        )


def _event(entry):
    from coffeepress.support.events import Event, Interval, Kind
    from coffeepress.support.money import Money

    has_amount = entry.amount_minor is not None
    return Event(
        provider=entry.provider,
        id=entry.provider_event_id,
        kind=Kind(entry.kind),
        occurred_at=entry.occurred_at,
        amount=Money(entry.amount_minor, entry.currency) if has_amount else None,
        interval=Interval(entry.interval) if entry.interval else None,
        payment_id=entry.payment_id,
        paid_until=entry.paid_until,
        ends_at=entry.ends_at,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0003_who_words_support"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="booking",
                        to="support.ledgerevent",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PaidSpan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                (
                    "interval",
                    models.CharField(
                        choices=[("month", "a month"), ("year", "a year"), ("once", "once")], max_length=5
                    ),
                ),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spans", to="support.pledge"
                    ),
                ),
            ],
            options={
                "ordering": ["pledge_id", "begins_at"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["interval", "ends_at", "begins_at"], name="span_when")],
                "constraints": [models.UniqueConstraint(fields=("pledge", "begins_at"), name="span_once")],
            },
        ),
        migrations.CreateModel(
            name="UploadedStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("currency", models.CharField(max_length=3)),
                ("columns", models.CharField(blank=True, max_length=300)),
                ("packed", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["uploaded_at"], name="statement_uploaded")],
            },
        ),
        migrations.RunPython(project_spans, migrations.RunPython.noop),
    ]

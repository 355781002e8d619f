"""What is offered, and in which words: for Editors."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from coffeepress.support.models import SupportWords, Tier
from coffeepress.support.money import Money, NotAnAmount, read_amount
from coffeepress.support.offers import coffee_prices


def languages() -> list[tuple[str, str]]:
    """The outlet's languages."""
    return list(settings.LANGUAGES)


def currencies() -> list[tuple[str, str]]:
    """The currencies in which the outlet takes payments."""
    return [(code, code) for code in coffee_prices()]


class WordsForm(WagtailAdminModelForm):
    """Takes only a language that the outlet has."""

    language = forms.ChoiceField(label=_("Language"), choices=languages)


class TierForm(WagtailAdminModelForm):
    """Takes an amount as people write it, and stores whole minor units."""

    currency = forms.ChoiceField(label=_("Currency"), choices=currencies)
    amount = forms.CharField(label=_("Amount"), max_length=20, help_text=_("Such as 7 or 12.50."))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["amount"].initial = str(self.instance.amount.major)

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean()
        typed, currency = found.get("amount"), found.get("currency")
        if isinstance(typed, str) and isinstance(currency, str):
            self._read(typed, currency)
        return found

    def _read(self, typed: str, currency: str) -> None:
        try:
            amount: Money = read_amount(typed, currency)
        except NotAnAmount:
            self.add_error("amount", _("This cannot be read as an amount."))
            return
        if amount < coffee_prices()[currency]:
            self.add_error(
                "amount", _("The smallest tier is the price of a coffee: see the setting coffee_price.")
            )
        self.instance.amount_minor = amount.minor


class SupportWordsViewSet(ModelViewSet):
    """The words about support, by language."""

    model = SupportWords
    name = "support_words"
    url_prefix = "support/words"
    icon = "comment"
    menu_label = _("Wording")
    list_display = ["language", "title"]
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            FieldPanel("language"),
            FieldPanel("title"),
            FieldPanel("intro"),
            FieldPanel("ways"),
            FieldPanel("appeals"),
        ],
        base_form_class=WordsForm,
    )


class TierViewSet(ModelViewSet):
    """The tiers, in the order in which they are offered."""

    model = Tier
    name = "support_tiers"
    url_prefix = "support/tiers"
    icon = "list-ul"
    menu_label = _("Tiers")
    list_display = ["__str__", "position", "is_offered"]
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            FieldPanel("amount"),
            FieldPanel("currency"),
            FieldPanel("interval"),
            FieldPanel("position"),
            FieldPanel("is_offered"),
            InlinePanel(
                "words",
                label=_("Wording"),
                panels=[FieldPanel("language"), FieldPanel("name"), FieldPanel("purpose")],
                min_num=1,
            ),
        ],
        base_form_class=TierForm,
    )

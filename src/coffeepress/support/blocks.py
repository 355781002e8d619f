"""The blocks in which editors word support. Their names are stored and never used again for something else."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coffeepress.support.iban import checked_iban


def refuse_wrong_iban(value: str) -> None:
    """Raises:
    ValidationError: it is no IBAN.
    """
    try:
        checked_iban(value)
    except ValueError as error:
        raise ValidationError(_("This is no IBAN, or has a wrong digit in it.")) from error


class BankBlock(blocks.StructBlock):
    """A bank account: its details to copy, and a QR code that banks' apps read."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    holder = blocks.CharBlock(max_length=70, label=_("Account holder"))
    iban = blocks.CharBlock(max_length=42, validators=(refuse_wrong_iban,), label=_("IBAN"))
    bic = blocks.CharBlock(required=False, max_length=11, label=_("BIC"))
    purpose = blocks.CharBlock(required=False, max_length=140, label=_("What to write on the transfer"))

    class Meta:
        icon = "key"
        label = _("Bank account")


class LinkBlock(blocks.StructBlock):
    """A page elsewhere: Patreon, PayPal."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    url = blocks.URLBlock(label=_("Address"))
    note = blocks.CharBlock(required=False, max_length=300, label=_("Note"))

    class Meta:
        icon = "link"
        label = _("Page elsewhere")


class AddressBlock(blocks.StructBlock):
    """Something to copy: the address of a wallet, with a QR code."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    address = blocks.CharBlock(max_length=200, label=_("Address"))
    note = blocks.CharBlock(required=False, max_length=300, label=_("Note"))

    class Meta:
        icon = "code"
        label = _("Address with QR code")


class WaysBlock(blocks.StreamBlock):
    """Other ways to support the outlet."""

    bank = BankBlock()
    link = LinkBlock()
    address = AddressBlock()
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "ol", "ul"], label=_("Text"))


class AppealBlock(blocks.StructBlock):
    """One wording of the request under articles."""

    title = blocks.CharBlock(required=False, max_length=160, label=_("Title"))
    text = blocks.TextBlock(max_length=900, label=_("Text"), help_text=_("{coffee} stands for its price."))
    button = blocks.CharBlock(required=False, max_length=60, label=_("Words on the button"))

    class Meta:
        icon = "comment"
        label = _("Wording")


class AppealsBlock(blocks.StreamBlock):
    """Several wordings: each article shows one of them."""

    appeal = AppealBlock()

"""QR codes as pictures within a page: for banks' apps (EPC069-12), and for whatever is to be copied. Pure."""

import segno
from django.utils.safestring import SafeString, mark_safe

from coffeepress.support.money import Money


def qr_code(text: str, label: str) -> SafeString:
    """A QR code as an SVG element without styles, dark on light whatever the page's colours are.

    Args:
        label: what readers of screens hear.
    """
    made = segno.make(text, error="m", micro=False, boost_error=False)
    drawn = made.svg_inline(
        title=label, svgclass="qr", lineclass=None, dark="#000", light="#fff", border=4, omitsize=True
    )
    return mark_safe(drawn)


def transfer_code(
    *, holder: str, iban: str, bic: str = "", purpose: str = "", amount: Money | None = None
) -> str:
    """What banks' apps read from a QR code for a transfer in euros.

    Source: European Payments Council, EPC069-12 "Quick Response Code: Guidelines to Enable Data Capture for the
    Initiation of a SEPA Credit Transfer", version 2.
    """
    lines = ["BCD", "002", "1", "SCT", bic, holder[:70], iban.replace(" ", "")]
    lines += [f"EUR{amount.major}" if amount and amount.currency == "EUR" else "", "", "", purpose[:140]]
    return "\n".join(lines).rstrip("\n")

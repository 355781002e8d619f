"""Money: an amount in minor units and its currency. Pure.

Owns arithmetic, how amounts are shown and how typed ones are read. Refuses to mix currencies, and to guess: an amount
that can be read in two ways is not read. How many decimals a currency has is ISO 4217's word (List One), which differs
from what is customary to show (Unicode CLDR) for a dozen currencies; providers with habits of their own convert.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

CURRENCIES = frozenset(
    (  # noqa: SIM905  (150 literals read worse)
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF"
        " CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD"
        " HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD"
        " MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN"
        " PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY"
        " TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
    ).split()
)
"""The currencies of ISO 4217 in which people pay."""

_OTHER_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),  # noqa: SIM905
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),  # noqa: SIM905
    **dict.fromkeys("CLF UYW".split(), 4),  # noqa: SIM905
}
_USUAL_EXPONENT = 2

LARGEST_MINOR = 10**15
"""No amount is larger: it fits a database's integer many times over, and is far above any payment."""

_SPACES_AND_MARKS = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3})")
_LETTER_BESIDE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Where CLDR puts a space between a currency's letters and its number, and Babel does not."""


class UnknownCurrency(ValueError):
    """A code that is no currency of ISO 4217."""


class CurrenciesMixed(ValueError):
    """Amounts of two currencies cannot be added or compared."""


class NotAnAmount(ValueError):
    """What was typed cannot be read as an amount, or can be read in two ways."""


def exponent(currency: str) -> int:
    """How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD.

    Raises:
        UnknownCurrency: it is none of ISO 4217.
    """
    if currency not in CURRENCIES:
        raise UnknownCurrency(currency)
    return _OTHER_EXPONENTS.get(currency, _USUAL_EXPONENT)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, possibly negative.

    Attributes:
        minor: in the currency's smallest unit, such as cents.
        currency: its code by ISO 4217, in capitals.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"{self.minor!r} is not a whole number of minor units")
        if abs(self.minor) > LARGEST_MINOR:
            raise ValueError(f"{self.minor} is too large an amount")
        exponent(self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def __str__(self) -> str:
        return f"{self.currency} {self.major}"

    @property
    def major(self) -> Decimal:
        """The amount in the currency's unit, with all its decimals: Decimal("3.50")."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def shown(self, language: str) -> str:
        """The amount as readers of a language write it: "€3.50", "3,50 EUR"."""
        from babel.numbers import format_currency

        locale = _locale(language)
        # Not rounded: what CLDR holds customary may have fewer decimals than the currency.
        shown = format_currency(self.major, self.currency, locale=locale, decimal_quantization=False)
        return _LETTER_BESIDE_DIGIT.sub("\u00a0", shown)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrenciesMixed(f"{self.currency} and {other.currency}")
        return other.minor


def name_of_currency(currency: str, language: str) -> str:
    """What readers of a language call a currency: "Ukrainian Hryvnia"."""
    from babel.numbers import get_currency_name

    name = str(get_currency_name(currency, locale=_locale(language)))
    return name[:1].upper() + name[1:]


def _locale(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts, all in that currency; 0 of none.

    Raises:
        CurrenciesMixed: one is in another currency.
    """
    return sum(amounts, start=Money(0, currency))


def read_amount(text: str, currency: str, *, decimal: str | None = None, signed: bool = False) -> Money:
    """An amount as a person or a bank writes it.

    Args:
        text: such as "3,50", "1 234.50" or "1.234,50".
        decimal: the sign before the decimals, "." or ",", where it is known; otherwise it is seen from the text.
        signed: whether a minus, before or after, is allowed.

    Raises:
        NotAnAmount: it is no amount, has more decimals than the currency, or could mean two ("1,234" EUR).
        UnknownCurrency: as `exponent`.
    """
    digits = exponent(currency)
    plain, is_negative = _sign(text.strip(), signed=signed)
    plain = _SPACES_AND_MARKS.sub("", plain)
    whole, fraction = _parts(plain, digits, decimal)
    if len(fraction) > digits:
        if fraction[digits:].strip("0"):
            raise NotAnAmount(text)
        fraction = fraction[:digits]
    minor = int(whole + fraction.ljust(digits, "0"))
    if minor > LARGEST_MINOR:
        raise NotAnAmount(text)
    return Money(-minor if is_negative else minor, currency)


def _sign(text: str, *, signed: bool) -> tuple[str, bool]:
    text = text.replace("−", "-")
    is_negative = text.startswith("-") != text.endswith("-")
    plain = (
        text.removeprefix("-").removesuffix("-").strip() if is_negative else text.removeprefix("+").strip()
    )
    if is_negative and not signed:
        raise NotAnAmount(text)
    return plain, is_negative


def _parts(plain: str, digits: int, decimal: str | None) -> tuple[str, str]:
    """What stands before and after the decimal sign, as ASCII digits."""
    if not re.fullmatch(r"[0-9]+([.,][0-9]+)*", plain) or len(plain) > 30:
        raise NotAnAmount(plain)
    decimal = decimal or _decimal_sign(plain, digits)
    whole, _, fraction = plain.rpartition(decimal) if decimal and decimal in plain else (plain, "", "")
    grouping = [sign for sign in ".," if sign in whole]
    if len(grouping) > 1 or (not fraction.isdigit() and fraction):
        raise NotAnAmount(plain)
    if grouping and (grouping[0] == decimal or not re.fullmatch(r"\d{1,3}([.,]\d{3})+", whole)):
        raise NotAnAmount(plain)
    return re.sub(r"[.,]", "", whole), fraction


def _decimal_sign(plain: str, digits: int) -> str:
    """The sign before the decimals, "" where there is none."""
    signs = [sign for sign in plain if sign in ".,"]
    if not signs:
        return ""
    if len(signs) > 1:
        return signs[-1] if signs[-1] != signs[0] else ""
    after = len(plain.rpartition(signs[0])[2])
    if after == 3 and digits != 3 and not plain.startswith("0"):
        # "1,234" is one thousand two hundred to one reader, and one and a bit to another.
        raise NotAnAmount(plain)
    return signs[0]

"""A site's settings: what may stand in `coffeepress.toml` and in `COFFEEPRESS_…`, typed and checked.

Owns the names, types and defaults of the settings and the sentence that a wrong one is refused with.
Refuses anything it does not know: a misspelt setting would otherwise be a silent default.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from django.conf.locale import LANG_INFO
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, ValidationInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

ENVIRONMENT_PREFIX = "COFFEEPRESS_"
SITE_VARIABLE = "COFFEEPRESS_SITE"
SETTINGS_FILE = "coffeepress.toml"

# Where the site is, what the server tells its processes, which database the tests use: no settings of a site.
_VARIABLES_THAT_ARE_NO_SETTINGS = frozenset({SITE_VARIABLE, "COFFEEPRESS_SERVE", "COFFEEPRESS_TEST_DATABASE"})
_SHOWN_TO_READERS = {
    *(
        "base_url",
        "languages",
        "time_zone",
        "newsroom_path",
        "list_length",
        "editors_shown_as",
        "changes_shown",
        "related_length",
        "ads_txt",
        "topics_propose",
        "letters",
        "websub_hub",
        "indexnow_key",
        "security_contact",
        "trust_relations",
        "sharing",
    ),
    *("coffee_price", "bank_holder", "bank_iban", "support_practice", "support_public"),
}
PROVIDER_PREFIX = "anymail+"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NETWORKS = frozenset(
    {"bluesky", "facebook", "linkedin", "mastodon", "reddit", "telegram", "threads", "whatsapp", "x"}
)
TRUST_RELATIONS = ("member", "belongto", "control", "controlledby", "social", "vendor", "customer")
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_PERMALINK_PARTS = frozenset({"year", "month", "day", "section", "slug"})


class SiteError(Exception):
    """Something about the site's folder or settings is wrong; the message is a sentence for a person."""


def is_this_machine(address: str) -> bool:
    """Whether an address with its scheme can be opened on this machine only."""
    return urlsplit(address).hostname in _THIS_MACHINE


def _split_list(value: object) -> object:
    """From the environment a list comes as words with commas between: `en,uk`."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError('must be an address such as "https://example.org"')
    if parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        raise ValueError("must be a scheme and a host only, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def _secret_key(value: str) -> str:
    if len(value) < 32:
        raise ValueError("must be at least 32 characters long; `coffeepress init` makes one")
    return value


def _database(value: str) -> str:
    if value and urlsplit(value).scheme not in {"postgres", "postgresql"}:
        raise ValueError('must be empty (SQLite in the site\'s folder) or start with "postgres://"')
    return value


def _languages(value: list[str]) -> list[str]:
    if not value:
        raise ValueError("must name at least one language")
    if len(set(value)) != len(value):
        raise ValueError("names a language twice")
    for code in value:
        if code not in LANG_INFO or "name" not in LANG_INFO[code]:
            raise ValueError(f'"{code}" is not a language code that Django knows (such as "en" or "uk")')
    return value


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f'"{value}" is not a time zone (such as "Europe/Kyiv")')
    return value


def _permalink(value: str) -> str:
    if not (value.startswith("/") and value.endswith("/")):
        raise ValueError('must start and end with "/"')
    named = re.findall(r"{([^{}]*)}", value)
    unknown = sorted(set(named) - _PERMALINK_PARTS)
    if unknown:
        known = ", ".join(sorted(_PERMALINK_PARTS))
        raise ValueError(f"{{{unknown[0]}}} is unknown; the parts are {known}")
    if "slug" not in named:
        raise ValueError("must contain {slug}, or two articles could share an address")
    if not re.fullmatch(r"/(?:(?:[a-z0-9_-]|{[a-z]+})+/)+", value):
        raise ValueError("may hold lower-case letters, digits, hyphens and {parts} between slashes")
    return value


def _newsroom_path(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise ValueError("must be one word of lower-case letters, digits and hyphens, without slashes")
    from coffeepress.articles.paths import RESERVED

    if value in RESERVED:
        raise ValueError(f'"{value}" is an address that the site itself uses')
    return value


def _proxies(value: list[str]) -> list[str]:
    for network in value:
        try:
            ip_network(network)
        except ValueError:
            raise ValueError(f'"{network}" is not an address or a network such as "10.0.0.0/8"') from None
    return value


def _hosts(value: list[str]) -> list[str]:
    for host in value:
        if not re.fullmatch(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\]", host):
            raise ValueError(f'"{host}" is not a host name such as "example.org"')
    return value


def _mail(value: str) -> str:
    if value.startswith(PROVIDER_PREFIX):
        _refuse_unknown_provider(urlsplit(value).scheme.removeprefix(PROVIDER_PREFIX))
        return value
    if value and (urlsplit(value).scheme not in {"smtp", "smtps"} or not urlsplit(value).hostname):
        raise ValueError(
            'must be empty (mail is printed) or an address such as "smtp://user:password@host:587"'
        )
    return value


def _refuse_unknown_provider(name: str) -> None:
    from importlib.util import find_spec

    if find_spec("anymail") is None:
        raise ValueError("names a provider, which needs django-anymail: install coffeepress[providers]")
    if not re.fullmatch(r"[a-z0-9_]+", name) or find_spec(f"anymail.backends.{name}") is None:
        raise ValueError(f'"{name}" is not a provider that django-anymail knows')


def _letters(value: list[str]) -> list[str]:
    unknown = [word for word in value if word not in {"daily", "weekly", "breaking"}]
    if unknown:
        raise ValueError(f'"{unknown[0]}" is no letter; there are "daily", "weekly" and "breaking"')
    if len(set(value)) != len(value):
        raise ValueError("names a letter twice")
    return value


def _time_of_day(value: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError(f'"{value}" is not a time such as "07:00"')
    return value


def _day_and_time(value: str) -> str:
    day, _, time = value.partition(" ")
    if day not in WEEKDAYS:
        raise ValueError(f'"{value}" is not a day and a time such as "saturday 09:00"')
    return f"{day} {_time_of_day(time)}"


def _prices(value: list[str]) -> list[str]:
    """Each a currency and an amount above nothing, no currency twice."""
    from coffeepress.support.money import NotAnAmount, UnknownCurrency, read_amount

    for price in value:
        currency, _, amount = price.partition(" ")
        try:
            is_price = read_amount(amount, currency, decimal=".").minor > 0
        except (NotAnAmount, UnknownCurrency):
            is_price = False
        if not is_price:
            raise ValueError(f'"{price}" is not a currency and an amount such as "EUR 3.50"')
    if len({price[:3] for price in value}) != len(value):
        raise ValueError("names a currency twice")
    return value


def _coffee_price(value: list[str]) -> list[str]:
    if not value:
        raise ValueError('must name at least one price, such as "EUR 3.50"')
    return _prices(value)


def _currency(value: str) -> str:
    from coffeepress.support.money import CURRENCIES

    if value not in CURRENCIES:
        raise ValueError(f'"{value}" is not a currency code such as "EUR"')
    return value


def _iban(value: str) -> str:
    from coffeepress.support.iban import checked_iban

    return checked_iban(value)


def _ads_txt(value: str) -> str:
    from coffeepress.adverts.ads_txt import fault_in

    fault = fault_in(value)
    if fault:
        raise ValueError(f"is not written as ads.txt is: {fault}")
    return value


def _stripe_address(value: str) -> str:
    if value != "https://api.stripe.com" and not is_this_machine(value):
        raise ValueError(
            "must be Stripe's own address, or a stand-in's on this machine: it gets the secret key"
        )
    return value.rstrip("/")


def _practice(value: bool, info: ValidationInfo) -> bool:
    if value and not is_this_machine(str(info.data.get("base_url", ""))):
        raise ValueError(
            "may be true only where base_url is this machine's own; else anyone supports the site for nothing"
        )
    return value


def _web_address(value: str) -> str:
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise ValueError('must be empty or an address such as "https://example.org/"')
    return value


def _indexnow_key(value: str) -> str:
    if value and not re.fullmatch(r"[A-Za-z0-9-]{8,128}", value):
        raise ValueError("must be 8 to 128 letters, digits and hyphens")
    return value


def _contacts(value: list[str]) -> list[str]:
    for contact in value:
        is_mail = re.fullmatch(r"[^\s@<>:]+@[^\s@<>]+\.[^\s@<>]+", contact)
        if not is_mail and not re.fullmatch(r"https://[^\s<>]+", contact):
            raise ValueError(f'"{contact}" is not a mail address or an address that begins with "https://"')
    return value


def _trust(value: list[str]) -> list[str]:
    for relation in value:
        if not re.fullmatch(rf"({'|'.join(TRUST_RELATIONS)})=https?://[^\s<>]+", relation):
            raise ValueError(
                f'"{relation}" is not a relation and an address, such as "member=https://example.org"'
            )
    return value


def _networks(value: list[str]) -> list[str]:
    for network in value:
        if network not in NETWORKS:
            raise ValueError(f'"{network}" is none of the networks: {", ".join(sorted(NETWORKS))}')
    return value


WordList = Annotated[list[str], NoDecode, BeforeValidator(_split_list)]


class SiteSettings(BaseSettings):
    """Every setting of a site. The descriptions are what `coffeepress init` writes into the file."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, extra="forbid", frozen=True)

    base_url: Annotated[str, AfterValidator(_base_url)] = Field(
        "http://127.0.0.1:8000", description="The site's address as readers type it, without a path."
    )
    secret_key: Annotated[str, AfterValidator(_secret_key)] = Field(
        description="Signs sessions and forms. Keep it secret; whoever has it can sign in as anyone.",
        repr=False,
    )
    database: Annotated[str, AfterValidator(_database)] = Field(
        "",
        description='Empty: SQLite in this folder. Or "postgres://user:password@host:5432/name".',
        repr=False,
    )
    languages: Annotated[WordList, AfterValidator(_languages)] = Field(
        ["en", "uk"],
        description="The outlet's languages. The first has no prefix in addresses; others stand under /uk/.",
    )
    time_zone: Annotated[str, AfterValidator(_time_zone)] = Field(
        "UTC", description="The newsroom's time zone: dates in addresses and on pages are its."
    )
    permalink: Annotated[str, AfterValidator(_permalink)] = Field(
        "/{year}/{month}/{slug}/",
        description="The address of an article published from now on; what is published keeps its address.",
    )
    newsroom_path: Annotated[str, AfterValidator(_newsroom_path)] = Field(
        "newsroom", description="Where the newsroom stands: /newsroom/."
    )
    allowed_hosts: Annotated[WordList, AfterValidator(_hosts)] = Field(
        [], description="Further host names by which the newsroom may be reached, beside base_url's."
    )
    trusted_proxies: Annotated[WordList, AfterValidator(_proxies)] = Field(
        [], description="Addresses of the proxies in front whose X-Forwarded-For and -Proto are believed."
    )
    debug: bool = Field(False, description="Show errors in full. Never on a site that others can reach.")
    list_length: int = Field(
        24, ge=1, le=200, description="How many articles a front page or a section lists."
    )
    editors_shown_as: Literal["initials", "name"] = Field(
        "initials", description='Editors under an article: "initials" (Edited by: A. N.) or "name".'
    )
    mail: Annotated[str, AfterValidator(_mail)] = Field(
        "",
        description='Empty: mail is printed. Or "smtp://user:password@host:587?from=desk@example.org".',
        repr=False,
    )
    staff_second_factor: bool = Field(
        False, description="Nobody gets into the newsroom without a second factor: a passkey, an app's code."
    )
    reports_per_hour: int = Field(
        12, ge=1, le=10_000, description="How many reports are taken from one address in an hour."
    )
    reports_per_article: int = Field(
        60, ge=1, le=100_000, description="How many reports are taken about one article in an hour."
    )
    proof_of_work_above: int = Field(
        30,
        ge=0,
        le=100_000,
        description="Above this many reports in ten minutes, a reader's browser has to work for sending one.",
    )
    typing_errors: Literal["silent", "noted"] = Field(
        "silent",
        description='Typing errors: mended without a public note ("silent"), or "noted" like others.',
    )
    changes_shown: Literal["all", "folded", "none"] = Field(
        "folded",
        description='The page of an article\'s changes: "all", typing errors "folded", or "none" at all.',
    )
    reporters_kept_days: int = Field(
        90, ge=1, le=3650, description="Days after the decision until a reporter's name and address go."
    )
    coffee_price: Annotated[WordList, AfterValidator(_coffee_price)] = Field(
        ["EUR 3.50"],
        description="The price of a coffee, by currency; the outlet's own currency first. The smallest support.",
    )
    support_goal: Annotated[WordList, AfterValidator(_prices)] = Field(
        [], description='What ought to come in each month, by currency: "EUR 5000". Empty: no goal is told.'
    )
    support_public: bool = Field(
        False, description="A public page tells what readers have paid, month by month: /support/income/."
    )
    pledges_per_hour: int = Field(
        10,
        ge=1,
        le=10_000,
        description="How many pledges are begun from one address, or by one reader, in an hour.",
    )
    stripe_secret_key: str = Field("", description="Stripe: the secret (or a restricted) key.", repr=False)
    stripe_webhook_secret: str = Field(
        "", description="Stripe: the signing secret of the webhook /support/webhooks/stripe/.", repr=False
    )
    stripe_address: Annotated[str, AfterValidator(_stripe_address)] = Field(
        "https://api.stripe.com", description="Stripe's address. Another one is only for a stand-in in tests."
    )
    patreon_webhook_secret: str = Field(
        "", description="Patreon: the secret of the webhook /support/webhooks/patreon/.", repr=False
    )
    patreon_currency: Annotated[str, AfterValidator(_currency)] = Field(
        "USD", description="Patreon: the campaign's currency, which its messages do not name."
    )
    bank_holder: str = Field("", max_length=70, description="Bank transfers: whose account it is.")
    bank_iban: Annotated[str, AfterValidator(_iban)] = Field(
        "", description="Bank transfers: the account's IBAN."
    )
    support_practice: Annotated[bool, AfterValidator(_practice)] = Field(
        False, description="Offer support without money, to try it out. Only on this machine."
    )
    related_length: int = Field(
        5, ge=0, le=10, description="How many related articles stand under an article; 0: none."
    )
    related_half_life_days: int = Field(
        730,
        ge=0,
        le=36_500,
        description="Related articles: so many days apart, two have lost half of what time takes; 0: it takes nothing.",
    )
    advert_counts_per_hour: int = Field(
        600,
        ge=1,
        le=1_000_000,
        description="How many views and clicks of adverts each process counts for one address in an hour.",
    )
    ads_txt: Annotated[str, AfterValidator(_ads_txt)] = Field(
        "", description='What stands at /ads.txt, line by line: """…"""; empty: there is none.'
    )
    topics_propose: Literal["readers", "supporters"] = Field(
        "readers", description='Who may propose topics: signed-in "readers", or "supporters" only.'
    )
    topics_results: Literal["hidden", "shown"] = Field(
        "hidden",
        description='Votes while a round runs: "hidden" until the close, or "shown". For new rounds.',
    )
    topics_lapsed: Literal["kept", "dropped"] = Field(
        "kept",
        description='The ballot of who stops supporting before the close: "kept", or "dropped" at the close.',
    )
    proposals_per_week: int = Field(
        5, ge=1, le=1000, description="How many topics a reader may propose in a week."
    )
    letters: Annotated[WordList, AfterValidator(_letters)] = Field(
        ["daily", "weekly", "breaking"],
        description='The letters that readers can subscribe to: "daily", "weekly", "breaking"; [] for none.',
    )
    letters_daily_at: Annotated[str, AfterValidator(_time_of_day)] = Field(
        "07:00", description="When the daily letter is composed, in the newsroom's time zone."
    )
    letters_weekly_at: Annotated[str, AfterValidator(_day_and_time)] = Field(
        "saturday 09:00", description="When the weekly letter is composed."
    )
    letters_automatic: bool = Field(
        False, description="Composed letters are sent at once; otherwise an editor has to send them."
    )
    sign_ups_per_hour: int = Field(
        10, ge=1, le=10_000, description="How often one address may ask for letters in an hour."
    )
    websub_hub: Annotated[str, AfterValidator(_web_address)] = Field(
        "", description="The WebSub hub that is told when feeds change; empty: none."
    )
    indexnow_key: Annotated[str, AfterValidator(_indexnow_key)] = Field(
        "",
        description="IndexNow: a key of 8 to 128 letters, digits and hyphens; empty: search engines are not told.",
    )
    indexnow_address: Annotated[str, AfterValidator(_web_address)] = Field(
        "https://api.indexnow.org/indexnow", description="IndexNow: where search engines take notices."
    )
    security_contact: Annotated[WordList, AfterValidator(_contacts)] = Field(
        [], description="Who is told of security holes: mail addresses or web addresses, for security.txt."
    )
    trust_relations: Annotated[WordList, AfterValidator(_trust)] = Field(
        [], description='For trust.txt: words such as "member=https://example.org" or "social=https://…".'
    )
    sharing: Annotated[WordList, AfterValidator(_networks)] = Field(
        ["mastodon", "bluesky", "facebook", "x", "telegram", "whatsapp"],
        description="Networks to which articles offer a plain link for sharing; empty: none.",
    )
    searches_per_minute: int = Field(
        30, ge=1, le=10_000, description="How many searches are answered to one address in a minute."
    )
    press_processes: int = Field(
        0, ge=0, le=256, description="Processes that render when the whole edition is pressed; 0: one a core."
    )
    threads: int = Field(
        2, ge=1, le=64, description="Threads for the newsroom in each process of the server."
    )

    def shown_to_readers(self) -> str:
        """The settings that reader pages depend on, as text: when it differs, all has to be pressed anew."""
        return f"{self.model_dump_json(include=_SHOWN_TO_READERS)} {self._takes_cards}"

    @property
    def takes_payments(self) -> bool:
        """Whether readers can pay through this site itself."""
        return bool(self._takes_cards or (self.bank_holder and self.bank_iban) or self.support_practice)

    @property
    def _takes_cards(self) -> bool:
        return bool(self.stripe_secret_key and self.stripe_webhook_secret)

    @property
    def address(self) -> SplitResult:
        """`base_url` taken apart."""
        return urlsplit(self.base_url)

    @property
    def https(self) -> bool:
        """Whether readers and editors come by https."""
        return self.address.scheme == "https"

    @property
    def local(self) -> bool:
        """Whether the address is this machine's own, as in the demo."""
        return is_this_machine(self.base_url)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment beats the file, whose values are handed over by `load`."""
        return env_settings, init_settings


def site_directory(given: str | os.PathLike[str] | None = None) -> Path:
    """The site's folder: what was given, else `COFFEEPRESS_SITE`, else where we stand.

    Raises:
        SiteError: there is no such folder, or it is not a site.
    """
    directory = Path(given or os.environ.get(SITE_VARIABLE) or ".").expanduser().resolve()
    if not directory.is_dir():
        raise SiteError(f"There is no folder {directory}: make a site with `coffeepress init {directory}`.")
    if not (directory / SETTINGS_FILE).is_file():
        raise SiteError(
            f"{directory} is not a site, for it has no {SETTINGS_FILE}: say which one with --site DIR,"
            " or make one with `coffeepress init DIR`."
        )
    return directory


def load(directory: Path) -> SiteSettings:
    """The settings of the site in `directory`: its file, over which the environment has the last word.

    Raises:
        SiteError: the file cannot be read, or a setting is unknown or wrong; the message names it.
    """
    path = directory / SETTINGS_FILE
    written = _read(path)
    _refuse_unknown(written, source=str(path))
    _refuse_unknown_variables(os.environ)
    try:
        return SiteSettings(**written)
    except ValidationError as error:
        raise SiteError(_sentence(error, path=path, written=written)) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SiteError(f"{path} is not valid TOML: {error}.") from None
    except UnicodeDecodeError:
        raise SiteError(f"{path} is not written in UTF-8.") from None
    except OSError as error:
        raise SiteError(f"{path} cannot be read: {error.strerror}.") from None


def _refuse_unknown(names: Iterable[str], *, source: str) -> None:
    known = SiteSettings.model_fields
    for name in names:
        if name not in known:
            raise SiteError(f'{source} has an unknown setting "{name}"{_nearest(name, known)}.')


def _refuse_unknown_variables(environment: Iterable[str]) -> None:
    known = {ENVIRONMENT_PREFIX + name.upper() for name in SiteSettings.model_fields}
    for variable in environment:
        if not variable.upper().startswith(ENVIRONMENT_PREFIX) or variable in _VARIABLES_THAT_ARE_NO_SETTINGS:
            continue
        if variable.upper() not in known:
            raise SiteError(
                f'The environment has an unknown setting "{variable}"{_nearest(variable, known)}.'
            )


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f'; did you mean "{close[0]}"' if close else ""


def _sentence(error: ValidationError, *, path: Path, written: dict[str, Any]) -> str:
    """The first thing that is wrong, with the setting's name and where it was written."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "?"
    if first["type"] == "missing":
        return f'{path} lacks the setting "{name}".'
    variable = ENVIRONMENT_PREFIX + name.upper()
    source = f"the environment ({variable})" if _in_environment(variable) else str(path)
    if name not in written and not _in_environment(variable):
        source = "the defaults"
    problem = first["msg"].removeprefix("Value error, ").rstrip(".")
    return f'The setting "{name}" in {source} is wrong: {problem[0].lower()}{problem[1:]}.'


def _in_environment(variable: str) -> bool:
    return any(name.upper() == variable for name in os.environ)

"""Settings: where they come from, and the sentence with which a wrong one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from coffeepress.config.folder import change_setting, make_folder
from coffeepress.config.site import SiteError, load, site_directory


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("COFFEEPRESS_DATABASE", raising=False)
    directory = tmp_path / "site"
    make_folder(directory, {"base_url": "https://paper.example"})
    return directory


def add(site: Path, line: str) -> None:
    with (site / "coffeepress.toml").open("a") as file:
        file.write(f"{line}\n")


def test_new_site_has_defaults_and_a_long_key_of_its_own(site: Path, tmp_path: Path) -> None:
    make_folder(tmp_path / "other", {})
    settings, other = load(site), load(tmp_path / "other")
    assert (settings.languages, settings.list_length, settings.database) == (["en", "uk"], 24, "")
    assert settings.https
    assert not settings.local
    assert len(settings.secret_key) >= 50
    assert settings.secret_key != other.secret_key


def test_settings_file_is_readable_by_its_owner_only(site: Path) -> None:
    assert (site / "coffeepress.toml").stat().st_mode & 0o777 == 0o600
    change_setting(site, "base_url", "https://other.example")
    assert (site / "coffeepress.toml").stat().st_mode & 0o777 == 0o600
    assert load(site).base_url == "https://other.example"


def test_secrets_are_not_shown(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COFFEEPRESS_DATABASE", "postgres://me:hush@db.example/paper")
    settings = load(site)
    assert settings.secret_key not in repr(settings)
    assert "hush" not in repr(settings)
    assert settings.secret_key not in settings.shown_to_readers()


@pytest.mark.parametrize("name", ["stripe_secret_key", "stripe_webhook_secret", "patreon_webhook_secret"])
def test_secrets_of_providers_are_not_shown(site: Path, name: str) -> None:
    add(site, f'{name} = "hush"')
    settings = load(site)
    assert "hush" not in repr(settings)
    assert "hush" not in settings.shown_to_readers()


def test_iban_may_be_written_in_groups(site: Path) -> None:
    add(site, 'bank_iban = "de02 1203 0000 0000 2020 51"')
    assert load(site).bank_iban == "DE02120300000000202051"


def test_environment_beats_the_file(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(site, "list_length = 12")
    monkeypatch.setenv("COFFEEPRESS_LIST_LENGTH", "30")
    monkeypatch.setenv("COFFEEPRESS_LANGUAGES", "uk, en")
    settings = load(site)
    assert settings.list_length == 30
    assert settings.languages == ["uk", "en"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "list_lenght = 3",
            '{file} has an unknown setting "list_lenght"; did you mean "list_length".',
        ),
        (
            "list_length = 0",
            'The setting "list_length" in {file} is wrong: input should be greater than or equal to 1.',
        ),
        (
            'languages = ["xx"]',
            'The setting "languages" in {file} is wrong: "xx" is not a language code that Django knows'
            ' (such as "en" or "uk").',
        ),
        ('languages = ["en", "en"]', 'The setting "languages" in {file} is wrong: names a language twice.'),
        (
            'time_zone = "Kyiv"',
            'The setting "time_zone" in {file} is wrong: "Kyiv" is not a time zone (such as "Europe/Kyiv").',
        ),
        (
            'permalink = "/{year}/"',
            'The setting "permalink" in {file} is wrong: must contain {{slug}},'
            " or two articles could share an address.",
        ),
        (
            'permalink = "/{week}/{slug}/"',
            'The setting "permalink" in {file} is wrong: {{week}} is unknown;'
            " the parts are day, month, section, slug, year.",
        ),
        (
            'newsroom_path = "people"',
            'The setting "newsroom_path" in {file} is wrong: "people" is an address that'
            " the site itself uses.",
        ),
        (
            'database = "mysql://db.example/paper"',
            'The setting "database" in {file} is wrong: must be empty (SQLite in the site\'s folder)'
            ' or start with "postgres://".',
        ),
        (
            'trusted_proxies = ["proxy"]',
            'The setting "trusted_proxies" in {file} is wrong:'
            ' "proxy" is not an address or a network such as "10.0.0.0/8".',
        ),
        (
            'mail = "mail.example"',
            'The setting "mail" in {file} is wrong: must be empty (mail is printed) or an address such as'
            ' "smtp://user:password@host:587".',
        ),
        (
            'coffee_price = ["3.50 EUR"]',
            'The setting "coffee_price" in {file} is wrong: "3.50 EUR" is not a currency and an amount'
            ' such as "EUR 3.50".',
        ),
        (
            'coffee_price = ["EUR 3.50", "EUR 4"]',
            'The setting "coffee_price" in {file} is wrong: names a currency twice.',
        ),
        (
            "coffee_price = []",
            'The setting "coffee_price" in {file} is wrong: must name at least one price, such as "EUR 3.50".',
        ),
        (
            'coffee_price = ["EUR 0"]',
            'The setting "coffee_price" in {file} is wrong: "EUR 0" is not a currency and an amount'
            ' such as "EUR 3.50".',
        ),
        (
            'support_goal = ["5000"]',
            'The setting "support_goal" in {file} is wrong: "5000" is not a currency and an amount'
            ' such as "EUR 3.50".',
        ),
        (
            'patreon_currency = "usd"',
            'The setting "patreon_currency" in {file} is wrong: "usd" is not a currency code such as "EUR".',
        ),
        (
            'bank_iban = "DE02120300000000202052"',
            'The setting "bank_iban" in {file} is wrong: is an IBAN with a wrong digit in it.',
        ),
        (
            'bank_iban = "my account"',
            'The setting "bank_iban" in {file} is wrong: must be empty or an IBAN.',
        ),
        (
            'stripe_address = "https://stripe.example"',
            "The setting \"stripe_address\" in {file} is wrong: must be Stripe's own address, or a stand-in's"
            " on this machine: it gets the secret key.",
        ),
        (
            "support_practice = true",
            'The setting "support_practice" in {file} is wrong: may be true only where base_url is this'
            " machine's own; else anyone supports the site for nothing.",
        ),
        (
            "editors_shown_as = 1",
            "The setting \"editors_shown_as\" in {file} is wrong: input should be 'initials' or 'name'.",
        ),
    ],
)
def test_wrong_setting_is_refused_by_name(site: Path, line: str, sentence: str) -> None:
    add(site, line)
    with pytest.raises(SiteError) as refusal:
        load(site)
    assert str(refusal.value) == sentence.format(file=site / "coffeepress.toml")


def test_wrong_variable_is_refused_by_name(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COFFEEPRESS_THREADS", "many")
    with pytest.raises(SiteError) as refusal:
        load(site)
    assert str(refusal.value) == (
        'The setting "threads" in the environment (COFFEEPRESS_THREADS) is wrong:'
        " input should be a valid integer, unable to parse string as an integer."
    )


def test_unknown_variable_is_refused_by_name(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COFFEEPRESS_BASEURL", "https://x.example")
    with pytest.raises(SiteError) as refusal:
        load(site)
    assert str(refusal.value) == (
        'The environment has an unknown setting "COFFEEPRESS_BASEURL"; did you mean "COFFEEPRESS_BASE_URL".'
    )


def test_missing_secret_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COFFEEPRESS_DATABASE", raising=False)
    (tmp_path / "coffeepress.toml").write_text('base_url = "https://paper.example"\n')
    with pytest.raises(SiteError, match='lacks the setting "secret_key"'):
        load(tmp_path)


def test_file_that_is_no_toml_is_refused_with_the_place(site: Path) -> None:
    add(site, "languages = [\nx")
    with pytest.raises(SiteError, match=r"coffeepress\.toml is not valid TOML: .*line"):
        load(site)


@pytest.mark.parametrize(
    "address", ["paper.example", "ftp://paper.example", "https://paper.example/blog", "https://"]
)
def test_base_url_is_a_scheme_and_a_host(site: Path, address: str) -> None:
    change_setting(site, "base_url", address)
    with pytest.raises(SiteError, match='The setting "base_url" in'):
        load(site)


def test_folder_that_is_missing_or_no_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="There is no folder"):
        site_directory(tmp_path / "nowhere")
    with pytest.raises(SiteError, match="is not a site"):
        site_directory(tmp_path)


def test_second_site_in_the_same_folder_is_refused(site: Path) -> None:
    with pytest.raises(SiteError, match="is a site already"):
        make_folder(site, {})


def test_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(SiteError, match="is not empty"):
        make_folder(tmp_path, {})
    assert (tmp_path / "letter.txt").read_text() == "dear"

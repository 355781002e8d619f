"""ads.txt is taken as the IAB writes it, and a mistake is named with its line."""

from __future__ import annotations

import pytest

from coffeepress.adverts.ads_txt import fault_in


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment",
        "adnetwork.example, 12345, DIRECT",
        "adnetwork.example,12345,reseller,f08c47fec0942fa0  # with an id",
        "sub.adnetwork.example, pub-1, DIRECT;extension=1",
        "contact=ads@paper.example\nsubdomain=uk.paper.example\nOWNERDOMAIN=paper.example",
        "managerdomain=manager.example, UA",
        "placeholder.example.com, placeholder, DIRECT, placeholder",
        "\r\nadnetwork.example, 1, DIRECT\r\n\r\n",
    ],
)
def test_what_is_right_is_taken(text: str) -> None:
    assert fault_in(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a", "line 1 (a): a record has three or four fields with commas between"),
        ("# x\nnothing, 1, DIRECT", 'line 2 (nothing, 1, DIRECT): "nothing" is not a domain'),
        (
            "ad.example, , DIRECT",
            "line 1 (ad.example, , DIRECT): the account's number is missing or holds a blank",
        ),
        ("ad.example, 1, MAYBE", 'line 1 (ad.example, 1, MAYBE): "MAYBE" is neither DIRECT nor RESELLER'),
        (
            "ad.example, 1, DIRECT, a b",
            'line 1 (ad.example, 1, DIRECT, a b): "a b" is not the id of a certification authority',
        ),
        ("owner=paper.example", 'line 1 (owner=paper.example): "owner" is no variable of ads.txt'),
        ("contact=", "line 1 (contact=): contact has no value"),
        ("subdomain=not a domain", 'line 1 (subdomain=not a domain): "not a domain" is not a domain'),
        ("-bad.example, 1, DIRECT", 'line 1 (-bad.example, 1, DIRECT): "-bad.example" is not a domain'),
    ],
)
def test_a_mistake_is_named(text: str, fault: str) -> None:
    assert fault_in(text) == fault


def test_a_site_with_a_mistake_in_it_is_refused() -> None:
    from pydantic import ValidationError

    from coffeepress.config.site import SiteSettings

    with pytest.raises(ValidationError, match=r"is not written as ads\.txt is: line 1"):
        SiteSettings(secret_key="x" * 40, ads_txt="nonsense")

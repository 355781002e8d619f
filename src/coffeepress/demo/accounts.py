"""The demo's accounts. Their passwords are known to everybody: `coffeepress check` warns of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoAccount:
    """Somebody who can sign in to the demo newsroom; `role` is a group's name, blank for who may do everything."""

    email: str
    first_name: str
    role: str


PASSWORD = "coffee-for-the-demo"  # noqa: S105  (meant to be known)

ACCOUNTS = (
    DemoAccount("admin@demo.example", "Admin", ""),
    DemoAccount("editor@demo.example", "Editor", "Editor"),
    DemoAccount("writer@demo.example", "Writer", "Writer"),
    DemoAccount("moderator@demo.example", "Moderator", "Moderator"),
    DemoAccount("photographer@demo.example", "Photographer", "Photographer"),
    DemoAccount("treasurer@demo.example", "Treasurer", "Treasurer"),
    DemoAccount("adverts@demo.example", "Adverts", "Advertising"),
)

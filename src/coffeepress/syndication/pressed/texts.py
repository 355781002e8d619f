"""Small texts about the outlet: whom to tell of security holes, whom it trusts, who makes it, and IndexNow's key.

Sources: https://www.rfc-editor.org/rfc/rfc9116 (security.txt), https://journallist.net (trust.txt),
https://humanstxt.org, https://www.indexnow.org/documentation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from coffeepress.articles.keys import LIST, SITE
from coffeepress.articles.listing import PERSONS
from coffeepress.articles.masthead import SiteFacts, site_facts
from coffeepress.articles.models import FreePage, Listed
from coffeepress.articles.paths import person_path
from coffeepress.articles.pressed.base import PublishedKind, published_languages
from coffeepress.articles.showing.outlet import absolute
from coffeepress.edition.keys import Key, changes_at, reads
from coffeepress.edition.page import WELL_KNOWN, Page
from coffeepress.people.keys import PERSON
from coffeepress.people.models import Person

SECURITY = f"/{WELL_KNOWN}/security.txt"
EXPIRES_AFTER = timedelta(days=180)
RENEWED_AFTER = timedelta(days=90)
"""It is renewed long before it expires, on days that follow from the calendar alone."""

MOST_HUMANS = 200


@dataclass(frozen=True)
class Text:
    """A text, with the outlet by the languages in which it is published."""

    path: str
    outlets: Mapping[str, SiteFacts]


class TextKind(PublishedKind[Text]):
    """A text about the outlet. Its ident is the text's name."""

    name = "text"

    def all_idents(self) -> Iterator[str]:
        return iter(["security", "trust", "humans", "indexnow"])

    def born(self, key: Key) -> Iterable[str]:
        return self.all_idents() if key.startswith(f"{SITE.name}:") else []

    def load(self, idents: Sequence[str]) -> Mapping[str, Text]:
        site = settings.COFFEEPRESS
        facts = {code: site_facts(code) for code in published_languages()}
        outlets = {code: found for code, found in facts.items() if found}
        paths = {
            "security": SECURITY if site.security_contact else "",
            "trust": "/trust.txt" if site.trust_relations else "",
            "humans": "/humans.txt" if outlets else "",
            "indexnow": f"/{site.indexnow_key}.txt" if site.indexnow_key else "",
        }
        return {ident: Text(paths[ident], outlets) for ident in idents if paths.get(ident)}

    def render(self, thing: Text) -> Page:
        reads(*(SITE(code) for code in settings.COFFEEPRESS.languages))
        lines = _LINES.get(thing.path, _indexnow)(thing)
        return Page(thing.path, "".join(f"{line}\n" for line in lines).encode())


def _security(thing: Text) -> Iterator[str]:
    site = settings.COFFEEPRESS
    begun = _period(timezone.now())
    changes_at(begun + RENEWED_AFTER)
    for contact in site.security_contact:
        yield f"Contact: {contact if contact.startswith('https://') else f'mailto:{contact}'}"
    yield f"Expires: {begun + EXPIRES_AFTER:%Y-%m-%dT%H:%M:%SZ}"
    yield f"Preferred-Languages: {', '.join(thing.outlets or site.languages)}"
    yield f"Canonical: {absolute(SECURITY)}"


def _period(moment: datetime) -> datetime:
    """When the stretch of days began in which the text stays as it is."""
    days = RENEWED_AFTER.days
    return datetime.fromtimestamp(0, UTC) + timedelta(days=moment.timestamp() // 86400 // days * days)


def _trust(thing: Text) -> Iterator[str]:
    yield f"# {_name(thing)}: whom we belong to and where else we are. See https://journallist.net"
    yield from settings.COFFEEPRESS.trust_relations
    for code, facts in thing.outlets.items():
        for link in facts.policies:
            if link.title == FreePage.Purpose.ETHICS:
                yield f"# {code}: {absolute(link.url)}"
    if settings.COFFEEPRESS.security_contact:
        yield f"contact={settings.COFFEEPRESS.security_contact[0]}"


def _humans(thing: Text) -> Iterator[str]:
    """Who makes it: those who have a page of their own."""
    reads(LIST(PERSONS))
    names = Listed.objects.filter(list__startswith="person:").order_by("list")
    ids = {int(name.partition(":")[2]) for name in names.values_list("list", flat=True).distinct()}
    persons = Person.objects.filter(pk__in=ids, locale__language_code__in=list(thing.outlets))
    shown = list(
        persons.select_related("locale").order_by("locale__language_code", "name", "pk")[:MOST_HUMANS]
    )
    reads(*(PERSON(person.pk) for person in shown))
    yield "/* TEAM */"
    for person in shown:
        yield ""
        yield f"{person.position or 'Contributor'}: {person.name}"
        yield f"Page: {absolute(person_path(person.locale.language_code, person.slug))}"
    yield ""
    yield "/* SITE */"
    yield f"Name: {_name(thing)}"
    yield f"Languages: {', '.join(thing.outlets)}"
    yield "Software: Coffeepress"


def _indexnow(_thing: Text) -> Iterator[str]:
    yield settings.COFFEEPRESS.indexnow_key


def _name(thing: Text) -> str:
    return next((facts.name for facts in thing.outlets.values()), "")


_LINES: dict[str, Callable[[Text], Iterator[str]]] = {
    SECURITY: _security,
    "/trust.txt": _trust,
    "/humans.txt": _humans,
}

"""A site with many articles, made fast: for benchmarks only. The same number gives the same articles.

Articles are 700 words long, spread evenly over years (12 months for 1,000 articles, 20 years for 100,000), in five
sections, by twenty persons, with three tags each.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

WORDS = (  # noqa: SIM905  (seventy literals read worse)
    "river bridge council ferry budget school water harbour market tram library winter report contract engineer meeting"
    " street garden museum record north south morning evening price coffee paper printer reader question answer number"
    " field orchard weather forecast hospital nurse teacher student theatre festival concert letter station railway"
    " tunnel tower window kitchen bread flour baker fisher boat net tide gauge flood drought pipe valve pump meter"
).split()
SECTIONS = ("City", "River", "Work", "Culture", "Table")
PERSONS = 20
TAGS = 30
NEWEST = datetime(2026, 11, 1, 12, tzinfo=UTC)
BATCH = 1000


def options_of(description: str | None) -> argparse.Namespace:
    """The options of a benchmark that measures sites of several sizes, one after another or one by its folder."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--counts", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--one", type=Path, help="measure one site's folder and print its figures")
    return parser.parse_args()


def make_folder(folder: Path) -> None:
    """An empty site in a folder, with its database, and Django set up for it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "coffeepress.toml").write_text(
        f'base_url = "http://127.0.0.1:8000"\nsecret_key = "{"bench" * 10}"\nlanguages = ["en"]\n'
    )
    os.environ["COFFEEPRESS_SITE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "coffeepress.config.settings"
    import django

    django.setup()
    import logging

    logging.getLogger("wagtail").setLevel(logging.WARNING)
    from django.core.management import call_command

    from coffeepress.config.beginning import begin
    from coffeepress.edition.outbox import deferred

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with deferred():
        begin("The Bench")


def words(count: int, rng: random.Random) -> str:
    """Some words as a sentence."""
    return " ".join(rng.choices(WORDS, k=count)).capitalize() + "."


def body(rng: random.Random) -> str:
    """A body of 700 words: seven paragraphs, two headings, a quotation."""
    paragraphs = "".join(f"<p>{words(20, rng)} {words(30, rng)} {words(35, rng)}</p>" for _ in range(4))
    rest = "".join(f"<p>{words(40, rng)} {words(55, rng)}</p>" for _ in range(3))
    blocks = [
        {"type": "text", "value": f"{paragraphs}<h2>{words(4, rng)}</h2>"},
        {
            "type": "quotation",
            "value": {
                "text": words(40, rng),
                "speaker": "A. Speaker",
                "role": "engineer",
                "source_name": "",
                "source_url": "",
            },
        },
        {"type": "text", "value": rest},
    ]
    return json.dumps(blocks)


def span_days(count: int) -> int:
    """How many days the articles are spread over: as an outlet's archive grows, by years."""
    return {1_000: 365, 10_000: 5 * 365, 100_000: 20 * 365}.get(count, max(365, count // 14))


def fill(count: int) -> None:
    """Bring `count` published articles into the site that Django is set up for."""
    from taggit.models import Tag

    from coffeepress.articles.models import Home, Section
    from coffeepress.edition.models import Change
    from coffeepress.edition.outbox import deferred
    from coffeepress.people.models import Person

    rng = random.Random(count)
    home = Home.objects.get()
    sections = []
    with deferred():
        for title in SECTIONS:
            section = Section(title=title, slug=title.lower(), locale=home.locale)
            home.add_child(instance=section)
            section.save_revision().publish()
            sections.append(section)
        persons = [
            Person.objects.create(name=f"Person {n}", slug=f"person-{n}", locale=home.locale)
            for n in range(PERSONS)
        ]
        tags = Tag.objects.bulk_create([Tag(name=f"tag {n}", slug=f"tag-{n}") for n in range(TAGS)])
        for start in range(0, count, BATCH):
            _fill_batch(range(start, min(count, start + BATCH)), count, rng, sections, persons, tags)
    Change.objects.all().delete()
    for section in sections:
        section.numchild = (count + len(sections) - 1 - SECTIONS.index(section.title)) // len(sections)
        section.save(update_fields=["numchild"], clean=False)


def _fill_batch(numbers: range, count: int, rng: random.Random, sections, persons, tags) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from wagtail.models import Page

    from coffeepress.articles.models import Article, ArticleTag, Byline, Listed
    from coffeepress.edition.models import Address

    content_type = ContentType.objects.get_for_model(Article)
    step = timedelta(days=span_days(count)) / count
    pages, articles, listed, addresses, bylines, tagged = [], [], [], [], [], []
    for number in numbers:
        section = sections[number % len(sections)]
        moment = (NEWEST - step * (count - number)).replace(microsecond=0)
        title = words(6, rng)[:-1]
        slug = f"article-{number}"
        article = Article(
            title=title, draft_title=title, slug=slug, locale=section.locale, live=True, content_type=content_type,
            path=section.path + Page._int2str(number // len(sections) + 1).rjust(4, "0"), depth=section.depth + 1,
            url_path=f"{section.url_path}{slug}/", first_published_at=moment, last_published_at=moment,
            standfirst=words(20, rng), body=body(rng), permalink=f"/{moment:%Y}/{moment:%m}/{slug}/",
            permalink_shape="/{year}/{month}/{slug}/",
        )  # fmt: skip
        articles.append(article)
    with transaction.atomic():
        fields = [field.name for field in Page._meta.concrete_fields if field.name != "id"]
        pages = [Page(**{name: getattr(article, name) for name in fields}) for article in articles]
        Page.objects.bulk_create(pages)
        for page, article in zip(pages, articles, strict=True):
            article.page_ptr_id = article.pk = article.id = page.pk
            article.save_base(raw=True, force_insert=True)
        for offset, article in enumerate(articles):
            number = numbers.start + offset
            moment, month = article.first_published_at, f"{article.first_published_at:%Y-%m}"
            section = sections[number % len(sections)]
            person = persons[rng.randrange(len(persons))]
            chosen = rng.sample(tags, 3)
            bylines.append(Byline(article_id=article.pk, person=person, role="author", sort_order=0))
            tagged += [ArticleTag(content_object_id=article.pk, tag=tag) for tag in chosen]
            names = [
                "all:en",
                f"section:{section.pk}",
                f"person:{person.pk}",
                *(f"tag:{tag.pk}:en" for tag in chosen),
            ]
            listed += [
                Listed(list=name, article_id=article.pk, published_at=moment, month=month) for name in names
            ]
            addresses.append(Address(path=article.permalink, kind="article", ident=str(article.pk)))
        for model, rows in ((Byline, bylines), (ArticleTag, tagged), (Listed, listed), (Address, addresses)):
            model.objects.bulk_create(rows, batch_size=500)


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def site_folders(root: Path, counts: list[int]) -> Iterator[tuple[int, Path]]:
    """A site of each size, made in a process of its own and kept for the next run."""
    for count in counts:
        folder = root / f"articles-{count}"
        if not (folder / "complete").exists():
            subprocess.run([sys.executable, __file__, str(folder), str(count)], check=True)
            (folder / "complete").touch()
        yield count, folder


if __name__ == "__main__":
    make_folder(Path(sys.argv[1]))
    fill(int(sys.argv[2]))

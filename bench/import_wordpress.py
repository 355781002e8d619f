"""How fast a WordPress export comes in, and how much memory that takes.

    python bench/import_wordpress.py [COUNT ...]

For each COUNT a site is made in a temporary folder and an export of COUNT posts of 700 words is generated for it:
classic and block editor, headings, lists, quotations, links and captions whose pictures are missing (media is not what
is measured), 12 authors, 8 categories, 400 tags. Then `import wordpress --no-press` is run in a process of its own,
twice: the second run must change nothing. Printed are articles a second, and the peak of resident memory.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

WORDS = (
    *(
        "river",
        "bridge",
        "council",
        "street",
        "mayor",
        "budget",
        "water",
        "school",
        "train",
        "market",
        "harbour",
    ),
    *(
        "report",
        "winter",
        "library",
        "question",
        "answer",
        "vote",
        "meeting",
        "garden",
        "engineer",
        "teacher",
    ),
    *("driver", "letter", "morning", "evening", "summer", "record", "number", "price", "power", "station"),
    *("village", "hospital", "doctor", "nurse", "paper", "story", "reader", "editor", "picture", "history"),
)
RUN = """
import resource, sys, time
from coffeepress.config.command_line import set_up_site
set_up_site()
from coffeepress.importing.wordpress.command import wordpress
began, busy = time.monotonic(), time.process_time()
wordpress([sys.argv[1], "--no-press"], standalone_mode=False)
seconds = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_SELF)
print("MEASURED", seconds, time.process_time() - busy, used.ru_maxrss)
"""
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old Paper</title><link>https://old.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
"""


def write_export(path: Path, count: int) -> None:
    """Write an export of `count` posts; the same count gives the same file."""
    chance = random.Random(count)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(12):
            file.write(
                f"<wp:author><wp:author_login>author{number}</wp:author_login><wp:author_display_name>"
                f"<![CDATA[Author {number}]]></wp:author_display_name></wp:author>\n"
            )
        for number in range(count):
            _write_post(file, number + 1, chance)
        file.write("</channel></rss>\n")


def _write_post(file: TextIO, number: int, chance: random.Random) -> None:
    when = datetime(2010, 1, 1) + timedelta(hours=number * 5)
    slug = f"{chance.choice(WORDS)}-{chance.choice(WORDS)}-{number}"
    terms = [("category", f"section-{chance.randrange(8)}")]
    terms += [("post_tag", f"tag-{chance.randrange(400)}") for _ in range(3)]
    categories = "".join(
        f'<category domain="{domain}" nicename="{name}"><![CDATA[{name.title()}]]></category>'
        for domain, name in terms
    )
    content = _blocks(chance) if number % 2 else _classic(chance)
    file.write(
        f"<item><title><![CDATA[{_sentence(chance, 8)}]]></title>"
        f"<link>https://old.example/{when:%Y/%m}/{slug}/</link>"
        f"<dc:creator>author{chance.randrange(12)}</dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{_sentence(chance, 20)}]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date_gmt>{when:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>"
        f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{categories}</item>\n"
    )


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def _paragraph(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=70)
    words[10] = f"<strong>{words[10]}</strong>"
    words[30] = f'<a href="https://elsewhere.example/{words[30]}">{words[30]}</a>'
    return " ".join(words)


def _blocks(chance: random.Random) -> str:
    parts = [f"<!-- wp:paragraph -->\n<p>{_paragraph(chance)}</p>\n<!-- /wp:paragraph -->" for _ in range(8)]
    parts.insert(2, f"<!-- wp:heading -->\n<h2>{_sentence(chance, 4)}</h2>\n<!-- /wp:heading -->")
    parts.insert(
        4,
        '<!-- wp:image {"id":9} -->\n<figure class="wp-block-image"><img src="https://old.example/a.jpg" alt=""/>'
        f"<figcaption>{_sentence(chance, 9)}</figcaption></figure>\n<!-- /wp:image -->",
    )
    parts.insert(
        6,
        f'<!-- wp:quote -->\n<blockquote class="wp-block-quote"><p>{_sentence(chance, 40)}</p>'
        f"<cite>{_sentence(chance, 2)}</cite></blockquote>\n<!-- /wp:quote -->",
    )
    parts.append(
        "<!-- wp:list -->\n<ul>"
        + "".join(f"<li>{_sentence(chance, 10)}</li>" for _ in range(5))
        + "</ul>\n<!-- /wp:list -->"
    )
    return "\n\n".join(parts)


def _classic(chance: random.Random) -> str:
    parts = [_paragraph(chance) for _ in range(9)]
    parts.insert(
        3,
        '[caption id="attachment_9" width="300"]<img class="wp-image-9" src="https://old.example/a-300x200.jpg" />'
        f" {_sentence(chance, 9)}[/caption]",
    )
    parts.append(f"<blockquote>{_sentence(chance, 40)}</blockquote>")
    return "\n\n".join(parts)


def measure(count: int, folder: Path) -> None:
    """Make a site, import twice, print the figures."""
    site, export = folder / "site", folder / "export.xml"
    command = [sys.executable, "-m", "coffeepress"]
    subprocess.run([*command, "init", str(site), "--no-superuser"], check=True, stdout=subprocess.DEVNULL)
    write_export(export, count)
    size = export.stat().st_size / 1e6
    for which in ("first run", "second run"):
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(export)],
            env={**os.environ, "COFFEEPRESS_SITE": str(site)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr)
        seconds, busy, peak = map(float, done.stdout.rpartition("MEASURED ")[2].split())
        print(
            f"{count:>7} posts ({size:.0f} MB), {which}: {count / seconds:.0f} a second, "
            f"{seconds:.1f} s, of them {busy:.1f} s of one processor ({count / busy:.0f} a second), "
            f"peak {peak / 1024:.0f} MB"
        )


def main() -> None:
    """Measure what the command line asks for."""
    for count in [int(argument) for argument in sys.argv[1:]] or [2000, 20000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(count, Path(folder))


if __name__ == "__main__":
    main()

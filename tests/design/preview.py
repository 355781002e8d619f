"""Write every reader page with sample contexts into a folder: `python tests/design/preview.py FOLDER`.

Stands alone: no database, no newsroom. Open the folder with any static server at its root, for example
`python -m http.server -d FOLDER --bind 127.0.0.1 8010`, then /en/article.html.
"""

import math
import re
import shutil
import sys
from pathlib import Path

import django
from django.conf import settings

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1] / "src" / "coffeepress"


def configure(*, locale_dirs: tuple[str, ...] = ()) -> None:
    """Django with the design's app and the articles' templates, nothing else."""
    settings.configure(
        SECRET_KEY="preview",
        INSTALLED_APPS=["django.contrib.staticfiles", "coffeepress.design"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [PACKAGE / "articles" / "templates"],
                "APP_DIRS": True,
            }
        ],
        STATIC_URL="/static/",
        LANGUAGE_CODE="en",
        LANGUAGES=[("en", "English"), ("uk", "Українська"), ("ar", "العربية")],
        LOCALE_PATHS=list(locale_dirs),
        TIME_ZONE="Europe/Kyiv",
        USE_TZ=True,
    )
    django.setup()


def draw(address: str, folder: Path) -> None:
    """A hilly landscape for an address such as /pictures/3/0-800-500.webp."""
    from PIL import Image, ImageDraw

    number, width, height = (int(part) for part in re.findall(r"/pictures/(\d+)/0-(\d+)-(\d+)", address)[0])
    target = folder / address.lstrip("/")
    if target.exists():
        return
    skies = [
        ("#f4d7b5", "#5d7b93"),
        ("#e9e3d6", "#8a9a88"),
        ("#c9d6df", "#34495e"),
        ("#f3e0c8", "#a05a3c"),
        ("#d8dccf", "#4d6b57"),
    ]
    light, dark = skies[number % len(skies)]
    picture = Image.linear_gradient("L").resize((width, height))
    picture = Image.composite(
        Image.new("RGB", picture.size, light), Image.new("RGB", picture.size, dark), picture
    )
    pen = ImageDraw.Draw(picture)
    pen.ellipse([width * 0.6, height * 0.3, width * 0.6 + height * 0.2, height * 0.5], fill="#fff6e6")
    for layer in range(4):
        shade = tuple(int(c * (0.75 - 0.16 * layer)) for c in bytes.fromhex(dark[1:]))
        line = [
            (x, height * (0.55 + 0.1 * layer + 0.06 * math.sin(number + layer * 2 + x / width * (4 + layer))))
            for x in range(width + 1)
        ]
        pen.polygon([*line, (width, height), (0, height)], fill=shade)
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.save(target, quality=70)


def write(folder: Path) -> None:
    """Render all pages in all languages, with the static files and pictures that they name."""
    import samples
    from django.template.loader import render_to_string
    from django.utils import translation

    shutil.copytree(PACKAGE / "design" / "static", folder / "static", dirs_exist_ok=True)
    for language in samples.OUTLETS:
        with translation.override(language):
            for name, (template, context) in samples.pages(language).items():
                html = render_to_string(template, context)
                target = folder / language / f"{name}.html"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(html, encoding="utf-8")
                for address in set(re.findall(r"/pictures/\d+/0-\d+-\d+\.\w+", html)):
                    draw(address, folder)


if __name__ == "__main__":
    sys.path[:0] = [str(PACKAGE.parent), str(HERE)]
    configure(locale_dirs=tuple(sys.argv[2:]))
    write(Path(sys.argv[1]))

"""Registers the kinds of reader pages that articles bring."""

from coffeepress.articles.pressed.archives import ArchiveKind, MonthKind
from coffeepress.articles.pressed.articles import ArticleKind, FreePageKind
from coffeepress.articles.pressed.directions import GoneKind, NotFoundKind, RedirectKind
from coffeepress.articles.pressed.fronts import HomeKind, PersonKind, SectionKind, TagKind
from coffeepress.edition.kinds import register

for kind in (
    ArticleKind,
    FreePageKind,
    HomeKind,
    SectionKind,
    PersonKind,
    TagKind,
    ArchiveKind,
    MonthKind,
    NotFoundKind,
    GoneKind,
    RedirectKind,
):
    register(kind)

"""What is published: pages of Wagtail's tree (Home > Section > Article), pictures, and the lists articles are in."""

from coffeepress.articles.models.article import Article, ArticleTag, Byline
from coffeepress.articles.models.front import FreePage, Home, Section
from coffeepress.articles.models.listed import Listed, Masthead
from coffeepress.articles.models.picture import Picture, PictureRendition

__all__ = [
    "Article",
    "ArticleTag",
    "Byline",
    "FreePage",
    "Home",
    "Listed",
    "Masthead",
    "Picture",
    "PictureRendition",
    "Section",
]

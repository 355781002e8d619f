"""The keys of articles: what reader pages made of them depend on."""

from coffeepress.edition.keys import declare

ARTICLE = declare("article", "an article as it is published")
TRANSLATIONS = declare("translations", "which translations of an article are published")
LIST = declare(
    "list", "what a list holds, in all or in one month: articles of a language, section, person or tag"
)
MONTHS = declare("months", "in which months a list holds articles")
SECTION = declare("section", "a section's title, address and introduction")
HOME = declare("home", "a home front's own content: its top stories in the editor's order")
FREE_PAGE = declare("free-page", "a free page as it is published")
PICTURE = declare("picture", "a picture: its file, texts and credit")
DOCUMENT = declare("document", "a file for download")
TAG = declare("tag", "a tag's name")
SITE = declare(
    "site", "what every page of a language shows: the outlet's name, sections, footer and languages"
)
REDIRECT = declare("redirect", "a redirect that an editor wrote")

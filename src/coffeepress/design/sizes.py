"""How wide each kind of picture stands on the page: the `sizes` of its `<img>`.

The numbers follow `static/coffeepress/site.css`; whoever changes a grid there changes them here.
"""

#: The article's lead picture: the text column and the margin beside it.
LEAD = "(min-width: 78rem) 60rem, (min-width: 62rem) calc(100vw - 18rem), 100vw"

#: A picture among the paragraphs of an article.
BODY = "(min-width: 45rem) 40rem, calc(100vw - 2rem)"

#: One of the pictures of a gallery.
GALLERY = "(min-width: 45rem) 19.5rem, calc(100vw - 2rem)"

#: The first story of the home page.
TOP_STORY = "(min-width: 78rem) 37rem, (min-width: 62rem) 48vw, calc(100vw - 2rem)"

#: The other stories at the top of the home page.
CARD = "(min-width: 78rem) 17rem, (min-width: 62rem) 22vw, (min-width: 40rem) 44vw, calc(100vw - 2rem)"

#: The small picture at the end of a row in a list of articles.
ROW = "(min-width: 40rem) 13rem, 6.5rem"

#: A person's portrait.
PORTRAIT = "9rem"

"""The newsroom: Wagtail's admin as this outlet's people meet it.

Owns what is added to it (panels, the list of articles, checks before saving) and the two places where it is changed
(`inline_scripts`, `pictures`). Registers nothing itself: `articles.wagtail_hooks` does.
"""

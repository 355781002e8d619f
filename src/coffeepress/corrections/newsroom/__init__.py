"""The newsroom's side of corrections: the queue of readers' reports, a report's page, what has been published.

Owns what is shown and asked; every change is made by the functions beside it (`decide.py`, `apply.py`, `amend.py`).
Registers nothing itself: `corrections.wagtail_hooks` does.
"""

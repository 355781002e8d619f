"""The kinds of reader pages that are for programs: one module a family, registered in `edition.py`."""

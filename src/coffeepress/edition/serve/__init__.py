"""The server: the edition's files first, answered here; the rest to Django.

Owns how a reader's request becomes an answer. Refuses to know Django (only `django_bridge` imports it, and
only when a request needs it), so that a broken application or database never stops reading.
"""

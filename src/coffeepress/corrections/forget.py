"""Forgets: names and addresses of readers after a set time, what recognises senders after days."""


def forget_due() -> int:
    """Delete what has been kept long enough."""
    return 0

"""Ends a process with the one that started it, however that one ended. Imports no Django: the server uses it, too."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading


def end_with_parent() -> None:
    """End this process (SIGTERM) when its parent is gone: a killed one leaves nobody behind."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    gone = parent.sentinel

    def wait() -> None:
        multiprocessing.connection.wait([gone])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="end-with-parent", daemon=True).start()

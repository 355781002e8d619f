"""A press that is killed leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PRESSING = """
import sys, time, django
django.setup()
from coffeepress.edition.full import _pool
with _pool(2) as pool:
    print(*pool._processes, flush=True)
    time.sleep(60)
"""
WITHIN_SECONDS = 20


def is_there(process_id: int) -> bool:
    """Whether the process runs: one that has ended and that nobody has asked after is not there."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_the_processes_of_a_killed_press_end() -> None:
    press = subprocess.Popen([sys.executable, "-c", PRESSING], stdout=subprocess.PIPE, text=True)
    try:
        assert press.stdout is not None
        rendering = [int(each) for each in press.stdout.readline().split()]
        assert [is_there(each) for each in rendering] == [True, True]
        os.kill(press.pid, signal.SIGKILL)
        press.wait()
        end = time.monotonic() + WITHIN_SECONDS
        while any(map(is_there, rendering)) and time.monotonic() < end:
            time.sleep(0.05)
        assert [is_there(each) for each in rendering] == [False, False]
    finally:
        press.kill()
        press.wait()

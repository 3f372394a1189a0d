"""A stand-in for the cleaner on which pages can be fatal: the words in a page say how."""

import os
import signal
from pathlib import Path

from cablepress.cleaning import pipeline, workers
from cablepress.cleaning.article import Rejection
from cablepress.cleaning.limits import Limits, fenced

SMALL = Limits(cpu_seconds=0.2, memory_bytes=50 << 20)


def clean_page(page, template=None):
    with fenced(SMALL):
        if b"LOOP" in page.body:
            while True:
                pass
        if b"SLEEP" in page.body:
            signal.pause()
        if b"SEGFAULT" in page.body:
            os.kill(os.getpid(), signal.SIGSEGV)
        if b"EXIT" in page.body:
            os._exit(7)
        if b"KILLED" in page.body:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"ONCE" in page.body:
            kill_once(Path(page.body.split()[1].decode()))
    if b"GREEDY" in page.body:
        pipeline.decode = lambda *_: bytearray(2 << 30)
        return workers.clean_page(page)  # the real one
    return Rejection(page.id, "no_article", source=page.source)  # real cleaning would load its models each time


def kill_once(mark):
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)

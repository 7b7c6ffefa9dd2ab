"""``python -m kaztui``, and the program itself."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

# What is loaded stays, and a command is over before there is much to collect: looking takes a tenth of its time. The
# explorer collects again after its first frame.
gc.disable()

from .cli import main  # noqa: E402


def run() -> NoReturn:
    """Do what the command line says, then end at once.

    Python's own end takes down one by one all the objects that there are, which takes as long as to find a quote among
    them. What is still to be done by then, and is done here: what is buffered is written, and whoever keeps what has
    been worked out for the next time is waited for.
    """
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads any more, which main has seen to
            stream.flush()
    if "threading" in sys.modules:
        from threading import current_thread, enumerate

        with suppress(KeyboardInterrupt):  # what is not kept is worked out again
            for thread in enumerate():
                if thread is not current_thread() and not thread.daemon:
                    thread.join()
    os._exit(status)


if __name__ == "__main__":
    run()

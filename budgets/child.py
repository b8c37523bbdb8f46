"""What a child process that works on a file owes the rest: it ends at its limits, and with its parent. No Django, no database."""

import ctypes
import math
import os
import resource
import signal
import sys
import threading
import time


def limit(megabytes: int, seconds: float) -> None:
    """Bound memory, and processor time: at the limit the system ends the process with SIGXCPU."""
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    processor = max(1, math.ceil(seconds))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_PR_SET_PDEATHSIG = 1
_OFTEN = 1.0  # seconds between two looks at the parent


def end_with(parent: int) -> None:
    """End this process when its parent ends, however that happens, even in the middle of a library's work."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_OFTEN)
    os._exit(1)

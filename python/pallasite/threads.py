"""How many threads a computation is spread over. ``PALLASITE_NUM_THREADS`` sets it from outside."""
from contextlib import contextmanager

from pallasite._core import num_threads as get_num_threads
from pallasite._core import set_local_threads
from pallasite._core import set_num_threads as set_num_threads

__all__ = ["get_num_threads", "num_threads", "set_num_threads"]


@contextmanager
def num_threads(count):
    """``with pallasite.num_threads(2):`` limits what this Python thread starts to `count` threads."""
    previous = set_local_threads(count)
    try:
        yield
    finally:
        set_local_threads(previous)

"""``printoptions``: print options for the length of a ``with`` block."""
import contextlib

from pallasite._core import get_printoptions, set_printoptions


@contextlib.contextmanager
def printoptions(*args, **kwargs):
    """Sets print options, and puts the old ones back at the end of the block."""
    saved = get_printoptions()
    set_printoptions(*args, **kwargs)
    try:
        yield get_printoptions()
    finally:
        set_printoptions(**saved)

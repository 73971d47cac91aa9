"""``workers``: a number of processes or a map."""
from contextlib import contextmanager
from multiprocessing import get_context, get_start_method


@contextmanager
def mapping(workers):
    """What maps a function over points, or None for a plain loop."""
    if callable(workers):
        yield workers
        return
    count = int(workers)
    if count == 1:
        yield None
        return
    if count != -1 and count < 1:
        raise RuntimeError(
            "Number of workers specified must be -1, an int >= 1, or an object with a 'map' method"
        )
    # Forks of a process with threads may hang.
    method = get_start_method(allow_none=True) or "forkserver"
    with get_context(method).Pool(None if count == -1 else count) as pool:
        yield pool.map


class WithArguments:
    """A function of one variable and arguments behind it, which processes can be sent."""

    def __init__(self, f, args):
        self.f, self.args = f, args

    def __call__(self, x):
        return self.f(x, *self.args)

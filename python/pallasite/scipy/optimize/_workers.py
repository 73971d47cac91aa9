"""Calls of functions by several processes, or by any callable that maps."""
import os
from multiprocessing import get_context, get_start_method


class WithArguments:
    """A function of one argument, with those that follow it; it can be pickled if the function can."""

    def __init__(self, function, args, kwargs):
        self.function = function
        self.args = args
        self.kwargs = kwargs or {}

    def __call__(self, x):
        return self.function(x, *self.args, **self.kwargs)


class Workers:
    """A callable like ``map``: `workers` itself, or that of so many processes, all for -1."""

    def __init__(self, workers=1):
        self.pool, self._own_pool, self._mapfunc = None, False, map
        if callable(workers):
            self.pool = self._mapfunc = workers
            return
        count = int(workers)
        if count == 0 or count < -1:
            raise RuntimeError("Number of workers specified must be -1, an int >= 1, or an object with a 'map' method")
        if count != 1:
            # A fork of a process with threads may never wake up.
            method = get_start_method(allow_none=True) or ("forkserver" if os.name == "posix" else None)
            self.pool, self._own_pool = get_context(method).Pool(None if count == -1 else count), True
            self._mapfunc = self.pool.map

    def __call__(self, function, iterable):
        return self._mapfunc(function, iterable)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self._own_pool:
            self.pool.terminate()
            self.pool.join()

    def __del__(self):
        self.__exit__()

"""``--profile``: what ran natively, what fell back, and the time in each.

Counted are the calls that the user's program makes: functions and ufuncs through a namespace, and methods
and operators of arrays. A call made inside another counted one is not counted again.
"""
import atexit
import functools
import importlib
import sys
import threading
import time

_UNTIMED = {"__new__", "__init__", "__getattribute__", "__array_finalize__", "__class__", "__del__"}


class Profile:
    """Counts from now to the end of the process, then prints the table to standard error."""

    def __init__(self):
        self._rows = {}
        self._inside = threading.local()
        self._time_methods(importlib.import_module("pallasite.numpy").ndarray)
        atexit.register(self._report)

    def native(self, module, name, value):
        """`value`, a function of pallasite's, in a form that counts; anything else as it is."""
        is_function = callable(value) and not isinstance(value, type)
        return self._timed("native", f"{module}.{name}", value) if is_function else value

    def fallback(self, module, name, value):
        """The same for a function of the real library."""
        return self._timed("fell back", f"{module}.{name}", value)

    def _timed(self, side, label, function):
        timed = _Timed(function, functools.partial(self._call, (side, label), function))
        return functools.update_wrapper(timed, function)

    def _time_methods(self, kind):
        for name, method in list(vars(kind).items()):
            if callable(method) and not isinstance(method, (type, staticmethod, classmethod)) and name not in _UNTIMED:
                try:
                    setattr(kind, name, self._method(f"ndarray.{name}", method))
                except TypeError:
                    return  # an immutable type: its methods go uncounted

    def _method(self, label, method):
        @functools.wraps(method)
        def call(*args, **kwargs):
            return self._call(("native", label), method, *args, **kwargs)

        return call

    def _call(self, key, function, *args, **kwargs):
        if getattr(self._inside, "a_call", False):
            return function(*args, **kwargs)
        self._inside.a_call, start = True, time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            row = self._rows.setdefault(key, [0, 0.0])
            row[0], row[1] = row[0] + 1, row[1] + time.perf_counter() - start
            self._inside.a_call = False

    def _report(self):
        print(self.table(), file=sys.stderr)

    def table(self):
        """The table as text: each side with its functions, the longest time first."""
        lines = [f"{'pallasite --profile':<44}{'calls':>10}{'seconds':>12}"]
        for side in ("native", "fell back"):
            rows = sorted(((s, name, c, t) for (k, name), (c, t) in self._rows.items() if k == side for s in [-t]))
            calls, seconds = sum(row[2] for row in rows), sum(row[3] for row in rows)
            lines.append(f"{side:<44}{calls:>10}{seconds:>12.6f}")
            lines += [f"  {name:<42}{count:>10}{spent:>12.6f}" for _, name, count, spent in rows]
        return "\n".join(lines)


class _Timed:
    """A callable that counts, with the attributes of the one inside (``np.add.reduce``)."""

    def __init__(self, function, call):
        self._function, self._timed_call = function, call

    def __call__(self, *args, **kwargs):
        return self._timed_call(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(self._function, name)

    def __repr__(self):
        return repr(self._function)

"""Random number generators from what users give: `rng`, or `seed` as it was before."""
import functools

from pallasite import numpy as _np


def check_random_state(seed):
    """A generator of `seed`: a number, ``None`` for the global one, or a generator itself."""
    if seed is None or seed is _np.random:
        return _np.random._rand
    if isinstance(seed, (_np.random.RandomState, _np.random.Generator)):
        return seed
    if hasattr(seed, "__index__"):
        return _np.random.RandomState(seed)
    raise ValueError(f"'{seed}' cannot be used to seed a numpy.random.RandomState instance")


def takes_rng(position=None):
    """Lets a function take `rng` by keyword, `seed` by keyword, or either at a position, as SciPy does."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            given = ("seed" in kwargs) + ("rng" in kwargs) + (position is not None and len(args) > position)
            if given > 1:
                raise TypeError(f"{function.__name__}() got multiple values for argument now known as `rng`. Specify "
                                "one of `rng` or `seed`.")
            if "seed" in kwargs:
                kwargs["rng"] = kwargs.pop("seed")
            elif "rng" in kwargs:
                kwargs["rng"] = _np.random.default_rng(kwargs["rng"])
            return function(*args, **kwargs)
        return wrapper
    return decorate

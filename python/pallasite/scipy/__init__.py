"""SciPy on pallasite's arrays: a sub-package is imported when it is first asked for, by name or as an attribute."""
from importlib import import_module as _import_module


def __getattr__(name):
    path = f"{__name__}.{name}"
    try:
        return _import_module(path)
    except ModuleNotFoundError as error:
        if error.name != path:
            raise
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

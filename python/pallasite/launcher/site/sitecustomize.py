"""Started by a child of ``python -m pallasite``; see ``pallasite.launcher.environment``."""
import importlib
import os
import sys

sys.path[:] = [folder for folder in sys.path if folder != os.path.dirname(os.path.abspath(__file__))]


def _install():
    try:
        from pallasite.launcher import environment, imports
    except ImportError:
        return  # another interpreter, without pallasite
    imports.install(environment.inherited())


def _next_sitecustomize():
    own = sys.modules.pop("sitecustomize")
    try:
        importlib.import_module("sitecustomize")
    except ModuleNotFoundError as error:
        if error.name != "sitecustomize":
            raise
        sys.modules["sitecustomize"] = own


if "PALLASITE_RUN" in os.environ:
    _install()
_next_sitecustomize()

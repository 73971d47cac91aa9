"""Child processes: a Python started by the program gets the same namespaces.

``PALLASITE_RUN`` carries the options, and the folder ``site``, put first on ``PYTHONPATH``, holds a
``sitecustomize`` that reads it. So a subprocess of ``sys.executable`` and the workers of
``multiprocessing`` (spawn, forkserver; a fork inherits by itself) are covered. Not covered are children
that ignore the environment: ``python -I``, ``-E`` and ``-S``, and embedded interpreters.
"""
import os

from pallasite.launcher.options import Options

VARIABLE = "PALLASITE_RUN"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "site")


def inherited():
    """The options that a parent process, or the user, put into the environment."""
    return Options.parse(os.environ.get(VARIABLE, ""))


def announce(options):
    """Makes the children of this process start with `options`."""
    os.environ[VARIABLE] = str(options)
    others = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p and p != FOLDER]
    os.environ["PYTHONPATH"] = os.pathsep.join([FOLDER, *others])

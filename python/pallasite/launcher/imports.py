"""Who imports decides what is imported.

``builtins.__import__`` and ``importlib.import_module`` look at the importer: a file of the user's gets a
namespace of pallasite for ``numpy``, ``scipy``, ``skimage`` and ``sklearn``; everybody else, and every
other name, goes on as before. Code without a module of its own (``exec`` in a bare namespace) belongs to
whoever runs it.
"""
import builtins
import functools
import importlib
import importlib.util
import os
import sys
import sysconfig

from pallasite.launcher.namespaces import Namespaces
from pallasite.launcher.options import Options

_LIBRARY_FOLDERS = tuple(
    os.path.join(os.path.realpath(folder), "")
    for folder in (
        *(sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib")),
        os.path.dirname(os.path.dirname(os.path.realpath(__file__))),
    )
)
_installed = None


def install(options=Options(), main_is_user=False):
    """From now on the user's files get pallasite. A second call changes the options.

    `main_is_user` says that ``__main__`` is the user's wherever it lives, as with ``-m timeit``.
    """
    global _installed
    uninstall()
    _installed = _Diversion(Namespaces(options), main_is_user)
    builtins.__import__ = _installed.import_
    importlib.import_module = _installed.import_module


def uninstall():
    """Imports give the real libraries again; modules imported before keep what they have."""
    global _installed
    if _installed is not None:
        builtins.__import__, importlib.import_module = _installed.original
        _installed = None


class _Diversion:
    def __init__(self, namespaces, main_is_user):
        self.namespaces = namespaces
        self.roots = namespaces.roots
        self.main_is_user = main_is_user
        self.original = builtins.__import__, importlib.import_module

    def import_(self, name, globals=None, locals=None, fromlist=(), level=0):
        """Stands for ``builtins.__import__``."""
        if level == 0 and name.partition(".")[0] in self.roots and self._diverts(globals, fromlist):
            return self._import(name, fromlist)
        return self.original[0](name, globals, locals, fromlist, level)

    def import_module(self, name, package=None):
        """Stands for ``importlib.import_module``."""
        if name.partition(".")[0] in self.roots and self._is_user(sys._getframe(1)):
            return self.namespaces.get(name)
        return self.original[1](name, package)

    def _diverts(self, globals, fromlist):
        # C code (``PyImport_Import``) passes an empty list, compiled Python None or a tuple. C code wants
        # the entry in ``sys.modules``, on behalf of whatever Python function happens to run.
        return type(fromlist) is not list and self._is_user(sys._getframe(2), globals)

    def _import(self, name, fromlist):
        namespace = self.namespaces.get(name)
        if not fromlist:
            return self.namespaces.get(name.partition(".")[0])
        for wanted in fromlist:
            if wanted != "*":
                self._require(namespace, wanted)
        return namespace

    def _require(self, namespace, name):
        try:
            getattr(namespace, name)
        except AttributeError as error:
            raise ImportError(str(error), name=namespace.__name__, path=namespace.__dict__.get("__file__")) from None

    def _is_user(self, frame, globals=None):
        if globals is None:
            globals = frame.f_globals
        while "__name__" not in globals and frame is not None:
            globals, frame = frame.f_globals, frame.f_back
        name, file = globals.get("__name__"), globals.get("__file__")
        if name == "__main__" and (file is None or self.main_is_user):
            return True
        if file is None:
            return getattr(globals.get("__spec__"), "origin", None) not in ("built-in", "frozen")
        return name.partition(".")[0] not in self.roots and is_user_file(file)


@functools.cache
def is_user_file(file):
    """Whether `file` is outside the standard library, pallasite itself and every ``site-packages``."""
    path = os.path.realpath(file)
    parts = path.split(os.sep)
    return not (path.startswith(_LIBRARY_FOLDERS) or "site-packages" in parts or "dist-packages" in parts)

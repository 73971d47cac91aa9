"""Runs the user's files with pallasite where they say numpy, scipy, skimage or sklearn.

The binding is scoped by importer. The user's own files (the script, and every module outside the
standard library and ``site-packages``) get pallasite's namespaces; installed libraries keep the real
ones, and ``sys.modules`` holds only the real ones.

==============  =====================================================================
module          subject
==============  =====================================================================
command         the command line
run             ``__main__``, ``sys.argv``, tracebacks and exit codes, as CPython has them
imports         ``builtins.__import__`` and ``importlib.import_module``, by importer
namespaces      the modules the user's files get
fallback        functions of the real library, with arrays converted
legacy          names of 2012
profile         what ran natively and what fell back
environment     child processes
==============  =====================================================================
"""
from pallasite.launcher.imports import install as install
from pallasite.launcher.imports import uninstall as uninstall
from pallasite.launcher.options import Options as Options

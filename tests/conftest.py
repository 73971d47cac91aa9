"""Settings of every test: hypothesis draws the same examples each time, and takes the time it needs.

`known_failures.txt` lists the tests that are known to fail, with the reason. A test on it that passes fails the run
until its line is removed.

SciPy's minimisers end up elsewhere with another multiplication of matrices, which OpenBLAS picks by processor: one is picked
here for all, before NumPy is imported.
"""
import os
import platform
from pathlib import Path

if platform.machine() == "x86_64":
    os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

settings.register_profile("repository", deadline=None, derandomize=True)
settings.load_profile("repository")


def _known_failures():
    """Test id to reason: a line that starts with ``#`` gives the reason of those below it."""
    known, reason = {}, ""
    for line in Path(__file__).with_name("known_failures.txt").read_text().splitlines():
        if line.startswith("#"):
            reason = line.lstrip("# ")
        elif line:
            known[line] = reason
    return known


def pytest_collection_modifyitems(items):
    known = _known_failures()
    for item in items:
        if item.nodeid in known:
            item.add_marker(pytest.mark.xfail(strict=True, reason=known[item.nodeid]))

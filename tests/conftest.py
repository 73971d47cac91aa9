"""Settings of every test: hypothesis draws the same examples each time, and takes the time it needs.

`known_failures.txt` lists the tests that are known to fail, with the reason. A test on it that passes fails the run
until its line is removed.
"""
from pathlib import Path

import pytest
from hypothesis import settings

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

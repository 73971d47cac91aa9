"""Runs programs under the interpreter and under ``python -m pallasite``."""
import subprocess
import sys
from types import SimpleNamespace

import pytest


@pytest.fixture
def folder(tmp_path):
    """A folder with ``write(name, text)``, ``python(*words)`` and ``pallasite(*words)``, both run in it."""

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def python(*words, stdin=""):
        command = [sys.executable, *map(str, words)]
        return subprocess.run(command, cwd=tmp_path, input=stdin, capture_output=True, text=True)

    def pallasite(*words, stdin=""):
        return python("-m", "pallasite", *words, stdin=stdin)

    return SimpleNamespace(path=tmp_path, write=write, python=python, pallasite=pallasite)


def output(result):
    """What a run printed; its failure is the test's."""
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()

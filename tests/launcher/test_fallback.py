"""What pallasite lacks is taken from the real library; --strict, --profile and --legacy."""
import textwrap

import pytest

from tests.launcher.conftest import output

LACKING = "busday_count"  # dates are later work


@pytest.fixture
def fallback(folder):
    """A function that runs lines with a stand-in library, and gives what they print."""
    folder.write("lib/site-packages/skimage/__init__.py", "")
    folder.write("lib/site-packages/skimage/probe.py", textwrap.dedent("""\
        import numpy as np
        ARRAY, CONSTANT = np.arange(3.0), 7

        class Kept:
            pass

        def kind(x):
            return f"{type(x).__module__}.{type(x).__name__}"

        def same(x):
            return x

        def double(x):
            return 2 * np.asarray(x), {"n": np.float64(2.0), "list": [np.arange(2)]}

        def apply(function, x):
            return function(x)

        def fill(out):
            out[...] = 5

        def singular():
            raise np.linalg.LinAlgError("Singular matrix")
        """))

    def run(lines, *switches):
        start = ("import sys; sys.path.append('lib/site-packages')\n"
                 "import numpy as np, skimage.probe as probe\nfrom skimage.probe import kind\n")
        return folder.pallasite(*switches, "-c", start + textwrap.dedent(lines))

    return run


@pytest.mark.parametrize("expression, expected", [
    ("kind(np.arange(3))", "numpy.ndarray"),
    ("kind(np.float64(1))", "numpy.float64"),
    ("kind([np.arange(2)][0])", "numpy.ndarray"),
    ("kind(np.dtype('i4,f8'))", "numpy.dtypes.VoidDType"),
    ("probe.same(np.float32)", "<class 'numpy.float32'>"),
    ("type(probe.double(np.arange(3))[0]) is np.ndarray", "True"),
    ("type(probe.double([1])[1]['n']) is np.float64", "True"),
    ("type(probe.double([1])[1]['list'][0]) is np.ndarray", "True"),
    ("type(probe.ARRAY) is np.ndarray, probe.CONSTANT", "True 7"),
    ("type(probe.Kept()).__name__", "Kept"),
    ("probe.apply(lambda x: type(x) is np.ndarray, np.arange(3))", "True"),
    ("(lambda a: probe.same(a) is a)(np.arange(3))", "True"),
    ("(lambda a: (probe.fill(a), a.tolist())[1])(np.arange(3))", "[5, 5, 5]"),
    ("(lambda a: (probe.fill(a[::2]), a.tolist())[1])(np.arange(4))", "[5, 1, 5, 3]"),
])
def test_conversion(fallback, expression, expected):
    assert output(fallback(f"print({expression})")) == expected


def test_exceptions_are_ours(fallback):
    assert output(fallback("""
        try:
            probe.singular()
        except np.linalg.LinAlgError as error:
            print(error)
        """)) == "Singular matrix"


def test_missing_everywhere(fallback):
    result = fallback("np.there_is_no_such_name")
    assert "AttributeError" in result.stderr and "nor in the real numpy" in result.stderr
    result = fallback("from numpy import there_is_no_such_name")
    assert "ImportError" in result.stderr and "nor in the real numpy" in result.stderr


def test_strict(folder):
    result = folder.pallasite("--strict", "-c", f"import numpy as np; np.{LACKING}")
    assert "AttributeError" in result.stderr and "--strict forbids" in result.stderr
    result = folder.pallasite("--strict", "-c", "import scipy.there_is_none")
    assert "ModuleNotFoundError" in result.stderr and "--strict forbids" in result.stderr


def test_profile(folder):
    program = f"import numpy as np; a = np.arange(3); a + a; np.exp(a); np.add.reduce(a); np.{LACKING}('2020', '2021')"
    table = folder.pallasite("--profile", "-c", program).stderr.splitlines()
    rows = {" ".join(row.split()[:-2]): int(row.split()[-2]) for row in table[1:]}
    assert rows["numpy.arange"] == rows["numpy.exp"] == rows[f"numpy.{LACKING}"] == rows["fell back"] == 1
    assert [row.split()[0] for row in table if not row.startswith(" ")] == ["pallasite", "native", "fell"]


def test_legacy_names(folder):
    program = ("import numpy as np, scipy; from scipy.integrate import simps\n"
               "print(np.trapz([1, 2, 4]), np.float is float, scipy.arange(3), np.alltrue([1, 0]))")
    result = folder.pallasite("--legacy", "-c", program)
    assert output(result) == "4.5 True [0 1 2] False"
    assert "<string>:2: DeprecationWarning: numpy.trapz is a name of 2012; it is numpy.trapezoid now" in result.stderr
    assert "AttributeError" in folder.pallasite("--strict", "-c", "import numpy as np; np.float").stderr


def test_legacy_offers_only_what_exists(folder):
    result = folder.pallasite("--legacy", "--strict", "-c", "import pyfits")
    assert "ModuleNotFoundError" in result.stderr

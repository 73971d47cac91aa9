"""The book's examples and the demo print the right things, and the same under NumPy and under pallasite."""
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FIGURES = EXAMPLES / "output"

EXPECTED = {
    "book/ch1_3_first_script.py": ["mean      1.7299999999999998", "centred   [-0.11  0.02  0.08 -0.05  0.06]"],
    "book/ch2_1_speed.py": ["same numbers: True"],
    "book/ch2_1_matrix.py": ["[[19 22]", "ValueError: shape too large to be a matrix."],
    "book/ch2_1_1_creation.py": ["100 [0.         0.01010101 0.02020202 0.03030303]", "(5, 5, 5) float16 250 bytes"],
    "book/ch2_1_1_reshape.py": ["(10000,)", "through the view: -1", "view and copy:    7 -1", "True False"],
    "book/ch2_1_2_records.py": ["[(1, 2., b'Hello') (2, 3., b'World')]", "array([1, 2], dtype=int32)"],
    "book/ch2_1_3_indexing.py": ["(array([3, 4]),)", "[0 1 2]", "[False False False  True  True] [3 4]"],
    "book/ch2_2_boolean.py": ["256 elements above 2 and below 6", "plot C: values [0. 6.], counts [292 108]"],
    "book/ch2_2_random.py": ["first four: [-0.18567139 -0.65194279 -0.40448317 -1.56491342]"],
    "book/ch2_3_1_text.py": ["array([(b'XR21', 32.789, 1), (b'XR22', 33.091, 2)],", "8.000 10.000 12.000"],
    "book/ch2_3_2_binary.py": ["float64 (1000, 1000) True", "['data', 'names'] ['a' 'b'] True"],
    "book/ch2_4_1_linear_algebra.py": ["[1.75 1.75 0.75]", "A X equals B: True", "singular values: [5. 0.]"],
    "book/ch3_1_1_line.py": ["a, b   [1.029776 1.905644]", "sigma  [0.027435 0.158795]"],
    "book/ch3_1_1_gaussian.py": ["a, b, c [ 1.01237  4.98454 -1.87857]"],
    "book/ch3_1_1_two_gaussians.py": ["second a, b, c [-1.95279 15.00958  0.51327]"],
    "book/ch3_1_2_root.py": ["root [-3.]"],
    "book/ch3_1_2_intersections.py": ["x [13.40773078 18.11366128 31.78330863 37.0799992  39.84837786 43.8258775 ]"],
    "book/ch3_2_interp1d.py": ["largest error of the lines     0.322595", "largest error of the parabolas 0.195607"],
    "book/ch3_2_univariate.py": ["12 knots, sum of squared residuals 0.9999", "through all points: True"],
    "book/ch3_2_bivariate.py": ["image (1000, 1000) knots 21 21", "median error 0.076"],
    "book/ch3_2_griddata.py": ["cubic    23243 pixels outside, error 0.136"],
    "book/ch3_3_1_quad.py": ["integral 1.296467785724373, error 1.3978e-09"],
    "book/ch3_3_2_trapz.py": ["fsolution = 5.10034506754", "dsolution = 4.96027266799"],
    "nist_fit.py": ["agrees with the certified values to 6 digits: True"],
}
WRITTEN = {
    "book/ch2_2_boolean.py": "figure_2-1", "book/ch3_1_1_line.py": "figure_3-1",
    "book/ch3_1_1_gaussian.py": "figure_3-2", "book/ch3_1_1_two_gaussians.py": "figure_3-3",
    "book/ch3_1_2_root.py": "figure_3-4", "book/ch3_1_2_intersections.py": "figure_3-5",
    "book/ch3_2_interp1d.py": "figure_3-6", "book/ch3_2_univariate.py": "figure_3-7",
    "book/ch3_2_griddata.py": "figure_3-8", "book/ch3_2_bivariate.py": "figure_3-9",
    "book/ch3_3_1_quad.py": "figure_3-10", "book/ch3_3_2_trapz.py": "figure_3-11", "nist_fit.py": "nist_fit",
}


def lines(*command):
    """What the command prints, but for measured times."""
    result = subprocess.run([sys.executable, *command], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return [line for line in result.stdout.splitlines() if not line.startswith("time:")]


def test_every_example_is_here():
    assert {f"book/{path.name}" for path in (EXAMPLES / "book").glob("ch*.py")} | {"nist_fit.py"} == set(EXPECTED)


@pytest.mark.parametrize("script", EXPECTED)
def test_example(script):
    path = str(EXAMPLES / script)
    reference = lines(path)
    figure = FIGURES / f"{WRITTEN.get(script)}.png"
    figure.unlink(missing_ok=True)
    printed = lines("-m", "pallasite", "--strict", path)
    assert printed == reference
    assert set(EXPECTED[script]) <= set(printed)
    assert script not in WRITTEN or figure.stat().st_size > 5000

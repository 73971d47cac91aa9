"""Correct digits of `curve_fit` on NIST's 27 data sets of nonlinear regression, from both starts, beside SciPy's.

    PYTHONPATH=python python tools/nist_accuracy.py [--write] [name ...]

Needs the extension and SciPy. `--write` puts the table into docs/accuracy.md. The files under examples/data/nist hold
data, starts and certified values (NIST StRD, public domain).
"""
import argparse
import math
import warnings
from pathlib import Path

import numpy
import scipy
import scipy.optimize

import pallasite.numpy
import pallasite.scipy.optimize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples/data/nist"
SECTION = "## Nonlinear regression"
LIBRARIES = [(pallasite.numpy, pallasite.scipy.optimize), (numpy, scipy.optimize)]
TOLERANCES = {"ftol": 1e-15, "xtol": 1e-15, "maxfev": 20000}
GAUSS = "b[0]*np.exp(-b[1]*x) + b[2]*np.exp(-((x - b[3])/b[4])**2) + b[5]*np.exp(-((x - b[6])/b[7])**2)"
CUBIC = "(b[0] + b[1]*x + b[2]*x**2 + b[3]*x**3)/(1 + b[4]*x + b[5]*x**2 + b[6]*x**3)"
LANCZOS = "b[0]*np.exp(-b[1]*x) + b[2]*np.exp(-b[3]*x) + b[4]*np.exp(-b[5]*x)"
CHWIRUT = "np.exp(-b[0]*x)/(b[1] + b[2]*x)"
SATURATION = "b[0]*(1 - np.exp(-b[1]*x))"
MODELS = {
    "Misra1a": SATURATION, "Chwirut2": CHWIRUT, "Chwirut1": CHWIRUT, "Lanczos3": LANCZOS, "Gauss1": GAUSS,
    "Gauss2": GAUSS, "DanWood": "b[0]*x**b[1]", "Misra1b": "b[0]*(1 - (1 + b[1]*x/2)**-2)",
    "Kirby2": "(b[0] + b[1]*x + b[2]*x**2)/(1 + b[3]*x + b[4]*x**2)", "Hahn1": CUBIC,
    "Nelson": "b[0] - b[1]*x[0]*np.exp(-b[2]*x[1])", "MGH17": "b[0] + b[1]*np.exp(-x*b[3]) + b[2]*np.exp(-x*b[4])",
    "Lanczos1": LANCZOS, "Lanczos2": LANCZOS, "Gauss3": GAUSS, "Misra1c": "b[0]*(1 - (1 + 2*b[1]*x)**-0.5)",
    "Misra1d": "b[0]*b[1]*x/(1 + b[1]*x)", "Roszman1": "b[0] - b[1]*x - np.arctan(b[2]/(x - b[3]))/np.pi",
    "ENSO": "b[0] + b[1]*np.cos(2*np.pi*x/12) + b[2]*np.sin(2*np.pi*x/12) + b[4]*np.cos(2*np.pi*x/b[3])"
            " + b[5]*np.sin(2*np.pi*x/b[3]) + b[7]*np.cos(2*np.pi*x/b[6]) + b[8]*np.sin(2*np.pi*x/b[6])",
    "MGH09": "b[0]*(x**2 + x*b[1])/(x**2 + x*b[2] + b[3])", "Thurber": CUBIC, "BoxBOD": SATURATION,
    "Rat42": "b[0]/(1 + np.exp(b[1] - b[2]*x))", "MGH10": "b[0]*np.exp(b[1]/(x + b[2]))",
    "Eckerle4": "b[0]/b[1]*np.exp(-0.5*((x - b[2])/b[1])**2)", "Rat43": "b[0]/(1 + np.exp(b[1] - b[2]*x))**(1/b[3])",
    "Bennett5": "b[0]*(b[1] + x)**(-1/b[2])",
}


def read(name):
    """Starts, certified parameters with their deviations, and the data, one row an observation."""
    lines = (FOLDER / f"{name}.dat").read_text().splitlines()
    table = [line.split("=")[1].split() for line in lines if line.lstrip().startswith("b") and " = " in line]
    columns = numpy.array(table[:1 + max(i for i in range(9) if f"b[{i}]" in MODELS[name])], float).T
    data = numpy.array([line.split() for line in lines[60:] if line.split()], float)
    return columns[:2], columns[2], columns[3], data


def digits(got, certified):
    """Correct significant digits of the worst value, 11 at most, as many as are certified."""
    error = max(abs(g - c) / abs(c) for g, c in zip(got, certified))
    return 11.0 if error == 0 else 0.0 if math.isnan(error) else min(max(-math.log10(error), 0.0), 11.0)


def fit(name, start, library):
    """Digits of parameters and of their deviations from one start; `None` where the fit fails."""
    np, optimize = library
    _, certified, deviations, data = read(name)
    x, y = np.asarray(data[:, 1:].T.squeeze()), np.asarray(data[:, 0])
    y = np.log(y) if name == "Nelson" else y
    model = eval(f"lambda x, *b: {MODELS[name]}", {"np": np})
    with warnings.catch_warnings(), numpy.errstate(all="ignore"), pallasite.numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            found, covariance = optimize.curve_fit(model, x, y, p0=np.asarray(start), **TOLERANCES)
        except RuntimeError:
            return None
    return digits(found, certified), digits(np.sqrt(np.diag(covariance)), deviations)


def cell(result):
    return "-" if result is None else f"{result[0]:.1f} / {result[1]:.1f}"


def row(name):
    starts = read(name)[0]
    return f"| {name} | " + " | ".join(cell(fit(name, s, library)) for s in starts for library in LIBRARIES) + " |"


def write(rows):
    """Replaces the section of docs/accuracy.md, keeping what surrounds it."""
    path = ROOT / "docs/accuracy.md"
    before, _, rest = path.read_text().partition(SECTION)
    after = rest[rest.index("\n## "):] if "\n## " in rest else ""
    head = (f"{SECTION}\nCorrect digits of `curve_fit` on NIST's data sets (StRD), worst parameter / worst standard deviation; 11"
            f" digits are certified\n(`tools/nist_accuracy.py`), SciPy {scipy.__version__}. Tolerances 1e-15, differences for the"
            " Jacobian; a dash is a fit that raised. Zero\ndigits are another minimum.\n\n"
            "| set | start 1 | start 1, SciPy | start 2 | start 2, SciPy |\n| --- | --- | --- | --- | --- |\n")
    path.write_text(before.rstrip() + "\n\n" + head + "\n".join(rows) + "\n" + after)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    rows = []
    for name in options.names or MODELS:
        rows.append(row(name))
        print(rows[-1], flush=True)
    if options.write:
        write(rows)


if __name__ == "__main__":
    main()

"""Fits a measured data set of NIST and compares with the certified values.

The data are the transmittance of an interference filter against the wavelength (K. Eckerle, NIST), a
set of higher difficulty in the Statistical Reference Datasets for nonlinear regression.
The script is ordinary Python: run it with ``python`` or with ``python -m pallasite``.
"""
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import curve_fit

HERE = Path(__file__).resolve().parent
DATA = HERE / "data" / "nist" / "Eckerle4.dat"
FIGURE = HERE / "output" / "nist_fit.png"


def peak(x, b1, b2, b3):
    return b1 / b2 * np.exp(-0.5 * ((x - b3) / b2) ** 2)


# Lines 41 to 43 of the file: "b1 = start1 start2 value deviation"; the data begin on line 61.
table = np.loadtxt(DATA, skiprows=40, max_rows=3, usecols=(2, 3, 4, 5))
start, certified, certified_deviation = table[:, 1], table[:, 2], table[:, 3]
y, x = np.loadtxt(DATA, skiprows=60, unpack=True)

popt, pcov = curve_fit(peak, x, y, p0=start, ftol=1e-14, xtol=1e-14)
deviation = np.sqrt(np.diag(pcov))

print(f"{len(x)} observations, {len(popt)} parameters\n")
print(f"{'':4}{'fitted':>13}{'certified':>13}{'deviation':>14}{'certified':>14}")
for i in range(len(popt)):
    print(f"b{i + 1:<3}{popt[i]:13.8g}{certified[i]:13.8g}{deviation[i]:14.8g}{certified_deviation[i]:14.8g}")

worst = max(np.max(np.abs(popt / certified - 1)), np.max(np.abs(deviation / certified_deviation - 1)))
print(f"\nagrees with the certified values to 6 digits: {bool(worst < 5e-7)}")

figure, axis = plt.subplots()
axis.plot(x, y, "o", label="measured")
fine = np.linspace(x.min(), x.max(), 400)
axis.plot(fine, peak(fine, *popt), label="fitted")
axis.set_xlabel("wavelength (nm)")
axis.set_ylabel("transmittance")
axis.legend()
FIGURE.parent.mkdir(exist_ok=True)
figure.savefig(FIGURE, dpi=100)
print(f"wrote examples/output/{FIGURE.name}")

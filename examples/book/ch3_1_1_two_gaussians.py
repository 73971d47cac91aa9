"""Section 3.1.1, figure 3-3: two Gaussians at once, as in fitting the lines of a spectrum."""
import numpy as np
from scipy.optimize import curve_fit

from figures import plt, save


def func(x, a0, b0, c0, a1, b1, c1):
    first = a0 * np.exp(-(x - b0) ** 2 / (2 * c0**2))
    second = a1 * np.exp(-(x - b1) ** 2 / (2 * c1**2))
    return first + second


np.random.seed(3)
x = np.linspace(0, 20, 200)
y = func(x, 1, 3, 1, -2, 15, 0.5)
yn = y + 0.2 * np.random.normal(size=len(x))

# With six parameters a first guess leads to the right minimum.
guesses = [1, 3, 1, 1, 15, 1]
popt, pcov = curve_fit(func, x, yn, p0=guesses)
print("first  a, b, c", np.round(popt[:3], 5))
print("second a, b, c", np.round(popt[3:], 5))
print("sigma         ", np.round(np.sqrt(np.diag(pcov)), 5))

figure, axis = plt.subplots()
axis.scatter(x, yn, s=8, label="noisy data")
axis.plot(x, y, "k--", label="before the noise")
axis.plot(x, func(x, *popt), "r", label="fit")
axis.legend()
save(figure, "figure_3-3")

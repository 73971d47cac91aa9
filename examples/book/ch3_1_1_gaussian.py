"""Section 3.1.1, figure 3-2: a Gaussian through noisy data."""
import numpy as np
from scipy.optimize import curve_fit

from figures import plt, save


def func(x, a, b, c):
    return a * np.exp(-(x - b) ** 2 / (2 * c**2))


np.random.seed(2)
x = np.linspace(0, 10, 100)
y = func(x, 1, 5, 2)
yn = y + 0.2 * np.random.normal(size=len(x))

popt, pcov = curve_fit(func, x, yn)
print("a, b, c", np.round(popt, 5))
print("sigma  ", np.round(np.sqrt(np.diag(pcov)), 5))

figure, axis = plt.subplots()
axis.scatter(x, yn, s=12, label="noisy data")
axis.plot(x, y, "k--", label="before the noise")
axis.plot(x, func(x, *popt), "r", label="fit")
axis.legend()
save(figure, "figure_3-2")

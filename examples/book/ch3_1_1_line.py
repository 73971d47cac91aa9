"""Section 3.1.1, figure 3-1: a straight line through noisy data."""
import numpy as np
from scipy.optimize import curve_fit

from figures import plt, save


def func(x, a, b):
    return a * x + b


np.random.seed(1)
x = np.linspace(0, 10, 100)
y = func(x, 1, 2)
yn = y + 0.9 * np.random.normal(size=len(x))

popt, pcov = curve_fit(func, x, yn)
print("a, b  ", np.round(popt, 6))
print("sigma ", np.round(np.sqrt(np.diag(pcov)), 6))

figure, axis = plt.subplots()
axis.scatter(x, yn, s=12, label="noisy data")
axis.plot(x, y, "k--", label="before the noise")
axis.plot(x, func(x, *popt), "r", label="fit")
axis.legend()
save(figure, "figure_3-1")

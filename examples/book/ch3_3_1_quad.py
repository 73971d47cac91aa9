"""Section 3.3.1, figure 3-10: the integral of a function."""
import numpy as np
from scipy.integrate import quad

from figures import plt, save


def func(x):
    return np.cos(np.exp(x)) ** 2


solution = quad(func, 0, 3)
print("integral %.15f, error %.4e" % solution)

x = np.linspace(0, 3.5, 1000)
inside = x <= 3
figure, axis = plt.subplots()
axis.plot(x, func(x), "k")
axis.fill_between(x[inside], func(x[inside]), color="0.8")
axis.set_xlim(0, 3.5)
save(figure, "figure_3-10")

"""Section 3.3.2, figure 3-11: the integral of a function and of samples of it."""
import numpy as np
from scipy.integrate import quad, trapezoid

from figures import plt, save


def func(x):
    return np.sin(x) * np.cos(x**2) + 1


np.random.seed(3)
x = np.sort(np.random.randn(150) * 4 + 4).clip(0, 5)
y = func(x)

fsolution = quad(func, 0, 5)
dsolution = trapezoid(y, x=x)
print("fsolution = %.11f" % fsolution[0])
print("dsolution = %.11f" % dsolution)
print("difference  %.11f" % abs(fsolution[0] - dsolution))

fine = np.linspace(0, 5, 500)
figure, axis = plt.subplots()
axis.plot(fine, func(fine), "k")
axis.fill_between(fine, func(fine), color="0.85")
axis.plot(x, y, "r.")
save(figure, "figure_3-11")

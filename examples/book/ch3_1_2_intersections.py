"""Section 3.1.2, figure 3-5: where two functions intersect."""
import numpy as np
from scipy.optimize import fsolve

from figures import plt, save


def find_intersection(func1, func2, x0):
    return fsolve(lambda x: func1(x) - func2(x), x0)


funky = lambda x: np.cos(x / 5) * np.sin(x / 2)
line = lambda x: 0.01 * x - 0.5

result = find_intersection(funky, line, [15, 20, 30, 35, 40, 45])
print("x", np.round(result, 8))
print("y", np.round(line(result), 8))

x = np.linspace(0, 45, 10000)
figure, axis = plt.subplots()
axis.plot(x, funky(x), "k", label="funky")
axis.plot(x, line(x), "b", label="line")
axis.plot(result, line(result), "ro", label="intersections")
axis.legend()
save(figure, "figure_3-5")

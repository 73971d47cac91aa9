"""Section 3.1.2, figure 3-4: the root of a line."""
import numpy as np
from scipy.optimize import fsolve

from figures import plt, save

line = lambda x: x + 3
solution = fsolve(line, -2)
print("root", solution)

x = np.linspace(-10, 10, 100)
figure, axis = plt.subplots()
axis.plot(x, line(x), "k")
axis.axhline(0, color="grey", lw=0.5)
axis.plot(solution, line(solution), "ro", label="root")
axis.legend()
save(figure, "figure_3-4")

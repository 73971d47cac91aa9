"""Section 3.2, figure 3-6: a cosine through 20 points, by straight lines and by parabolas."""
import numpy as np
from scipy.interpolate import interp1d

from figures import plt, save

x = np.linspace(0, 10 * np.pi, 20)
y = np.cos(x)
linear = interp1d(x, y, kind="linear")
quadratic = interp1d(x, y, kind="quadratic")

between = np.linspace(x.min(), x.max(), 1000)
by_lines, by_parabolas = linear(between), quadratic(between)
truth = np.cos(between)
print("largest error of the lines    ", round(float(np.abs(by_lines - truth).max()), 6))
print("largest error of the parabolas", round(float(np.abs(by_parabolas - truth).max()), 6))

figure, axis = plt.subplots()
axis.plot(x, y, "ro", label="points")
axis.plot(between, by_lines, "k--", label="linear")
axis.plot(between, by_parabolas, "b", label="quadratic")
axis.legend()
save(figure, "figure_3-6")

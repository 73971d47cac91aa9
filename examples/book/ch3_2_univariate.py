"""Section 3.2, figure 3-7: a smooth curve through noisy points."""
import numpy as np
from scipy.interpolate import UnivariateSpline

from figures import plt, save

np.random.seed(3)
x = np.linspace(1, 10 * np.pi, 30)
y = np.cos(x) + np.log10(x) + np.random.randn(30) / 10
curve = UnivariateSpline(x, y, s=1)

between = np.linspace(x.min(), x.max(), 1000)
print(f"{len(curve.get_knots())} knots, sum of squared residuals {curve.get_residual():.4f}")
print("through all points:", bool(np.allclose(UnivariateSpline(x, y, s=0)(x), y)))

figure, axis = plt.subplots()
axis.plot(x, y, "ro", label="noisy points")
axis.plot(between, curve(between), "b", label="s=1")
axis.legend()
save(figure, "figure_3-7")

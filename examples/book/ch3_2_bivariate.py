"""Section 3.2, figure 3-9: an image of a million pixels from a thousand of them."""
import numpy as np
from scipy.interpolate import SmoothBivariateSpline

from figures import plt, save


def ripple(x, y):
    return np.sqrt(x**2 + y**2) + np.sin(x**2 + y**2)


np.random.seed(5)
points = np.random.rand(1000, 2) * 5
x, y = points[:, 0], points[:, 1]
surface = SmoothBivariateSpline(x, y, ripple(x, y), s=10, kx=4, ky=4)

pixels = np.linspace(0, 5, 1000)
image = surface(pixels, pixels)
truth = ripple(pixels[:, np.newaxis], pixels)
print("image", image.shape, "knots", len(surface.get_knots()[0]), len(surface.get_knots()[1]))
print("median error", round(float(np.median(np.abs(image - truth))), 3))

figure, (left, right) = plt.subplots(1, 2)
left.imshow(np.asarray(truth.T), origin="lower", extent=(0, 5, 0, 5))
left.plot(x, y, "k.", markersize=1)
right.imshow(np.asarray(image.T), origin="lower", extent=(0, 5, 0, 5))
save(figure, "figure_3-9")

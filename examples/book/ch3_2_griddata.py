"""Section 3.2, figure 3-8: an image of 1000 x 1000 pixels from the values at 1000 of them."""
import numpy as np
from scipy.interpolate import griddata

from figures import plt, save


def ripple(x, y):
    return np.sqrt(x**2 + y**2) + np.sin(x**2 + y**2)


np.random.seed(8)
grid_x, grid_y = np.mgrid[0:5:1000j, 0:5:1000j]
xy = np.random.rand(1000, 2) * 5
sample = ripple(xy[:, 0], xy[:, 1])
truth = ripple(grid_x, grid_y)

images = {}
for method in ("nearest", "linear", "cubic"):
    images[method] = griddata(xy, sample, (grid_x, grid_y), method=method)
    known = np.isfinite(images[method])
    error = np.sqrt(np.mean((images[method][known] - truth[known]) ** 2))
    print("%-7s %6d pixels outside, error %.3f" % (method, np.sum(~known), error))

figure, (left, right) = plt.subplots(1, 2, figsize=(10, 5))
left.imshow(truth.T, extent=(0, 5, 0, 5), origin="lower")
left.plot(xy[:, 0], xy[:, 1], "k.", markersize=2)
right.imshow(images["cubic"].T, extent=(0, 5, 0, 5), origin="lower")
save(figure, "figure_3-8")

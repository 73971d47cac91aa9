"""Section 2.2, figure 2-1: conditions joined with & and |."""
import numpy as np

from figures import plt, save

# Plot A: two squares in a square.
img1 = np.zeros((20, 20)) + 3
img1[4:-4, 4:-4] = 6
img1[7:-7, 7:-7] = 9

# Plot B: what lies between two values is set to zero.
index1 = img1 > 2
index2 = img1 < 6
compound_index = index1 & index2
print(compound_index.sum(), "elements above 2 and below 6")

compound_index = (img1 > 3) & (img1 < 7)
print(compound_index.sum(), "elements above 3 and below 7")
img2 = np.copy(img1)
img2[compound_index] = 0

# Plot C: a third condition, joined with "or".
index3 = img1 == 9
index4 = (index1 & index2) | index3
img3 = np.copy(img1)
img3[index4] = 0

for name, image in zip("ABC", (img1, img2, img3)):
    values, counts = np.unique(image, return_counts=True)
    print(f"plot {name}: values {values}, counts {counts}")

figure, axes = plt.subplots(1, 3, figsize=(9, 3))
for axis, image, name in zip(axes, (img1, img2, img3), "ABC"):
    axis.imshow(image, vmin=0, vmax=9, cmap="gray", interpolation="nearest")
    axis.set_title(f"Plot {name}")
    axis.set_axis_off()
save(figure, "figure_2-1")

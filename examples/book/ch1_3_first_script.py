"""Section 1.3: the same few lines work typed into IPython and kept in a script."""
import numpy as np

heights = np.array([1.62, 1.75, 1.81, 1.68, 1.79])
print("heights  ", heights)
print("mean     ", heights.mean())
print("centred  ", np.round(heights - heights.mean(), 3))

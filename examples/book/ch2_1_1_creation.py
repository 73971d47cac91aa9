"""Section 2.1.1: ways to make an array, and its element type."""
import numpy as np

print(np.array([1, 2, 3]))
print(np.zeros(5))
print(np.arange(100)[-5:])
print(np.arange(10, 100)[:5])

steps = np.linspace(0, 1, 100)
print(len(steps), steps[:4])

decades = np.logspace(0, 1, 100, base=10.0)
print(decades[0], decades[-1], decades[49:51])

image = np.zeros((5, 5))
print(image)

cube = np.zeros((5, 5, 5)).astype(int) + 1
print(cube.shape, cube.dtype, cube.sum())

cube = np.ones((5, 5, 5)).astype(np.float16)
print(cube.shape, cube.dtype, cube.nbytes, "bytes")

for dtype in (int, np.float32, np.float64, complex, bool):
    print(repr(np.zeros(2, dtype=dtype)))

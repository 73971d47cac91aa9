"""Section 2.1: the matrix class multiplies as linear algebra does, and has exactly two dimensions."""
import numpy as np

a = np.array([[1, 2], [3, 4]])
b = np.array([[5, 6], [7, 8]])
print("arrays, element by element:")
print(a * b)
print("matrices, rows by columns:")
print(np.matrix(a) * np.matrix(b))

cube = np.zeros((3, 3, 3))
try:
    np.matrix(cube)
except ValueError as error:
    print("ValueError:", error)

"""Section 2.4.1: three equations, solved with matrices and with arrays."""
import numpy as np

A = np.matrix([[3, 6, -5],
               [1, -3, 2],
               [5, -1, 4]])
B = np.matrix([[12], [-2], [10]])
X = A ** (-1) * B
print(np.round(X, 10))
print("A X equals B:", np.allclose(A * X, B))

a = np.array([[3, 6, -5],
              [1, -3, 2],
              [5, -1, 4]])
b = np.array([12, -2, 10])
x = np.linalg.inv(a).dot(b)
print(np.round(x, 10))
print("without the inverse:", np.round(np.linalg.solve(a, b), 10))

# Where there is no inverse, the singular values show it and the pseudoinverse helps.
singular = np.array([[1.0, 2.0], [2.0, 4.0]])
print("singular values:", np.round(np.linalg.svd(singular)[1], 10))
print(np.round(np.linalg.pinv(singular), 10))

"""Section 2.1.1: new shapes for the same memory."""
import numpy as np

arr1d = np.arange(1000)
arr3d = arr1d.reshape((10, 10, 10))
print(arr3d.shape, arr3d[9, 9, 9])
print(np.array_equal(arr3d, np.reshape(arr1d, (10, 10, 10))))

arr4d = np.zeros((10, 10, 10, 10))
print(arr4d.ravel().shape)

# The reshaped array is a view: a change in one shows in the other.
arr1d[0] = -1
print("through the view:", arr3d[0, 0, 0])

# A copy has memory of its own.
separate = np.copy(arr3d)
arr1d[0] = 7
print("view and copy:   ", arr3d[0, 0, 0], separate[0, 0, 0])
print(np.shares_memory(arr1d, arr3d), np.shares_memory(arr1d, separate))

"""Section 2.1.3: slices, np.where, np.delete and masks."""
import numpy as np

alist = [[1, 2], [3, 4]]
print(alist[0][1])

arr = np.array(alist)
print(arr[0, 1], arr[:, 1], arr[1, :])

arr = np.arange(5)
index = np.where(arr > 2)
print(index)
print(arr[index])
print(np.delete(arr, index))

mask = arr > 2
print(mask, arr[mask])
print(~mask, arr[~mask])

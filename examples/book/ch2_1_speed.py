"""Section 2.1: scaling ten million numbers, as an array and as a list."""
from time import perf_counter

import numpy as np


def scale_list(values, scalar):
    """What an array does in one expression, a list needs a loop for."""
    for i, value in enumerate(values):
        values[i] = value * scalar
    return values


def best_of(repeats, function):
    times = []
    for _ in range(repeats):
        start = perf_counter()
        function()
        times.append(perf_counter() - start)
    return min(times)


arr = np.arange(1e7)
larr = arr.tolist()

array_time = best_of(3, lambda: arr * 1.1)
list_time = best_of(1, lambda: scale_list(larr, 1.1))

print("same numbers:", np.array_equal(arr * 1.1, np.array(larr)))
print(f"time: array {array_time * 1e3:.1f} ms, list {list_time * 1e3:.1f} ms")

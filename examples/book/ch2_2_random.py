"""Section 2.2: work on some elements only, then put them back."""
import numpy as np
import numpy.random as rand

rand.seed(2012)
a = rand.randn(100)
print("first four:", a[:4])

index = a > 0.2
b = a[index]
b = b**2 - 2
a[index] = b
print(index.sum(), "changed, sum", round(float(a.sum()), 10))
print("first four:", a[:4])

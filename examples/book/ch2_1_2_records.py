"""Section 2.1.2: columns of different types in one array."""
import numpy as np

recarr = np.zeros((2,), dtype="i4,f4,S10")
recarr[:] = [(1, 2.0, "Hello"), (2, 3.0, "World")]
print(recarr)

# The same from columns: zip makes the rows.
col1 = np.arange(2) + 1
col2 = np.arange(2, dtype=np.float32)
col3 = ["Hello", "World"]
recarr[:] = list(zip(col1, col2, col3))
print(repr(recarr))

# The columns get names, and are found by them.
recarr.dtype.names = ("Integers", "Floats", "Strings")
print(repr(recarr["Integers"]))
print(recarr["Strings"])
print(recarr[1], recarr[1]["Floats"])

# A recarray has them as attributes too.
table = recarr.view(np.recarray)
table.Floats[:] *= 10
print(table.Floats, recarr["Floats"])

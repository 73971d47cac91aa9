"""Section 2.3.1: text files, by hand and with loadtxt and savetxt."""
import os
import tempfile

import numpy as np

with tempfile.TemporaryDirectory() as folder:
    somefile = os.path.join(folder, "somefile.txt")
    newfile = os.path.join(folder, "somenewfile.txt")

    # By hand: write lines, read lines.
    f = open(somefile, "w")
    f.writelines(["1.5 2.5 3.5\n", "4.0 5.0 6.0\n"])
    f.close()
    f = open(somefile, "r")
    alist = f.readlines()
    f.close()
    print(alist)

    # All columns alike: straight into an array and back.
    arr = np.loadtxt(somefile)
    print(arr)
    np.savetxt(newfile, arr * 2, fmt="%.3f", header="doubled")
    with open(newfile) as f:
        print(f.read(), end="")
    print(np.loadtxt(newfile))

    # Each column of its own type.
    example = os.path.join(folder, "example.txt")
    with open(example, "w") as f:
        f.write("XR21 32.789 1\nXR22 33.091 2\n")
    table = np.loadtxt(example, dtype={"names": ("ID", "Result", "Type"), "formats": ("S4", "f4", "i2")})
    print(repr(table))
    print(table["Result"], table[0])

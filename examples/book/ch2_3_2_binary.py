"""Section 2.3.2: save, savez and load."""
import os
import tempfile

import numpy as np

with tempfile.TemporaryDirectory() as folder:
    npy = os.path.join(folder, "test.npy")
    npz = os.path.join(folder, "test.npz")
    small = os.path.join(folder, "small.npz")

    data = np.arange(1e6).reshape(1000, 1000)
    np.save(npy, data)
    np.savez(npz, data=data, names=np.array(["a", "b"]))
    np.savez_compressed(small, data=data)
    print(os.path.getsize(npy), "bytes; compressed to less than half:", os.path.getsize(small) < 4e6)

    newdata = np.load(npy)
    print(newdata.dtype, newdata.shape, np.array_equal(data, newdata))

    with np.load(npz) as archive:
        print(sorted(archive.files), archive["names"], np.array_equal(data, archive["data"]))
    with np.load(small) as archive:
        print(np.array_equal(data, archive["data"]))

    # Record arrays go the same way.
    table = np.array([(1, 2.5, b"one"), (2, 3.5, b"two")], dtype="i4,f8,S5")
    np.save(npy, table)
    print(repr(np.load(npy)))

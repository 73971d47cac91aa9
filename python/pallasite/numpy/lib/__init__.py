"""``numpy.lib``: the ``.npy`` format and the archives."""

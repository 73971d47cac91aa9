"""One row of a table: what is run, and what for. ``n`` in a name is the number of elements; random data have a fixed seed."""
from collections import namedtuple

Workload = namedtuple("Workload", "group name setup statement")


def sized(group, setup, statements, sizes):
    """Each statement with each size."""
    return [Workload(group, f"{name} n={_count(n)}", setup.format(n=n), code)
            for name, code in statements.items() for n in sizes]


def _count(n):
    return str(n) if n <= 100 else f"{n:.0e}".replace("e+0", "e")


def rows(group, setup, statements):
    """Each statement once."""
    return [Workload(group, name, setup, code) for name, code in statements.items()]

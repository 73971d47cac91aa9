"""Nested blocks joined into one array; padding by a function of the user's."""

from pallasite._core import _function
from pallasite._core import array as array
from pallasite._core import concatenate as concatenate


def _depth(blocks, index=()):
    """Depth of the nesting, which must be the same everywhere."""
    if isinstance(blocks, tuple):
        place = "arrays" + "".join(f"[{i}]" for i in index)
        raise TypeError(
            f"{place} is a tuple. Only lists can be used to arrange blocks, and np.block does not allow implicit "
            "conversion from tuple to ndarray."
        )
    if not isinstance(blocks, list):
        return 0, index
    place = "arrays" + "".join(f"[{i}]" for i in index)
    if not blocks:
        raise ValueError(f"List at {place} cannot be empty")
    depths = [_depth(block, (*index, i)) for i, block in enumerate(blocks)]
    first = depths[0][0]
    for depth, at in depths[1:]:
        if depth != first:
            found = "arrays" + "".join(f"[{i}]" for i in at)
            raise ValueError(
                f"List depths are mismatched. First element was at depth {first + len(index) + 1}, but there is "
                f"an element at depth {depth + len(index) + 1} ({found})"
            )
    return first + 1, index


def _rank(blocks):
    if isinstance(blocks, list):
        return max(_rank(block) for block in blocks)
    return array(blocks, copy=None, subok=True).ndim


def _join(blocks, depth, rank):
    if depth == 0:
        return array(blocks, copy=None, subok=True, ndmin=rank)
    return concatenate([_join(block, depth - 1, rank) for block in blocks], axis=-depth)


def block(arrays):
    """An array from nested lists of blocks: the innermost ones joined along the last axis."""
    depth, _ = _depth(arrays)
    rank = max(_rank(arrays), depth)
    joined = _join(arrays, depth, rank)
    return joined.copy() if depth == 0 else joined


block = _function(block, True)


def pad_with_function(padded, widths, function, kwargs):
    """Lets `function` fill the border of each line of `padded`, axis by axis."""
    from pallasite.numpy import apply_along_axis

    def fill(line, width, axis):
        function(line, width, axis, kwargs or {})
        return line

    for axis, width in enumerate(widths):
        padded[...] = apply_along_axis(fill, axis, padded, width, axis)
    return padded

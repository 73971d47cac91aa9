"""Nested blocks joined into one array; padding by a function of the user's."""

from pallasite._core import _function
from pallasite._core import array as array
from pallasite._core import concatenate as concatenate


def _place(index):
    """Where in the nested lists a block is."""
    return "arrays" + "".join(f"[{i}]" for i in index if i is not None)


def _survey(blocks, index=()):
    """Where the first block is (with ``None`` at the end in an empty list), the highest rank, the number of elements.

    The depth of the nesting must be the same everywhere.
    """
    if isinstance(blocks, tuple):
        raise TypeError(
            f"{_place(index)} is a tuple. Only lists can be used to arrange blocks, and np.block does not allow "
            "implicit conversion from tuple to ndarray."
        )
    if not isinstance(blocks, list):
        block = array(blocks, copy=None, subok=True)
        return index, block.ndim, block.size
    if not blocks:
        return (*index, None), 0, 0
    surveys = (_survey(block, (*index, i)) for i, block in enumerate(blocks))
    first, rank, size = next(surveys)
    for place, other_rank, other_size in surveys:
        rank, size = max(rank, other_rank), size + other_size
        if len(place) != len(first):
            raise ValueError(
                f"List depths are mismatched. First element was at depth {len(first)}, but there is an element at "
                f"depth {len(place)} ({_place(place)})"
            )
        if place[-1] is None:
            first = place
    return first, rank, size


def survey_blocks(arrays):
    """The blocks, the depth of their nesting, the rank of the result and its number of elements."""
    first, rank, size = _survey(arrays)
    if first and first[-1] is None:
        raise ValueError(f"List at {_place(first)} cannot be empty")
    return arrays, len(first), max(rank, len(first)), size


def join_blocks(arrays, list_ndim, result_ndim):
    """The array of what :func:`survey_blocks` found."""
    joined = _join(arrays, list_ndim, result_ndim)
    return joined.copy() if list_ndim == 0 else joined


def _join(blocks, depth, rank):
    if depth == 0:
        return array(blocks, copy=None, subok=True, ndmin=rank)
    return concatenate([_join(block, depth - 1, rank) for block in blocks], axis=-depth)


def block(arrays):
    """An array from nested lists of blocks: the innermost ones joined along the last axis."""
    arrays, list_ndim, result_ndim, _ = survey_blocks(arrays)
    return join_blocks(arrays, list_ndim, result_ndim)


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

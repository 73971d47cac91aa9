"""The functions on distinct elements of the array API standard."""

from typing import Any, NamedTuple

from pallasite._core import _function
from pallasite._core import unique as unique


class UniqueAllResult(NamedTuple):
    """Distinct elements with first places, inverse and counts."""

    values: Any
    indices: Any
    inverse_indices: Any
    counts: Any


class UniqueCountsResult(NamedTuple):
    """Distinct elements and how often they occur."""

    values: Any
    counts: Any


class UniqueInverseResult(NamedTuple):
    """Distinct elements and where each element is among them."""

    values: Any
    inverse_indices: Any


@_function
def unique_all(x):
    """The distinct elements, their first places, the inverse and the counts."""
    return UniqueAllResult(*unique(x, return_index=True, return_inverse=True, return_counts=True, equal_nan=False))


@_function
def unique_counts(x):
    """The distinct elements, and how often they occur."""
    return UniqueCountsResult(*unique(x, return_counts=True, equal_nan=False))


@_function
def unique_inverse(x):
    """The distinct elements, and where each element is among them."""
    return UniqueInverseResult(*unique(x, return_inverse=True, equal_nan=False))


@_function
def unique_values(x):
    """The distinct elements."""
    return unique(x, equal_nan=False, sorted=False)

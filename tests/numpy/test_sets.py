"""Set routines."""
import pytest

from tests.differential import ALL, both, evaluate


@pytest.mark.parametrize("expression", [
    "np.union1d(a, b)", "np.intersect1d(a, b)", "np.intersect1d(a, b, return_indices=True)", "np.setdiff1d(a, b)",
    "np.setxor1d(a, b)", "np.isin(a, b)", "np.isin(a, b, invert=True)", "np.isin(a.reshape(2, 3), 3)",
    "np.isin(a, [])",
    "np.isin(a, b, kind='sort')", "np.sort(np.unique_values(a))", "np.unique_all(a).inverse_indices",
    "np.setdiff1d(a, b, assume_unique=True)", "np.ediff1d(a) if a.dtype.kind in 'iuf' else 0",
])
@both(dtypes=ALL)
def test_sets(xp, expression, dtype):
    a, b = xp.array([5, 1, 3, 3, 0, 1]).astype(dtype), xp.array([3, 9, 0, 7]).astype(dtype)
    return evaluate(xp, expression, a=a, b=b)

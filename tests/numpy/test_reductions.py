"""Reductions and statistics: axes, dtypes, empty input, NaN, where, keepdims."""
import pytest

from tests.differential import ALL, FLOATS, NUMBERS, both, evaluate

NAMES = (
    "sum", "prod", "min", "max", "mean", "std", "var", "any", "all", "argmin", "argmax", "cumsum", "cumprod", "ptp",
)
AXES = ("", "axis=0", "axis=-1", "axis=1, keepdims=True", "axis=(0, 2)")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("axes", AXES)
@both(dtypes=ALL, ulp=8)
def test_reduce(xp, name, axes, dtype):
    array = (xp.arange(24) * 7 % 5).reshape(2, 3, 4).astype(dtype)
    return evaluate(xp, f"np.{name}(a{',' if axes else ''} {axes})", a=array)


@pytest.mark.parametrize("name", ["sum", "mean", "std", "min", "argmax", "any", "cumsum"])
@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0), ()])
@both
def test_degenerate(xp, name, shape):
    return getattr(xp.zeros(shape), name)()


@pytest.mark.parametrize("n", [1, 7, 8, 9, 127, 128, 129, 1000, 8193, 100003])
@both(dtypes=FLOATS, ulp=0)
def test_pairwise_sum_is_numpys(xp, n, dtype):
    array = (xp.arange(n) * 0.1).astype(dtype)
    return array.sum(), array.mean(), array[::2].sum()


@pytest.mark.parametrize("expression", [
    "np.nansum([1, np.nan, 2])", "np.nanmean([[1, np.nan], [3, 4]], axis=0)", "np.nanmax([np.nan, 2])",
    "np.nanstd([1.0, np.nan, 3])",
    "np.median([3, 1, 2, 10])", "np.median(np.arange(12).reshape(3, 4), axis=1)",
    "np.percentile(np.arange(10), [10, 50, 99])",
    "np.quantile(np.arange(6.0).reshape(2, 3), 0.3, axis=1)", "np.average([1, 2, 3], weights=[3, 2, 1])",
    "np.std([1, 2, 3, 4], ddof=1)",
    "np.var(np.arange(6).reshape(2, 3), axis=1, ddof=1)",
    "np.sum(np.arange(6).reshape(2, 3), where=[True, False, True])",
    "np.sum(np.array([100, 100], 'i1'))", "np.sum(np.array([100, 100], 'u1')).dtype",
    "np.mean(np.array([1, 2], 'f2')).dtype",
    "np.sum([True, True])", "np.cumsum([[1, 2], [3, 4]])", "np.diff([1, 4, 9, 16], n=2)",
    "np.gradient(np.array([1.0, 4, 9, 16]))",
    "np.histogram([1, 2, 1, 5], bins=4)", "np.bincount([0, 1, 1, 3])", "np.bincount([0, 1, 1], weights=[0.5, 1, 2])",
    "np.digitize([0.5, 2.5], [0, 1, 2])",
    "np.corrcoef([1.0, 2, 3], [1.0, 2, 4])", "np.cov([[1.0, 2, 3], [1, 2, 4]])", "np.trapezoid([1, 2, 4])",
    "np.max([])", "np.argmax([])", "np.mean([])",
    "np.sum(np.ones((2, 2)), axis=2)", "np.sum(np.ones((2, 2)), axis=(0, 0))", "np.min(np.array([2.0, np.nan, 1]))",
    "np.argmin(np.array([2.0, np.nan, 1]))",
    "np.max(np.array([1 + 2j, 1 + 3j]))", "np.count_nonzero(np.eye(3), axis=0)", "np.ptp([3, 1, 9])",
    "np.sum(np.arange(3), dtype='c8')", "np.prod([])",
    "np.all([])", "np.any([[0, 0], [0, 1]], axis=1)", "np.array([1, 2, 3]).mean(dtype='f4')",
    "np.arange(4.0).sum(out=np.zeros(()))", "np.sum(5)",
])
@both(ulp=4)
def test_expression(xp, expression):
    return evaluate(xp, expression)


@pytest.mark.parametrize("name", ["sum", "max", "min", "argmax", "argmin", "any", "all"])
@pytest.mark.parametrize("shape", [(70, 1030), (1030, 3), (9, 5, 70)])
@both(dtypes=NUMBERS)
def test_rows_and_columns(xp, name, shape, dtype):
    array = (xp.arange(xp.prod(shape)).reshape(shape) * 37 % 101).astype(dtype)
    return [getattr(array, name)(axis=axis) for axis in range(array.ndim)]


@both(dtypes=NUMBERS)
def test_order_does_not_matter_to_integers_or_layout(xp, dtype):
    array = xp.arange(60).reshape(3, 4, 5).astype(dtype)
    return array.T.sum(axis=0), xp.asarray(array, order="F").sum(axis=1), array[:, ::-1, ::2].sum(axis=(0, 2))


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
@both
def test_places_keep_the_axis_they_were_searched_along(xp, axis):
    a = xp.arange(80 * 70 * 65, dtype="i8").reshape(80, 70, 65) * 7919 % 1009
    return xp.argmax(a, axis=axis, keepdims=True), xp.argmin(a, axis, keepdims=True), a.argmax(axis)

"""Statistics beside NumPy: moments, order statistics with every method, NaN, histograms, correlation."""
import pytest

from tests.differential import ALL, FLOATS, REALS, both, evaluate

METHODS = (
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
    "linear", "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest",
)


def sample(xp, dtype, shape=(4, 5, 6)):
    return (xp.arange(120) * 37 % 101).reshape(shape).astype(dtype)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("q", ["0.5", "0.0", "1", "[0.1, 0.25, 0.9]", "[[0.2], [0.8]]", "np.float64(0.3)"])
@both(dtypes=("int32", "uint8", "float16", "float32", "float64"), ulp=1)
def test_quantile_methods(xp, method, q, dtype):
    return evaluate(xp, f"np.quantile(a, {q}, axis=1, method='{method}')", a=sample(xp, dtype))


@pytest.mark.parametrize("expression", [
    "np.percentile(a, 30)", "np.percentile(a, [0, 100], axis=(0, 2), keepdims=True)", "np.median(a)",
    "np.median(a, axis=0)", "np.median(a, axis=(1, 2), keepdims=True)", "np.median(a[:3], axis=0)", "np.mean(a, axis=1)",
    "np.std(a, axis=(0, 1))", "np.var(a, ddof=2)", "np.var(a, correction=1)", "np.mean(a, where=a > 5)",
    "np.std(a, axis=0, where=a > 5)", "np.average(a, axis=1, weights=[1, 2, 3, 4, 5])", "np.mean(a, dtype='f4')",
    "np.average(a, axis=(0, 2), weights=np.arange(24.0).reshape(4, 6), keepdims=True)", "np.ptp(a, axis=2)",
    "np.quantile(a, [0.2, 0.7], axis=1, method='inverted_cdf', weights=np.arange(5))", "np.max(a, axis=0, initial=50)",
])
@both(dtypes=REALS, ulp=4)
def test_statistics(xp, expression, dtype):
    return evaluate(xp, expression, a=sample(xp, dtype))


@pytest.mark.parametrize("name", [
    "nansum", "nanprod", "nanmean", "nanvar", "nanstd", "nanmin", "nanmax", "nanmedian", "nancumsum", "nancumprod",
    "nanargmin", "nanargmax",
])
@pytest.mark.parametrize("axis", ["", ", axis=0", ", axis=1"])
@both(dtypes=("int16", *FLOATS), ulp=4)
def test_nan_functions(xp, name, axis, dtype):
    array = (xp.arange(24) % 7 + 1).reshape(4, 6).astype(dtype)
    if array.dtype.kind == "f":
        array[1, 2] = array[3, 0] = xp.nan
    return evaluate(xp, f"np.{name}(a{axis})", a=array)


@pytest.mark.parametrize("expression", [
    "np.nanquantile(a, 0.4)", "np.nanpercentile(a, [10, 90], axis=0)", "np.nanpercentile(a, 50, axis=1, keepdims=True)",
    "np.nanmean(a, axis=1)", "np.nanmax(a, axis=1)", "np.nanmedian(a, axis=1)", "np.nanvar(a, axis=1, ddof=1)",
    "np.nanargmax(a, axis=1)", "np.median(a, axis=1)", "np.quantile(a, 0.5, axis=0)", "np.nansum(a, axis=1)",
])
@both(dtypes=("float32", "float64"), ulp=4)
def test_rows_of_nan(xp, expression, dtype):
    array = (xp.arange(24) % 7 + 1).reshape(4, 6).astype(dtype)
    array[2] = xp.nan
    array[0, 3] = xp.nan
    return evaluate(xp, expression, a=array)


@pytest.mark.parametrize("bins", [
    "7", "'auto'", "'fd'", "'doane'", "'scott'", "'stone'", "'rice'", "'sturges'", "'sqrt'", "[0, 10, 20, 60]",
    "np.array([1.5, 1.5, 30])",
])
@pytest.mark.parametrize("more", ["", ", range=(5, 70)", ", density=True"])
@both(dtypes=("int32", "uint8", "float32", "float64"), ulp=8)
def test_histogram(xp, bins, more, dtype):
    return evaluate(xp, f"np.histogram(a, {bins}{more})", a=sample(xp, dtype))


@pytest.mark.parametrize("expression", [
    "np.histogram(np.arange(5), 3, weights=[1, 2, 3, 4, 5])", "np.histogram(np.arange(5.0), 3, weights=[1j, 2, 3, 4, 5])",
    "np.histogram([1, 2, 3], [1, 2, 3], weights=[0.5, 1, 2])", "np.histogram([])", "np.histogram([5, 5])",
    "np.histogram([1.0, np.nan])", "np.histogram([1, 2], range=(3, 1))", "np.histogram([1], bins=[3, 1])",
    "np.histogram([1], bins=0)", "np.histogram([1], bins=1.5)", "np.histogram([1], bins='nonsense')",
    "np.histogram([True, False])", "np.histogram2d([1, 2, 3], [3, 1, 2], bins=2)",
    "np.histogram2d([1, 2, 3], [3, 1, 2], bins=[2, 3], range=[[0, 4], [0, 4]], density=True)",
    "np.histogramdd(np.arange(30.0).reshape(10, 3) % 7, bins=(2, 3, 4))",
    "np.histogramdd(np.arange(20.0).reshape(10, 2), bins=3, weights=np.arange(10))",
    "np.histogram_bin_edges([1, 2, 5], bins='auto', range=(0, 10))", "np.histogram(np.float32([0.1, 0.2]), range=(0, 1))",
    "np.bincount([1, 2, 2], minlength=5)", "np.bincount([-1])", "np.bincount([[1]])", "np.bincount(np.array([], int))",
    "np.bincount([1, 2], weights=[1])", "np.digitize([1, 2, 3], [3, 2, 1])", "np.digitize(2, [1, 3, 2])",
    "np.digitize([1.0, 2], [1, 2, 3], right=True)", "np.cov([1.0, 2, 4], [2.0, 1, 5], bias=True)", "np.cov(5.0)",
    "np.cov([[1, 2, 3], [1, 5, 2]], rowvar=False)", "np.cov([1.0, 2, 3], fweights=[1, 2, 1], aweights=[0.5, 1, 1])",
    "np.cov([[1j, 2], [3, 4 + 1j]])", "np.round(np.corrcoef([[1j, 2, 1], [3, 4 + 1j, 7]]), 12)", "np.corrcoef([1.0, 2, 3])",
    "np.correlate([1, 2, 3], [0, 1, 0.5])", "np.correlate([1, 2, 3], [0, 1, 0.5], 'same')",
    "np.correlate([1, 2, 3, 4], [1, 1j], 'full')", "np.correlate([1, 1j], [1, 2, 3, 4], 'full')", "np.convolve([1, 2], [1, 2, 3])",
    "np.convolve([1, 2, 3], [0, 1], 'valid')", "np.convolve([], [1])", "np.correlate([1], [1], 'x')",
    "np.convolve(np.arange(50) % 7, np.arange(9) % 4, 'same')", "np.convolve([True, False, True], [True, True])",
    "np.average([1, 2], weights=[1, -1])", "np.average([[1, 2]], weights=[1, 2])", "np.average([1, 2, 3], returned=True)",
    "np.percentile([1, 2], 101)", "np.quantile([1, 2], 0.5, method='nonsense')", "np.quantile([1j], 0.5)",
    "np.percentile([], 50)", "np.quantile(np.arange(5), 1)", "np.median([])", "np.median(np.zeros((0, 3)), axis=0)",
    "np.median([1, np.nan, 2])", "np.median([1j, 2, 3])", "np.mean(np.zeros((0, 3)), axis=0)", "np.var([1], ddof=1)",
    "np.std([1, 2], ddof=1, correction=1)", "np.nanargmin([np.nan])", "np.nanmax([])", "np.mean([1, 2], out=np.zeros(()))",
    "np.mean(np.arange(6.0).reshape(2, 3), axis=2)", "np.nanmean([1j, np.nan])", "np.var([1j, 2])",
])
@both(ulp=8)
def test_expression(xp, expression):
    return evaluate(xp, expression)


@both(dtypes=ALL, message=True)
def test_extremes(xp, dtype):
    array = sample(xp, dtype)
    return xp.max(array, axis=1), xp.min(array), array.argmax(axis=2), array.argmin(), array.max(axis=(0, 2), keepdims=True)

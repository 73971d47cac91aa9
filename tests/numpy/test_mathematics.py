"""Sums, differences, rounding, complex parts, interpolation; truth values; limits of types."""
import pytest

from tests.differential import ALL, NUMBERS, REALS, both, evaluate


@pytest.mark.parametrize("expression", [
    "np.cumsum(a)", "np.cumsum(a, axis=1)", "np.cumprod(a[:3] % 3, axis=0)", "np.cumulative_sum(a, axis=0)",
    "np.cumulative_sum(a[0], include_initial=True)", "np.cumulative_prod(a[0] % 3, include_initial=True)", "np.diff(a)",
    "np.diff(a, axis=0, n=2)", "np.diff(a, prepend=0)", "np.ediff1d(a)", "np.clip(a, 3, 9)", "np.clip(a, None, 9)",
    "a.clip(max=5)", "np.round(a)", "np.round(a / 3, 2)", "np.real(a)", "np.imag(a)", "np.sum(a, axis=(0, 1))",
    "np.angle(a + 1)", "np.nan_to_num(a)", "np.sum(a, where=a > 3)", "np.prod(a[0] % 3 + 1)", "np.trapezoid(a, axis=0)",
    "np.isclose(a, a + 1)", "np.allclose(a, a)", "np.array_equal(a, a)", "np.all(a)", "np.any(a, axis=0)", "np.sinc(a)",
    "np.isreal(a)", "np.iscomplex(a)", "np.isclose(a, 3)", "np.array_equiv(a, a[0])", "a.sum(), a.prod(axis=0), a.all()",
    "np.count_nonzero(a, axis=0)", "np.cross(a[:, :3], a[::-1, :3])", "np.real_if_close(a)",
])
@both(dtypes=ALL, ulp=4)
def test_numbers(xp, expression, dtype):
    return evaluate(xp, expression, a=(xp.arange(20) * 7 % 11).reshape(4, 5).astype(dtype))


@pytest.mark.parametrize("expression", [
    "np.gradient(a)", "np.gradient(a, 2)", "np.gradient(a, axis=1)", "np.gradient(a, 2.0, [0, 1, 3, 4, 7])",
    "np.gradient(a, axis=0, edge_order=2)", "np.gradient(a[0], [0, 1, 3, 4, 7], edge_order=2)",
    "np.interp(a, [0, 3, 9], [1, 5, 2])", "np.interp(a, [0, 3, 9], [1, 5, 2], left=-1, right=99)",
    "np.interp(a, [5, 1, 3], [1, 2, 3], period=6)", "np.unwrap(a.astype(float), period=4)", "np.unwrap(a, axis=0)", "np.i0(a)",
    "np.trapezoid(a, dx=0.5)", "np.trapezoid(a, [0, 1, 2, 4, 8])", "np.fix(a)",
])
@both(dtypes=REALS, ulp=16)
def test_curves(xp, expression, dtype):
    return evaluate(xp, expression, a=(xp.arange(20) * 7 % 11).reshape(4, 5).astype(dtype))


@pytest.mark.parametrize("expression", [
    "np.round(2.5)", "np.round([15, 25], -1)", "np.round([15.0, 25], -1)", "np.round(1234.5678, 2)", "np.round(True)", "np.round([1 + 2.55j], 1)", "np.around(15, -1)",
    "np.round(np.array([0.5, 1.5]), out=np.zeros(2))", "np.clip([1, 2, 3], 2, 1)", "np.clip([1.0, np.nan], 0, 1)",
    "np.clip(np.uint8([1, 200]), -5, 300)", "np.clip(np.int8([1, 100]), 0, 1.5)", "np.clip([1, 2], 0, 1, out=np.zeros(2, int))",
    "np.clip([1, 2], min=2)", "np.diff([1, 2], -1)", "np.diff(5)", "np.diff([True, False])", "np.diff([], n=1)",
    "np.diff([1, 2, 3], append=[7, 8])", "np.ediff1d([1, 2], to_end=[1.5])", "np.ediff1d([1, 2, 4], to_begin=0, to_end=[9, 9])",
    "np.gradient([1])", "np.gradient([1, 2], edge_order=3)", "np.gradient([[1, 2], [3, 4]], 1, 2, 3)", "np.gradient(5)",
    "np.cross([1, 2, 3], [4, 5, 6])", "np.cross([1, 2], [3, 4])", "np.cross([1], [2])", "np.cross([[1, 2, 3]], [[4, 5, 6]], axis=1)",
    "np.cross([1, 2, 3], [4, 5, 6], axisa=1)", "np.interp(1, [], [])", "np.interp(1, [1, 2], [1])", "np.interp(np.nan, [1, 2], [3, 4])",
    "np.interp([0, 1.5], [1, 2], [1j, 2])", "np.angle([1j, -1], deg=True)", "np.angle(-2.0)", "np.real(1 + 2j)", "np.imag([1, 2])",
    "np.nan_to_num([np.nan, np.inf, -np.inf])", "np.nan_to_num(np.inf, posinf=5)", "np.nan_to_num([complex(np.nan, np.inf)])",
    "np.nan_to_num(np.float32([np.inf]))", "np.real_if_close([1 + 1e-14j])", "np.real_if_close([1 + 1j])", "np.sinc(0.0)",
    "np.i0(1j)", "np.i0([0.5, 20.0])", "np.unwrap([0, 3, 6, 9])", "np.isposinf([np.inf, 1])", "np.isneginf([1j])",
    "np.isclose([1e10, 1e-7], [1.00001e10, 1e-8])", "np.isclose([np.nan], [np.nan], equal_nan=True)", "np.isclose(1, 1)",
    "np.isclose(np.inf, -np.inf)", "np.allclose([1, np.nan], [1, np.nan])", "np.array_equal([1, np.nan], [1, np.nan], equal_nan=True)",
    "np.array_equal(['a'], ['a'])", "np.array_equal([1], [[1]])", "np.isscalar(3.1)", "np.isscalar('a')", "np.isscalar([1])",
    "np.isscalar(np.float32(1))", "np.isscalar(None)", "np.isfortran(np.zeros((2, 3), order='F'))", "np.iscomplexobj([1j])",
    "np.isrealobj([1])", "np.cumsum([[1, 2]], axis=5)", "np.cumulative_sum([[1, 2]])", "np.sum([[1], [2]], axis=0, keepdims=True)",
    "np.sum([], dtype='i4')", "np.sum([1, 2], initial=10)", "np.max([1, 2], initial=5)", "np.min([])", "np.all([], axis=0)",
    "np.sum([1, 2], axis=1)", "np.cumsum([1, 2], out=np.zeros(2))", "np.trapezoid([1, 2, 3], x=[4, 6, 8])", "np.fix([-1.7, 1.7])",
    "np.conjugate([1j])", "np.array([1j]).conj()", "np.array([1.26]).round(1)", "np.sum(np.float16([60000, 60000]))",
])
@both(ulp=4)
def test_expression(xp, expression):
    return evaluate(xp, expression)


@pytest.mark.parametrize("expression", [
    "np.finfo(d).eps, np.finfo(d).max, np.finfo(d).tiny, np.finfo(d).nmant, np.finfo(d).resolution, str(np.finfo(d))",
    "np.iinfo(d).min, np.iinfo(d).max, np.iinfo(d).bits, repr(np.iinfo(d))", "np.issubdtype(d, np.integer)",
    "np.issubdtype(d, np.floating), np.issubdtype(d, 'f8')", "np.isdtype(np.dtype(d), 'numeric')", "np.isdtype(np.dtype(d), ('bool', 'integral'))",
    "str(np.min_scalar_type(np.zeros((), d)))", "np.common_type(np.zeros(2, d)).__name__", "np.typename(np.dtype(d).char)",
    "np.mintypecode([np.dtype(d).char, 'f'])", "np.can_cast(d, 'f4')", "str(np.result_type(d, 1.5))", "str(np.result_type(d, 'i2', 3))",
])
@both(dtypes=NUMBERS)
def test_types(xp, expression, dtype):
    return evaluate(xp, expression, d=dtype)


@pytest.mark.parametrize("value", ["10", "-200", "70000", "1e5", "1e300", "1j", "1e200j", "True", "2**63", "np.inf", "'abc'"])
@both
def test_min_scalar_type(xp, value):
    return evaluate(xp, f"str(np.min_scalar_type({value}))")


@pytest.mark.parametrize("points", [-1, 0, 1, 2, 5, 8, 2.5, 1001])
@pytest.mark.parametrize("window", ["bartlett(m)", "blackman(m)", "hamming(m)", "hanning(m)", "kaiser(m, 8.6)", "kaiser(m, 0)"])
@both
def test_windows(xp, window, points):
    # Rounded: near zero the terms cancel, and what is left is the error of the cosines.
    return xp.round(evaluate(xp, f"np.{window}", m=points), 13)


@pytest.mark.parametrize("argument", ["4", "-4", "[1.0, -1.0]", "np.float32([-2, 0.5])", "np.int8([-1, 3])", "[2j, -1]", "[]"])
@pytest.mark.parametrize("name", ["sqrt", "log", "log2", "log10", "arccos", "arcsin", "arctanh"])
@both(ulp=4)
def test_emath(xp, name, argument):
    with xp.errstate(all="ignore"):
        return evaluate(xp, f"np.emath.{name}({argument})")


@pytest.mark.parametrize("expression", [
    "np.emath.power(-2, 0.5)", "np.emath.power(2, -2)", "np.emath.power([2, 4], [-1, 2])", "np.emath.logn(2, [4, -8])",
    "np.emath.logn(-2, 3.0)",
])
@both(ulp=4)
def test_emath_of_two(xp, expression):
    return evaluate(xp, expression)

"""`pad` in all modes."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.differential import both, compare, evaluate

MODES = ["edge", "wrap", "reflect", "symmetric", "maximum", "minimum", "mean", "median", "linear_ramp", "constant"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("dtype", ["int64", "uint8", "float64"])
@pytest.mark.parametrize("width", ["1", "(5, 0)", "((1, 2), (7, 8))", "{1: 2}", "0"])
@both
def test_modes(xp, mode, dtype, width):
    return xp.pad(xp.arange(12).reshape(3, 4).astype(dtype), eval(width), mode)


@pytest.mark.parametrize("expression", [
    "np.pad(a, 2, 'constant', constant_values=((1, 2), (3, 4)))", "np.pad(a, 2, 'linear_ramp', end_values=(5, -4))", "np.pad(a, (3, 1), 'maximum', stat_length=2)",
    "np.pad(a, 3, 'reflect', reflect_type='odd')", "np.pad(a, 9, 'symmetric', reflect_type='odd')", "np.pad(a, 2, 'mean', stat_length=((1, 2), (2, 1)))", "np.pad(a[:1], 2, 'reflect')",
    "np.pad(a, -1)", "np.pad(a, 1.5)", "np.pad(a, 1, 'nonsense')", "np.pad(a, 1, 'edge', stat_length=1)", "np.pad(a, (1, 2, 3))", "np.pad(a[:0], 1, 'edge')", "np.pad(a[:0], 1)",
    "np.pad(a, 1, 'maximum', stat_length=0)", "np.pad(a.T, 1, 'edge').flags.f_contiguous", "np.pad(['a', 'b'], 1)", "np.pad([1., np.nan], 1, 'maximum')",
])
@both(message=True)
def test_expression(xp, expression):
    return evaluate(xp, expression, a=xp.arange(12).reshape(3, 4))


@both
def test_function(xp):
    def fill(line, width, axis, kwargs):
        line[: width[0]] = axis
        line[len(line) - width[1]:] = kwargs.get("value", 9)

    return xp.pad(xp.arange(6).reshape(2, 3), 2, fill, value=7)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["reflect", "symmetric", "wrap"]), st.integers(1, 5), st.integers(0, 14), st.integers(0, 14), st.sampled_from(["even", "odd"]))
def test_any_mirror(mode, n, left, right, kind):
    options = {} if mode == "wrap" else {"reflect_type": kind}
    compare(lambda xp: xp.pad(xp.arange(n) ** 2, (left, right), mode, **options))

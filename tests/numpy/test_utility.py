"""Numbers in other bases, `lib.array_utils`, operators as ufuncs, private modules."""
import pytest

import pallasite.numpy as ours
from tests.differential import both, evaluate


@pytest.mark.parametrize("expression", [
    "np.binary_repr(5)", "np.binary_repr(-5)", "np.binary_repr(5, 8)", "np.binary_repr(-5, 8)", "np.binary_repr(0, 4)", "np.binary_repr(0)",
    "np.binary_repr(5, 2)", "np.binary_repr(-8, 3)", "np.binary_repr(-8, 4)", "np.binary_repr(-1)", "np.binary_repr(1.5)", "np.base_repr(5)",
    "np.base_repr(-255, 16)", "np.base_repr(6, 3, padding=3)", "np.base_repr(0, 4, padding=2)", "np.base_repr(0)", "np.base_repr(1, 1)", "np.base_repr(1, 37)",
    "np.iterable([1])", "np.iterable(5)", "np.iterable(np.array(1.0))", "np.astype(np.arange(3), 'f4')", "np.astype([1], 'f4')", "np.astype(np.arange(3), float, device='gpu')",
    "np.matvec(np.arange(6.).reshape(2, 3), [1, 2, 3])", "np.matvec(np.ones((4, 2, 3)), np.ones((4, 3)))", "np.vecmat([1j, 2], np.ones((2, 3)))",
    "np.vecmat(np.ones((4, 2)), np.ones((4, 2, 3)), out=np.zeros((4, 3)))", "np.matvec(np.ones((2, 3)), np.ones(2))", "np.matvec(np.ones(3), np.ones(3))",
    "np.matvec(np.arange(12.).reshape(2, 3, 2), np.arange(4.).reshape(2, 2), axes=[(1, 2), 0, 0])",
    "np.lib.array_utils.normalize_axis_tuple((0, -1), 3)", "np.lib.array_utils.normalize_axis_tuple(1, 3)", "np.lib.array_utils.normalize_axis_tuple((0, 0), 3, 'axes')",
    "np.lib.array_utils.normalize_axis_tuple((0, 0), 3, allow_duplicate=True)", "np.lib.array_utils.normalize_axis_index(3, 3)", "np.lib.array_utils.normalize_axis_index(-1, 3)",
    "(lambda low, high: high - low)(*np.lib.array_utils.byte_bounds(np.arange(6)[::-2]))",
])  # fmt: skip
@both(message=True)
def test_expression(xp, expression):
    return evaluate(xp, expression)


@both
def test_operators_of_a_mixin(xp):
    class Boxed(xp.lib.mixins.NDArrayOperatorsMixin):
        def __init__(self, value):
            self.value = value

        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            values = [x.value if isinstance(x, Boxed) else x for x in inputs]
            return ufunc.__name__, getattr(ufunc, method)(*values)

    box = Boxed(xp.arange(1, 4))
    return box + 1, 2 - box, box < 2, -box, box**2, divmod(box, 2), box & 1, abs(box)


def test_private_modules_have_the_public_names():
    from pallasite.numpy._core import numeric, umath

    assert numeric.asarray is ours.asarray and umath.add is ours.add
    assert ours._core.multiarray.array is ours.array

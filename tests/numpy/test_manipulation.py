"""Shapes, axes, joining, splitting."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.differential import ALL, both, compare, evaluate

EXPRESSIONS = [
    "a.reshape(6, 4)", "a.reshape(-1)", "a.reshape(4, -1)", "a.reshape((3, 8), order='F')", "a.reshape(5, 5)",
    "a.reshape(-1, -1)", "a.reshape(7, -1)", "a.ravel()", "a.ravel('F')", "a.flatten()", "a.T.ravel('K')", "a.T",
    "a.transpose(1, 0, 2)",
    "a.transpose((2, 0, 1))", "np.transpose(a)", "a.transpose(0, 0, 1)", "a.swapaxes(0, 2)", "np.moveaxis(a, 0, -1)",
    "np.moveaxis(a, [0, 1], [-1, 0])", "np.rollaxis(a, 2)", "np.squeeze(a[:1])", "np.squeeze(a, 0)",
    "np.expand_dims(a, 1)", "np.expand_dims(a, (0, 4))", "np.expand_dims(a, 7)", "np.atleast_1d(5)",
    "np.atleast_2d([1, 2])", "np.atleast_3d([1, 2])", "np.broadcast_to([1, 2], (3, 2))",
    "np.broadcast_to([1, 2], (2, 3))",
    "np.broadcast_arrays([1, 2], [[3], [4]])", "np.broadcast_shapes((2, 1), (3,))", "np.concatenate((a, a))",
    "np.concatenate((a, a), axis=2)", "np.concatenate((a, a[0]))", "np.concatenate((a, a), axis=None)",
    "np.concatenate(([1], [2.5]))",
    "np.concatenate(([1], ['a']))", "np.concatenate([])", "np.concatenate((a, a), axis=3)", "np.stack((a, a))",
    "np.stack((a, a), axis=-1)", "np.stack(([1], [1, 2]))", "np.vstack(([1, 2], [3, 4]))",
    "np.hstack(([1, 2], [3, 4]))",
    "np.hstack((a, a))", "np.dstack(([1, 2], [3, 4]))", "np.column_stack(([1, 2], [3, 4]))",
    "np.block([[np.eye(2), np.zeros((2, 1))], [np.ones((1, 3))]])", "np.split(np.arange(6), 3)",
    "np.split(np.arange(6), [2, 5])",
    "np.split(np.arange(5), 2)", "np.array_split(np.arange(5), 2)", "np.hsplit(a, 3)", "np.vsplit(a, 2)",
    "np.dsplit(a, 2)", "np.tile([1, 2], 3)", "np.tile(a, (2, 1, 1))", "np.repeat([1, 2], 2)",
    "np.repeat(a, [1, 2, 0], axis=1)",
    "np.repeat([1, 2], [1, 2, 3])", "np.flip(a)", "np.flip(a, 1)", "np.fliplr(a)", "np.flipud(a)", "np.rot90(a[0])",
    "np.rot90(a, 3, (1, 2))", "np.roll(a, 5)", "np.roll(a, (1, 2), axis=(0, 1))", "np.roll(a, 1, axis=2)",
    "np.pad([1, 2], 2)", "np.pad(a[0], ((1, 0), (0, 2)), constant_values=7)", "np.pad([1, 2, 3], 2, mode='edge')",
    "np.pad([1, 2, 3], 2, mode='reflect')", "np.pad([1, 2, 3], 4, mode='wrap')", "np.resize(a, (2, 5))",
    "np.trim_zeros([0, 1, 2, 0])",
    "np.append([1], [[2, 3]])", "np.append([[1]], [[2]], axis=1)", "np.ravel([[1, 2], [3, 4]])",
    "np.shape([[1, 2]])", "np.size(a), np.ndim(a)", "a.shape, a.strides, a.size, a.itemsize, a.nbytes, a.ndim",
    "a.flags.c_contiguous, a.T.flags.f_contiguous, a[:, ::2].flags.owndata", "a.view('i4')", "a.view('f8').shape",
    "a[..., ::2].view('i4')", "a.astype('i2').byteswap()", "a.copy('F').strides", "a.real, (a * 1j).imag",
    "np.real([1 + 2j])",
    "np.dot(a, np.arange(4))", "np.dot([[1, 2], [3, 4]], [[5, 6], [7, 8]])", "np.inner([1, 2], [3, 4])",
    "np.outer([1, 2], [3, 4])", "np.vdot([1j, 2], [3, 4])", "np.tensordot(a, a, axes=([1, 2], [1, 2]))",
    "np.einsum('ijk,ijk->i', a, a)",
    "np.kron([1, 2], [3, 4])", "np.cross([1, 2, 3], [4, 5, 6])", "np.trace(a[0])", "np.matmul(a, a.swapaxes(1, 2))",
    "np.matmul(a, a)", "a @ 2", "np.apply_along_axis(sum, 1, a)", "np.vectorize(lambda x: x + 1)(a)",
    "np.ndenumerate(a).__next__()",
    "np.array_equal(a, a), np.allclose(a, a + 1e-9), np.array_equiv([1, 2], [[1, 2]])",
    "np.isclose([1, np.nan], [1 + 1e-9, np.nan], equal_nan=True)", "np.round([1.25, 2.675], 2)", "np.around(15, -1)",
    "np.interp([1.5, 9], [1, 2], [3, 4])",
    "np.convolve([1, 2, 3], [0, 1, 0.5])", "np.convolve([1, 2, 3], [1, 1], 'same')",
    "np.correlate([1, 2, 3], [0, 1, 0.5], 'full')", "np.polyfit([0., 1, 2], [1., 3, 7], 2).round(8)",
    "np.polyval([1, 2, 3], 2)", "np.unwrap([0, 3.5, 7])",
    "np.nan_to_num([np.nan, np.inf, 1])", "np.sinc([0, 0.5])", "np.angle(1j)",
    "np.iscomplexobj([1j]), np.isrealobj([1]), np.isscalar(3)", "np.fix([-1.5, 1.5])", "np.ediff1d([1, 4, 9])",
    "np.nan, np.inf, np.pi, np.e",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
@both(ulp=4)
def test_expression(xp, expression):
    return evaluate(xp, expression, a=xp.arange(24).reshape(2, 3, 4))


@pytest.mark.parametrize("expression", [
    "a.T", "a.reshape(4, 6)", "np.concatenate((a, a[::-1]), axis=1)", "np.flip(a, 2)", "a.swapaxes(0, 1).copy()",
    "np.roll(a, 3)", "np.repeat(a, 2, axis=0)", "a.byteswap()",
])
@both(dtypes=ALL)
def test_dtypes(xp, expression, dtype):
    return evaluate(xp, expression, a=xp.arange(24).reshape(2, 3, 4).astype(dtype))


@both
def test_changes_in_place(xp):
    array = xp.arange(6)
    array.shape = (2, 3)
    array.resize((3, 3), refcheck=False)
    matrix = xp.arange(4)
    matrix.dtype = "i4"
    array.fill(7)
    return array, matrix


@both
def test_matrix(xp):
    a = xp.matrix([[1, 2], [3, 4]])
    b = xp.matrix("5 6; 7 8")
    parts = [a * b, a**2, a.T, a.I.round(8), a[0], a[:, 1], a.A, a.A1, a.sum(axis=0), a * 2, xp.asmatrix([1, 2])]
    return [type(part).__name__ for part in parts], [xp.asarray(part) for part in parts]


@both(message=True)
def test_matrix_has_two_dimensions(xp):
    return xp.matrix(xp.zeros((3, 3, 3)))


@both
def test_recarray(xp):
    table = xp.rec.array([(1, 2.5, "a"), (2, 3.5, "bc")], names="i,f,s")
    table.f[0] = 9
    return table.i, table.f, table["s"], table[1].f, xp.rec.fromarrays([[1, 2], [3.0, 4.0]], names="x,y").y


@settings(max_examples=150)
@given(st.permutations(range(4)), st.lists(st.sampled_from([1, 2, 3, 4, 6]), min_size=1, max_size=4))
def test_any_transpose_and_reshape(axes, shape):
    compare(lambda xp: xp.arange(72).reshape(2, 3, 3, 4).transpose(axes).reshape(*shape, -1))

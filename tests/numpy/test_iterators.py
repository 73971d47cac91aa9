"""`flat`, `broadcast`, index iterators, functions along axes."""
import pytest

from tests.differential import both, evaluate


@pytest.mark.parametrize("expression", [
    "list(a.flat)", "a.T.flat[3]", "a.flat[1:5:2]", "a.T.flat[[0, -1]]", "a.flat[...]", "a.flat[a.ravel() > 3]", "len(a.flat)", "a.flat.coords", "a.flat.base is a", "a.flat.copy()", "a.flat[24]", "a.flat['x']",
    "np.array(a.T.flat)", "next(a.flat)", "list(np.ndindex(2, 3))", "list(np.ndindex((2, 1)))", "list(np.ndenumerate([[1, 2], [3, 4]]))", "list(np.ndindex())", "np.ndindex(-1)",
    "list(np.broadcast([1, 2], [[3], [4]]))", "np.broadcast([1, 2], [[3], [4]]).shape", "np.broadcast([1, 2], [1, 2, 3])", "np.broadcast([1], [[2]]).nd, np.broadcast([1]).numiter, np.broadcast([1, 2]).size",
    "np.apply_along_axis(lambda x: x[:2] * 2, 1, a)", "np.apply_along_axis(lambda x: x.max(), 0, a)", "np.apply_along_axis(np.diag, -1, a[0])", "np.apply_over_axes(np.sum, a, [0, 2])",
    "np.vectorize(lambda x, y: x + y)(a, 1)", "np.vectorize(lambda x: (x, x / 2))([1, 2])", "np.vectorize(lambda x: x, otypes=[float])([])", "np.vectorize(lambda x: x)([])", "np.vectorize(lambda x, k: x * k, excluded=['k'])([1, 2], k=3)",
    "np.piecewise(np.arange(6.), [np.arange(6) < 3, np.arange(6) >= 3], [-1, lambda x: x * 2])", "np.piecewise(3., [True], [4])", "np.fromfunction(lambda i, j: i * j, (2, 3), dtype=int)",
    "np.ix_([0, 1], [2])", "np.ix_([True, False], [1])", "np.ix_([[1]])", "np.tril_indices(3, -1, 4)", "np.triu_indices(3, 1)", "np.mask_indices(3, np.triu, 1)", "np.diag_indices_from(np.eye(3))",
    "np.lib.stride_tricks.sliding_window_view(a, (2, 2), axis=(0, 2))", "np.lib.stride_tricks.sliding_window_view([1, 2], 3)", "np.lib.stride_tricks.as_strided(np.arange(4), (3, 2), (8, 8))", "np.shares_memory(a[:, ::2], a[:, 1::2])",
    "np.may_share_memory(a[..., ::2], a[..., 1::2])", "np.packbits([[1, 0, 1], [1, 1, 1]], axis=1)", "np.packbits(a)", "np.unpackbits(np.array([[2], [7]], 'u1'), axis=1, count=3, bitorder='little')", "np.unpackbits([1])", "np.unstack(a, axis=1)",
    "np.block([1, 2, 3])", "np.block([[1, 2], 3])", "np.block([])", "np.block((1, 2))", "np.mgrid[0:3]", "np.mgrid[0:1:5j, 2:4]", "np.ogrid[0:3, 0:1:3j]", "np.r_[0:3, 5]", "np.r_['0,2', [1, 2], [3, 4]]", "np.c_[[1, 2], [3, 4]]", "np.r_[1:2:3j, 5.]", "np.r_['1,2,0', [1, 2], [3, 4]]",
    "np.s_[1:2, ...], np.index_exp[0]", "np.require([1, 2], 'f4', ['F', 'W']).flags.f_contiguous", "np.asarray_chkfinite([1., np.inf])", "np.logspace(0, 2, 5)", "np.geomspace(1, 256, 9)", "np.geomspace(1, 1000, 4, dtype=int)",
    "np.put_along_axis(a, np.array([[[1]], [[0]]]), 99, axis=1) or a", "np.take_along_axis(a, np.array([5]), axis=None)", "np.where(a > 3, 1, a.astype('i1'))", "np.where(a[0, 0] > 1, 'x', 'yz')", "np.where(True, 1, 2)", "np.where(a, 1)",
    "np.array_split(a, [1, 3], axis=1)", "np.split(a, 5)", "np.split(a, 0)", "np.hsplit(np.array(1), 1)", "np.roll(a, (1, 2))", "np.roll(a, (1, 2, 3), (0, 1))", "np.rot90(a, axes=(0, 0))", "np.rot90(a, axes=(0, 5))", "np.moveaxis(a, 5, 0)", "np.moveaxis(a, [0, 0], [1, 2])",
    "np.moveaxis(a, [0], [1, 2])", "np.rollaxis(a, 0, 5)", "np.insert(a, [1, 1], 7, axis=1)", "np.insert(np.arange(3), 5, 1)", "np.insert(np.arange(3), [5, 6], 1)", "np.insert(a, slice(0, 2), 0, axis=2)",
    "np.delete(np.arange(3), [True, False, True])", "np.delete(np.arange(3), [True])", "np.delete(np.arange(3), 5)", "np.delete(np.arange(3), [5])", "np.delete(np.arange(3), 1.5)", "np.delete(np.arange(3), [])", "np.resize([], (2, 2))", "np.resize([1, 2], -1)",
    "np.trim_zeros([[0, 0, 0], [0, 1, 0]])", "np.trim_zeros((0, 1, 0))", "np.trim_zeros([0, 1], 'x')", "np.squeeze(a, axis=0)", "np.flip(a, (0, 2))", "np.flip(a, (0, 0))", "np.fliplr([1])", "np.tile([[1, 2]], (2, 1, 2))", "np.repeat(a, [[1]])", "np.repeat([1, 2], 1.5)",
    "np.unravel_index(30, (2, 3))", "np.unravel_index(1.5, (2, 3))", "np.ravel_multi_index([[1, 7]], (3,))", "np.ravel_multi_index([[1, 7]], (3,), mode='wrap')", "np.choose(5, [1, 2])", "np.choose([0, 1], [[1, 2], [3., 4]], mode='clip')", "np.select([], [])", "np.select([a > 1], [a, a])",
    "np.compress([True] * 30, a)", "np.diagonal(a[0, 0])", "np.diagonal(a, axis1=0, axis2=0)", "np.take(a, 1.5)", "np.take(a, [0], mode='x')", "a.take([0, 1], out=np.zeros(2, int))", "np.copyto(a, 1.5)", "np.copyto(np.zeros(3), 1, where=[True, False, True])",
    "np.linspace(0, 1, 3, dtype='f4')", "np.linspace(np.float32(0), 1, 3)", "np.linspace(0, 1, 0)", "np.linspace(0, 1, 1, retstep=True)", "np.linspace(5, 0, 6, dtype=int)", "np.linspace(-3, 3, 5, dtype=int)", "np.arange(np.float32(3))", "np.arange(np.int8(3))", "np.arange(3, dtype=bool)", "np.arange(2, dtype=bool)",
    "np.arange(0, 3, 0.5, dtype=int)", "np.arange(5, step=2)", "np.arange(stop=4)", "np.arange(1, 2, 0.)", "np.arange(np.nan)", "np.arange('a')", "np.full(3, 300, 'i1')", "np.full((2,), 1j)", "np.ones_like(a.T).strides", "np.empty_like(a, shape=(2, 2)).shape", "np.zeros(3, order='K')",
    "np.identity(2, 'S2')", "np.eye(2, M=3, k=-1)", "np.diag([[1, 2], [3, 4]], 5)", "np.diag(5)", "np.tri(3, 2, -1)", "np.tril([1, 2, 3])", "np.vander([1., 2], 3, True)", "np.meshgrid()", "np.meshgrid(1, [2, 3])", "np.indices((2, 3), sparse=True)", "np.fromiter([1, 2], int, 3)", "np.frombuffer(b'', 'i4')", "np.frombuffer(b'abcd', 'i2', offset=9)",
    "np.concatenate(([1], [2]), dtype='f4')", "np.concatenate(([1.5], [2]), dtype=int)", "np.concatenate((1, 2))", "np.concatenate(([1], [[2]]))", "np.concatenate(([1], [2]), out=np.zeros(2))", "np.concatenate(([1], [2]), out=np.zeros(3))", "np.stack([])", "np.stack(x for x in [1])", "np.vstack([1, 2])", "np.dstack([a, a]).shape", "np.column_stack([[1, 2], [[3], [4]]])",
    "np.broadcast_to(a, (2, 2))", "np.broadcast_to(1, (2, 2)).flags.writeable", "np.broadcast_arrays([1, 2], [1, 2, 3])", "np.broadcast_shapes((2,), (3,))", "np.atleast_1d(1, [2])", "np.expand_dims(a, (0, 0))", "np.matrix_transpose([1])", "np.shape(3), np.size(a, 1), np.size(a, (0, 1)), np.ndim([[1]])",
])
@both(message=True)
def test_expression(xp, expression):
    return evaluate(xp, expression, a=xp.arange(24).reshape(2, 3, 4))

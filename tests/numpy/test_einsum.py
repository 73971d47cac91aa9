"""``einsum`` and the order of its products."""
import pytest

from tests.differential import both, evaluate

A = "np.arange(24.).reshape(2, 3, 4)"


@pytest.mark.parametrize("expression", [
    "np.einsum('ij,jk->ik', m, m.T)", "np.einsum('ij,jk', m, m.T)", "np.einsum('ii->i', s)", "np.einsum('ii', s)", "np.einsum('ij->ji', m)",
    "np.einsum('ji', m)", "np.einsum('i,i', v, v)", "np.einsum('i,j->ij', v, v)", "np.einsum('ij,ij->i', m, m)", "np.einsum('ij->', m)",
    "np.einsum('...ij,...jk->...ik', a, a.transpose(0, 2, 1))", "np.einsum('i...->...', a)", "np.einsum('...', a)", "np.einsum('...i->...', a)",
    "np.einsum('ijk,ijk->', a, a)", "np.einsum('bij,bjk,bkl->bil', a, a.transpose(0, 2, 1), a)", "np.einsum('i,i,i->i', v, v, v)",
    "np.einsum(m, [0, 1], m.T, [1, 2], [0, 2])", "np.einsum(m, [0, 1], v, [1])", "np.einsum(a, [..., 0], [..., 0])", "np.einsum(m, [1, 0])",
    "np.einsum('ij,jk->ik', m.astype('i1'), m.T.astype('i1')).dtype", "np.einsum('ij,j', m.astype(int), [1, 2, 3, 4])", "np.einsum('iij->j', np.arange(27).reshape(3, 3, 3))",
    "np.einsum('ij,jk->ik', m > 3, m.T > 3)", "np.einsum('i,ij->', [1j, 2], m[:2])", "np.einsum('ij,jk->ik', m, m.T, out=np.zeros((3, 3)))",
    "np.einsum('ij,jk->ik', m.astype(int), m.T.astype(int), dtype=float)", "np.einsum('ij,jk->ik', m, m.T, dtype='i4')", "np.einsum('ij,jk->ik', m, m.T, dtype='f4', casting='same_kind')",
    "np.einsum('ij,jk,kl->il', m, m.T, m, optimize=True)", "np.einsum('ij,jk,kl->il', m, m.T, m, optimize='optimal')", "np.einsum('ij,jk,kl->il', m, m.T, m, optimize=['einsum_path', (0, 1), (0, 1)])",
    "np.einsum('ij,ij->ij', m, np.ones((1, 4)))", "np.einsum('ij,kl->ijkl', m, m).shape", "np.einsum('i->', np.zeros(0))", "np.einsum('ij,jk->ik', np.zeros((2, 0)), np.zeros((0, 3)))",
    "np.einsum(',', 3, 4)", "np.einsum('', 5)", "np.einsum('i,->i', v, 2.0)", "np.einsum('ij,ji->', m, m.T)", "np.einsum('ijk,k->ij', a, v)", "np.einsum('ab,cd,ef,a->', m, m, m, v[:3])",
    "np.einsum('ij,jk->ki', m, m.T).flags.owndata", "np.shares_memory(np.einsum('ii->i', s), s)", "np.einsum('ij->i', m[:, ::-1])", "np.einsum('ij,jk->ik', m[::-1], m.T[:, ::2])",
    "np.einsum('i,i->', v.astype('f2'), v.astype('f2'))", "np.einsum('i j, j k -> i k', m, m.T)", "np.einsum_path('ij,jk,kl->il', m, m.T, m)[0]", "np.einsum_path('ij,jk', m, m.T, optimize=False)[0]",
    "np.einsum_path('ea,fb,abcd,gc,hd->efgh', *[np.ones((3, 3))] * 2, np.ones((3,) * 4), *[np.ones((3, 3))] * 2, optimize='greedy')[0]",
    "np.einsum_path('ij,jk,kl->il', m, m.T, m, optimize='optimal')[0]", "np.einsum('ij,jk->ik', m, m.T, order='F').flags.f_contiguous",
])  # fmt: skip
@both(ulp=4)
def test_expression(xp, expression):
    names = {"m": evaluate(xp, "np.arange(12.).reshape(3, 4)"), "v": evaluate(xp, "np.arange(4.)"), "a": evaluate(xp, A)}
    return evaluate(xp, expression, s=evaluate(xp, "np.arange(9.).reshape(3, 3)"), **names)


@pytest.mark.parametrize("optimize", [
    "('greedy', 5)", "('optimal', 5)", "'greedy'", "'optimal'", "True", "False", "['einsum_path', (0, 2), (0, 1)]", "['einsum_path', (0, 1)]", "'best'", "3",
])  # fmt: skip
@both
def test_paths(xp, optimize):
    operands = "ab,bc,cd->ad", xp.ones((2, 9)), xp.ones((9, 3)), xp.ones((3, 8))
    return xp.einsum_path(*operands, optimize=eval(optimize))[0], xp.einsum(*operands, optimize=eval(optimize))


@pytest.mark.parametrize("arguments", [
    "()", "('ij',)", "('ij', [1])", "('i,j', [1])", "('i', [1], [2])", "('ij->ik', [[1]])", "('i->ii', [1])", "('i..', [1])", "('i...j...', [[1]])",
    "('i%', [[1]])", "('ij,jk', np.ones((2, 3)), np.ones((2, 3)))", "('i-j', [1])", "('ii', np.ones((2, 3)))", "('i...->i', [[1]])", "('i', [[1]])", "([1.0], [60])",
    "('', 0), {'order': 'W'}", "('', 0), {'casting': 'blah'}", "('', 0), {'out': 'test'}", "('i->i', [1, 2]), {'out': np.zeros((2, 2), int)}",
])  # fmt: skip
@both
def test_refusals(xp, arguments):
    given = eval(arguments, {"np": xp})
    positional, keywords = given if len(given) == 2 and isinstance(given[1], dict) else (given, {})
    return xp.einsum(*positional, **keywords)

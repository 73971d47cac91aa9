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


KINDS = ("bool", "int8", "uint8", "int16", "uint32", "int64", "float16", "float32", "float64", "complex64", "complex128")
SHAPES = {"i": 5, "j": 6, "k": 7, "l": 4, "b": 3}


def _operand(xp, term, dtype, scale, seed):
    """Small numbers of which sums are exact in all types, halves too."""
    shape = tuple(SHAPES[letter] * scale if letter != "l" else SHAPES["l"] for letter in term)
    size = 1
    for length in shape:
        size *= length
    values = (xp.arange(size) * seed % 5 - (0 if dtype in ("bool", "uint8", "uint32") else 2)).reshape(shape)
    return values.astype(dtype)


@pytest.mark.parametrize("scale", [1, 4])
@pytest.mark.parametrize("subscripts", [
    "ij,jk->ik", "ij,jk", "ij,kj->ki", "ji,jk->ik", "bij,bjk->bik", "bij,jk->bik", "ij,j->i", "ji,j->i", "ij,ij->", "ij,ij->i", "ij,ij->j",
    "ij,ij->ij", "i,j->ij", "i,j->ji", "ij,k->ij", "ij,ik->", "ij->", "ij->i", "ij->j", "bij->i", "bij->jb", "ij,jk,kl->il", "i,i,i->i",
    "i,i,i->", "ij,jk,ki->", "bijl,jkbl->ik", "bijl,kjlb->ibk", "i,->i", "iji->j", "ijij->", "iij,jk->k", "ij,jl->li", "lji,lbj->ib",
])  # fmt: skip
@both(dtypes=KINDS, ulp=16)
def test_kinds(xp, subscripts, dtype, scale):
    scale = 1 if dtype in ("float16", "bool") or subscripts == "ijij->" else scale
    terms = subscripts.partition("->")[0].split(",")
    repeated = {letter for term in terms for letter in term if term.count(letter) > 1}
    operands = [_operand(xp, term, dtype, 1 if repeated else scale, seed) for term, seed in zip(terms, (3, 7, 11))]
    return xp.einsum(subscripts, *operands)


@pytest.mark.parametrize("expression", [
    # mixed types, and the type asked for
    "np.einsum('i,i', np.arange(3, dtype='i1'), np.arange(3, dtype='f4')).dtype", "np.einsum('i,i->i', np.array([100], 'i1'), np.array([100], 'i1'), out=np.zeros(1, int))",
    "np.einsum('i,i->i', np.array([100]), np.array([100]), out=np.zeros(1, 'i1'), casting='same_kind')", "np.einsum('i->', np.array([1, 2], '>i4')).dtype.str",
    "np.einsum('i->i', np.array([1, 2], '>i4')).dtype.str", "np.einsum('i,i->i', np.array([1, 2], '>i4'), np.array([1, 2], '>i4')).dtype.str",
    "np.einsum('i,->i', np.array([1, 2], 'i1'), 3)", "np.einsum('i,i->', [True, True], [1, 2])", "np.einsum('i,i->i', [1.0, 2], [1, 2], out=np.zeros(2, int), casting='unsafe')",
    "np.einsum('i,i->', np.arange(3.0), np.arange(3.0), dtype='i4', casting='unsafe')", "np.einsum('i->i', np.arange(3), dtype='f4').dtype", "np.einsum('i->', np.full(300, 300, 'f2'))",
    # lengths of one
    "np.einsum('i,i', np.ones(1), np.arange(3.0))", "np.einsum('i,i->i', np.ones(1), np.arange(3.0))", "np.einsum('ij,jk->ik', np.ones((3, 1)), np.ones((3, 2)))",
    "np.einsum('ij,jk->ik', np.ones((30, 1)), np.arange(3000.0).reshape(100, 30))", "np.einsum('ij,j->', np.broadcast_to(np.arange(100.0)[:, None], (100, 90)), np.ones(90))",
    "np.einsum('ij,ij->', np.broadcast_to(2.0, (100, 90)), np.broadcast_to(3.0, (100, 90)))", "np.einsum('ij,jk->ik', np.broadcast_to(np.arange(40.0), (30, 40)), np.arange(1200.0).reshape(40, 30))",
    "np.einsum('i,i', np.zeros(0), np.ones(1))", "np.einsum('ij,jk', np.ones((3, 0)), np.ones((0, 2)))", "np.einsum('ij->j', np.ones((0, 2)))", "np.einsum('ij->j', np.ones((2, 0)))",
    # ellipses
    "np.einsum('...,...', np.ones((2, 3)), np.arange(3.0))", "np.einsum('...i,...i', np.ones((2, 3)), np.ones((2, 2, 3)))", "np.einsum('i...,...', np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3))",
    "np.einsum('i,i->...', np.ones(2), np.ones(2))", "np.einsum('...i->i...', np.arange(6).reshape(2, 3))", "np.einsum('i...', np.arange(6).reshape(2, 3))", "np.einsum('i...->i', [1])", "np.einsum('i->i...', [1])",
    "np.einsum('...ij,...jk->...ik', np.arange(600.0).reshape(5, 10, 12), np.arange(1200.0).reshape(5, 12, 20))", "np.einsum([1.0], [Ellipsis, 0], [0, Ellipsis])", "np.einsum('aB', np.arange(6).reshape(2, 3))",
    "np.einsum([[1.0, 2]], [26, 25])", "np.einsum(1.0, [], [])", "np.einsum([1.0], (0,), [2.0, 3.0], (1,))",
    # memory
    "np.einsum('ij,jk->ki', np.ones((2, 3)), np.ones((3, 4))).strides", "np.einsum('ij,ij->ji', np.ones((3, 2)), np.ones((3, 2))).strides", "np.einsum('i,j->ji', np.ones(3), np.ones(2)).strides",
    "np.einsum('ij,jk->ik', np.ones((3, 2)).T, np.ones((4, 3)).T).strides", "np.einsum('ij,jk->ik', np.ones((3, 2)).T, np.ones((4, 3)).T, order='A').strides",
    "np.einsum('ij,jk->ik', np.ones((30, 20)).T, np.ones((40, 30)).T, order='C').strides", "np.einsum('ij,jk->ik', np.ones((2, 3)), np.ones((3, 4)), order='F').strides", "np.einsum('ii->i', np.ones((2, 2))).strides",
    "np.einsum('...ii->...i', np.ones((2, 2, 2))).strides", "type(np.einsum('', np.array(5))).__name__", "np.einsum('ij,ij->ij', np.arange(12.0).reshape(3, 4)[::-1], np.arange(12.0).reshape(4, 3).T)",
    "np.einsum('ij,jk->ik', np.arange(2000.0).reshape(40, 50)[::-1, ::2], np.arange(2500.0).reshape(50, 50)[::-2, ::-1])", "np.einsum('i,i', np.arange(100.0)[::-3], np.arange(100.0)[::3])",
    # three and more without a wish
    "np.einsum('ij,jk,kl->il', np.ones((20, 30)), np.ones((30, 20)), np.ones((20, 30)))", "np.einsum('i,j,i,j->', *[np.arange(200.0)] * 4)", "np.einsum('i,i,i->i', *[np.arange(2000.0)] * 3)",
])  # fmt: skip
@both(ulp=4)
def test_corner(xp, expression):
    return evaluate(xp, expression)


@both
def test_views_are_written_through(xp):
    a = xp.arange(9.0).reshape(3, 3)
    xp.einsum("ii->i", a)[...] = 7
    xp.einsum("ji", a)[0] = 1
    view = xp.einsum("ij->ji", a)
    a.flags.writeable = False
    return a, view.base is a, view.flags.writeable, xp.einsum("ii->i", a).flags.writeable


@pytest.mark.parametrize("size", [3, 40])
@both
def test_out_may_be_an_operand(xp, size):
    a = xp.arange(float(size * size)).reshape(size, size) % 7
    given = xp.einsum("ij,jk->ik", a, a, out=a)
    b = xp.arange(float(size))
    xp.einsum("i,i->i", b[:-1], b[:-1], out=b[1:])
    c = xp.zeros((size, 2 * size))
    xp.einsum("ij,jk->ki", a, a, out=c[:, ::2])
    return given is a, a, b, c


@pytest.mark.parametrize("arguments", [
    "('ij,jk', np.ones((2, 3)), np.ones((2, 3)))", "('i,i->i', np.ones(2), np.ones(3))", "('i,i->i', np.ones(0), np.ones(3))", "('...,...', np.ones((2, 3)), np.ones(2))", "('ij', [1])", "('i,j', [1])",
    "('i', [1], [2])", "('ij->ik', [[1]])", "('i->ii', [1])", "('i..', [1])", "('i...j...', [[1]])", "('i....', [[1]])", "('i. ..', [[1]])", "('i%', [[1]])", "('i-j', [1])", "('i>j', [1])", "('i->i->', [1])",
    "('i->i,j', [1])", "('i->i..', [1])", "('ii', np.ones((2, 3)))", "('ii', np.ones((1, 3)))", "('ii->i', np.ones((1, 3)))", "('iij->j', np.ones((3, 1, 2)))", "('i...->i', [[1]])", "('i', [[1]])", "('...->', [1])",
    "('i,ijk', [1], np.ones((2, 2)))", "([1.0], [60])", "([1.0], [-1])", "([1.0], ['a'])", "([1.0], [0.5])", "([1.0], 0)", "([1.0], [0], 0)", "([1.0], [0], [1])", "([1.0], [0], [0, 0])", "([1.0],)", "()", "('i',)",
    "([1.0], [Ellipsis, Ellipsis])", "('', 0), {'out': 'test'}", "('', 0), {'order': 'W'}", "('i->i', [1, 2]), {'out': np.zeros((2, 2), int)}", "('i->i', [1, 2]), {'out': np.zeros(3, int)}",
    "('i->i', [1.0, 2]), {'out': np.zeros(2, int)}", "('i,i->i', [1.0, 2], [1, 2]), {'out': np.zeros(2, int)}", "('i,i->i', np.array([1], 'i1'), np.array([1], 'i1')), {'out': np.zeros(1, int), 'dtype': 'i1'}",
    "('i->', np.arange(3)), {'dtype': 'f4'}", "('i,i->', np.array(['a']), [1])", "('i', np.ones(2)), {'optimize': []}", "('i', np.ones(2)), {'optimize': ['greedy']}",
    "('i', np.ones(2)), {'optimize': 3}", "('i,i,i', *[np.ones(2)] * 3), {'optimize': ['einsum_path', (0, 1)]}", "('i,i,i', *[np.ones(2)] * 3), {'optimize': ['einsum_path', (0, 3), (0, 1)]}",
    "('i,i,i', *[np.ones(2)] * 3), {'optimize': 'best'}",
])  # fmt: skip
@both(message=True)
def test_refusals_in_words(xp, arguments):
    given = eval(arguments, {"np": xp})
    positional, keywords = given if len(given) == 2 and isinstance(given[1], dict) else (given, {})
    return xp.einsum(*positional, **keywords)


@pytest.mark.parametrize("subscripts, sizes", [
    ("ij,jk,kl->il", "2343"), ("ea,fb,abcd,gc,hd->efgh", "33333333"), ("ijk,ilm,njm,nlk,abc->", "234524232"), ("i,j,k,ijk->", "456"), ("ab,cd,ef,gh->aceg", "23232323"), ("ab,ab,c->abc", "234"),
    ("abc,bd,cd,e->ae", "22345"), ("a,a,a->a", "3"), ("ab,bc->ac", "234"), ("ab->b", "23"), ("dba,ddef,eghf,agi,ihc->c", "324252352"), ("fbe,aagb,ebdg->fd", "2343252"),
])  # fmt: skip
@pytest.mark.parametrize("optimize", [True, False, "optimal", ("greedy", 6), ("optimal", 20)])
@both
def test_reports(xp, subscripts, sizes, optimize):
    lengths = dict(zip(dict.fromkeys(c for c in subscripts if c.isalpha()), map(int, sizes)))
    operands = [xp.ones([lengths[c] for c in term]) for term in subscripts.partition("->")[0].split(",")]
    path, report = xp.einsum_path(subscripts, *operands, optimize=optimize)
    return path, report

"""Small calls take short cuts; these are the cases beside them: overlap, flags, keywords, other layouts."""
import pytest

from tests.differential import both, evaluate

INPLACE = [
    "a += a", "a += a[3]", "a[1:] += a[:-1]", "a[:-1] += a[1:]", "a[::-1] += a", "a += a[2:3]",
    "a[:0] += a[:0]", "a[::2] -= a[1::2]", "a *= 2", "a *= True", "a **= 2", "a **= 0.5",
    "a /= a.astype('>f8')", "a //= 0.0", "a += a.reshape(2, 3)[0, 1]", "a += np.array([1, 2, 3, 4, 5, 6])",
    "b = a.reshape(2, 3); b += b[0]", "b = a.reshape(2, 3); b.T[:] = b[:, ::-1].T", "a[2:5] = a[1:4]",
    "a[1:4] = a[2:5]", "a[:] = a[::-1]", "a[1, ] = 7.0", "a[6] = 1.0", "a.flags.writeable = False; a += 1",
    "a.flags.writeable = False; a[0] = 1.0", "np.add(a[1:], a[:-1], out=a[1:])", "np.add(a, 1, a)",
    "b = a.reshape(2, 3); b[1, 2] = 9.0", "b = a.reshape(2, 3); b[0, 3] = 9.0",
    "b = a.reshape(2, 3); b[1] = [7, 8, 9]",
]


@pytest.mark.parametrize("statement", INPLACE)
@both
def test_inplace(xp, statement):
    array = xp.arange(6.0) + 1
    with xp.errstate(all="ignore"):
        exec(statement, {"a": array, "np": xp})
    return array


CALLS = [
    "np.zeros()", "np.zeros(3, int)", "np.zeros(shape=3, dtype='f4')", "np.zeros(3, like=None)",
    "np.zeros(-1)", "np.sum(a, axis=0)", "np.sum(a=a, keepdims=True)", "np.sum(a, foo=1)", "np.sum()",
    "np.sqrt()", "np.sqrt(a, a, a)", "np.sqrt(a, dtype='f4')", "np.add(a, b, where=a > 2, out=np.zeros(4))",
    "np.add(*[a, b])", "np.add(a)", "np.divmod(a, 2)", "np.modf(a)", "np.sqrt([1, 4])", "np.sqrt(4)",
    "np.add(1, 2)", "np.add(a, None)", "np.arange(3)", "np.arange(0, 1, 0.25)", "np.arange(3, dtype='i2')",
    "np.arange(5, 1, -2)", "np.arange(True)", "a.dot(b)", "a.dot(b[::-1])", "a[:0].dot(b[:0])",
    "a.dot(b[:3])", "a.astype('f4').dot(b.astype('f4'))", "a.astype('>f8').dot(b)", "np.dot(a, 2)",
    "a.dot(np.array([np.nan, np.inf, 0, 0]))", "a.argmax()", "a[:0].argmax()",
    "np.array([1, np.nan, 3]).argmax()", "a.reshape(2, 2).argmax(-1)", "a[::-1].argmin()", "a.max()",
    "a[:0].max()", "np.array([[1, np.nan], [3, 4]]).min()", "(a > 2).max()", "a.reshape(-1, 1)",
    "a.reshape((2, 2))", "a.reshape([2, -1])", "a.reshape(2, np.int8(2))", "a.reshape(2.0, 2)",
    "a.reshape(3, -1)", "a.reshape('x')", "a.reshape(-1, -1)", "a.copy('F')", "a.reshape(2, 2).copy('F')",
    "a.reshape(2, 2).T.copy('K')", "a.copy(1)", "np.zeros((2, 0)).T.copy('K')", "a.reshape(2, 2)[1]",
    "a.reshape(2, 2)[1, -1]", "a.reshape(2, 2)[0, 2]", "a[np.array(1)]", "a[np.array([0, -1])]",
    "a[np.array(True)]", "a[b]",
]


@pytest.mark.parametrize("expression", CALLS)
@both
def test_call(xp, expression):
    return evaluate(xp, expression, a=xp.arange(1.0, 5.0), b=xp.array([4.0, 3.0, 2.0, 1.0]))


@both
def test_flags_are_reported_once(xp):
    import warnings

    a = xp.array([1.0, 0.0])
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        a / 0.0
        a + a
        a /= a
    return [str(w.message) for w in seen]

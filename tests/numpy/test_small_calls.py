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


KINDS = ["?", "i1", "u1", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "F", "D"]
BESIDE = [
    "a + s", "s - a", "a * s", "a / s", "s // a", "a % s", "a ** s", "a < s", "s == a", "np.maximum(a, s)",
    "np.hypot(a, s)", "np.arctan2(s, a)", "np.logical_xor(a, s)", "a & s", "np.ldexp(a, s)", "np.float_power(a, s)",
    "np.copysign(a, s)", "np.isclose(a, s)", "np.add(a, s, out=np.zeros(3, 'D'))", "np.sqrt(a)", "np.add(a, s, dtype='f8')",
]


@pytest.mark.parametrize("expression", BESIDE)
@both(dtypes=KINDS, ulp=2)
def test_scalar_beside_array(xp, dtype, expression):
    array, out = xp.array([1, 0, 3]).astype(dtype), []
    with xp.errstate(all="ignore"):
        for kind in KINDS:
            for name in (expression, expression.replace("s", "t") if " s" in expression else expression):
                try:
                    found = evaluate(xp, name, a=array, s=xp.array(2, kind)[()], t=xp.array([2, 1, 2], kind))
                except (TypeError, ValueError) as error:
                    found = type(error).__name__
                out.append(found)
    return out


@pytest.mark.parametrize("expression", [
    "a[::2] + b[::-2]", "a[::-1] * a", "a[::2] + q", "np.sqrt(q[::2])", "np.add(a[::-1], b, out=a)",
    "np.add(a[::-1], q, out=a)", "np.add(a[:3], a[3:], out=a[1:4])", "np.add(a[::2], a[1::2], out=a[::2])",
    "np.add(q, a, out=a)", "np.add(a, 1, out=q)", "np.add(q, a, out=q)", "np.subtract(a[5::-1], a, out=a[:6])",
    "np.multiply(q, 2.5, out=a)", "np.add(a.view('i8'), q, out=a.view('i8'))", "a + q.astype('>i8')",
    "np.zeros((3, 0)) + np.zeros(1)", "a.reshape(2, 3).T + q.reshape(2, 3).T", "a[:1] + q", "np.float64(2) + a.T",
    "np.array(2.0) * q", "q ** np.int64(2)", "q ** np.int64(-1)", "2 ** q", "a ** np.float64(2)", "a ** np.int8(-1)",
])
@both
def test_small_operands_of_all_sorts(xp, expression):
    return evaluate(xp, expression, a=xp.arange(6.0) + 1, b=xp.arange(6.0) * 3, q=xp.arange(6))


@both(dtypes=KINDS + [">f8", ">i4", "S3", "U2", "V2", "f8,i4"])
def test_tolist(xp, dtype):
    array = xp.zeros((2, 3), dtype) if dtype[0] in "SUV" or "," in dtype else xp.arange(6).reshape(2, 3).astype(dtype)
    return [array.tolist(), array.T.tolist(), array[:, ::-2].tolist(), array[0].tolist(), array[0, 1:2].reshape(()).tolist(),
            array[:0].tolist(), array[:, :0].tolist()]  # fmt: skip


@pytest.mark.parametrize("value", ["1.5", "2", "True", "10**30", "np.float64(2.5)", "np.int8(3)", "'7'", "1j"])
@both(dtypes=["?", "i1", "i8", "f4", "f8", ">f8", "D"])
def test_fill(xp, dtype, value):
    out, value = [], evaluate(xp, value)
    for statement in ("a.fill(v)", "a[:] = v", "a[1] = v", "a[::2] = v", "a[1:1] = v", "b = a.reshape(2, 3).T; b[...] = v"):
        array = xp.arange(6).astype(dtype)
        try:
            exec(statement, {"a": array, "v": value})
        except (TypeError, ValueError, OverflowError) as error:
            out.append(type(error).__name__)
        out.append(array)
    return out


@pytest.mark.parametrize("items", [
    "[f, f]", "[f, 1, i]", "[i, 2]", "(i, f, 2.5)", "[[f, i], [1, 2.0]]", "[f, True]", "[f, g]", "[f, 'x']", "[i, h]", "[f, [1.0]]", "[[f], [i, f]]", "[np.bool(True), f]", "[f, 1j]",
])  # fmt: skip
@pytest.mark.parametrize("dtype", [None, "f8", "i8", "f4", "i4"])
@both
def test_arrays_of_scalars(xp, items, dtype):
    names = {"f": xp.float64(1.5), "i": xp.int64(3), "g": xp.float32(0.5), "h": xp.int8(4)}
    return xp.array(evaluate(xp, items, **names), dtype)


@pytest.mark.parametrize("call", [
    "np.add.at(a, i, 1.0)", "np.add.at(a, i, b)", "np.add.at(a, i, np.float64(2))", "np.subtract.at(a[::2], i, b)",
    "np.multiply.at(a, i.astype('i2'), b)", "np.maximum.at(a, i, b)", "np.add.at(a, i, a)", "np.add.at(a, i, [1.0])",
    "np.add.at(a, i, b[::-1])", "np.add.at(a, [0, 8], 1.0)", "np.add.at(a, [0, -9], 1.0)", "np.add.at(q, q, q)",
    "np.add.at(q, i, 2)", "np.add.at(q, i, 2.5)", "np.add.at(q, q, 1)", "np.divide.at(a, i, b - 1)",
    "np.add.at(a, i.reshape(5, 1), b)", "np.add.at(a, (i,), b)", "np.add.at(a, np.arange(2000) % 8 - 4, np.arange(2000))",
    "np.add.at(a.reshape(2, 4), [0, 1, 1], 1.0)", "np.add.at(a.astype('>f8'), i, b)", "np.logical_or.at(a > 9, i, b > 2)",
    "np.add.at(a[:0], [], [])", "np.add.at(a, np.array([0.5]), 1)", "np.add.at(a, a > 3, 1)",
])  # fmt: skip
@both
def test_at(xp, call):
    a, q = xp.arange(8.0), xp.arange(8) % 4
    with xp.errstate(all="ignore"):
        evaluate(xp, call, a=a, q=q, i=xp.array([1, -1, 1, 7, 0]), b=xp.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    return a, q

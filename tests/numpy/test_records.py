"""`numpy.rec`: fields as attributes."""
import io

import pytest

from tests.differential import both, evaluate

ROWS = "np.rec.array([(1, 2.5, 'ab'), (3, -1.0, 'c')], dtype='i4,f8,U2')"


@pytest.mark.parametrize("expression", [
    ROWS, "np.rec.array([(1, 2.0), (3, 4.0)], names='a,b')", "np.rec.array([(1, 2.0)], formats=['i4', 'f4'], names=['a', 'b'])",
    "np.rec.fromarrays([[1, 2], [3.0, 4.0]], names='x,y')", "np.rec.fromarrays([np.arange(3), np.arange(3) * 2.0, ['a', 'b', 'cc']], names='x,y,z')",
    "np.rec.fromarrays([[1, 2], [3]], names='x,y')", "np.rec.fromarrays([[1, 2], [3, 4]], dtype=[('a', 'i2'), ('b', 'f4')])",
    "np.rec.fromrecords([(1, 'dbe', 1.2), (2, 'de', 1.3)], names='c1,c2,c3')", "np.rec.fromrecords([(1, 2)], dtype='i4,i4')",
    "np.rec.fromstring(b'\\x01\\x02\\x03abc', dtype='u1,u1,u1,S3')", "np.rec.fromstring(b'\\1\\2\\3\\4', formats='u1', shape=(2, 2))",
    "np.rec.fromstring(b'ab')", "np.rec.array(None)", "np.rec.array(None, dtype='i4')", "np.rec.array(np.arange(3))",
    "np.rec.array(np.array([(1, 2.0)], 'i4,f8'))", "np.rec.array(b'abcd', formats='S2')", "np.recarray((2,), dtype=[('x', int), ('y', float)]).dtype",
    "np.rec.format_parser(['<f8', '<i4'], ['col1', 'col2'], ['T1', 'T2']).dtype", "np.rec.format_parser('f8, i4', [], []).dtype",
    "np.rec.format_parser(['f8', 'i4'], ['a', 'a'], []).dtype", "np.rec.format_parser(None, [], []).dtype",
    "np.rec.format_parser('i4,f8', 'a', [], byteorder='>').dtype", "np.rec.format_parser('i1,f8', None, None, aligned=True).dtype",
    "np.rec.find_duplicate([1, 2, 1])", "np.zeros(2, 'i4,f8').view(np.recarray)", "np.arange(3).view(np.recarray)",
])  # fmt: skip
@both
def test_making(xp, expression):
    made = evaluate(xp, expression)
    return type(made).__name__, made, repr(made)


@pytest.mark.parametrize("expression", [
    "r.f0", "r.f1", "r['f0']", "r[0]", "type(r[0]).__name__", "r[0].f1", "r[0].nope", "r[0].item()", "r[0].pprint()", "r.nope", "r.field(0)",
    "r.field('f1')", "r[1:]", "type(r[1:]).__name__", "r[['f0', 'f1']]", "type(r[['f0', 'f1']]).__name__", "r.dtype.type.__name__",
    "repr(r.dtype)", "str(r.dtype)", "r.dtype.names", "r.dtype == np.dtype('i4,f8,U2')", "type(r.f0).__name__", "r[0] == r[1]",
    "r.view(np.ndarray).tolist()", "type(r.view(np.ndarray)).__name__", "r.copy()", "repr(r[:0])", "str(r)", "str(r[0])", "repr(r[0])", "r.tolist()",
    "r[r.f0 > 1]", "r.shape", "type(r.reshape(2, 1)).__name__", "r.size", "r[0][1]", "list(r[0])", "len(r[0])", "type(np.asarray(r)).__name__",
])  # fmt: skip
@both
def test_expression(xp, expression):
    return eval(expression, {"np": xp, "r": evaluate(xp, ROWS)})


@both
def test_changing(xp):
    r = evaluate(xp, ROWS)
    r.f0 = [7, 8]
    r[0].f1 = 9.5
    r.field(2, "zz")
    r.note = "kept"
    r[1] = (0, 0.0, "q")
    return r.tolist(), r.note, r.f0


@both
def test_nested_fields(xp):
    r = xp.zeros(2, [("a", [("x", "i4"), ("y", "f8")]), ("b", "f4", 2)]).view(xp.recarray)
    r.a.x = [1, 2]
    return type(r.a).__name__, r.a.x, r.b, type(r.b).__name__, type(r[0].a).__name__, r[0].a.x


@both
def test_files_and_pickle(xp):
    import pickle

    r = evaluate(xp, ROWS)
    again = xp.rec.fromfile(io.BytesIO(r.tobytes()), dtype="i4,f8,U2")
    copied = pickle.loads(pickle.dumps(r))
    return again.tolist(), type(copied).__name__, copied.tolist(), xp.rec.fromfile(io.BytesIO(b"abcd"), formats="S2", shape=2).tolist()


@both
def test_new_names_of_fields(xp):
    a = xp.zeros(2, "i4,f8")
    part = a[:1]
    a.dtype.names = ("x", "y")
    a["x"] = 7
    return a, part["f0" if part.dtype.names[0] == "f0" else "x"], xp.array_equal(a, a.copy()), xp.array_equal(a, a[:1])

"""`np.dtype`: what it accepts, its attributes, comparison, fields, pickling."""
import pickle

import numpy
import pytest

import pallasite.numpy
from tests.differential import ALL, both, evaluate

SPECS = (
    "'f8'", "float", "int", "bool", "complex", "str", "bytes", "None", "b'f8'", "'>i4'", "'<U5'", "'S10'", "'V7'", "'?'", "'int32'",
    "'i4,f8'", "'i4, f8,S3'", "'(2,3)f8'", "'2f8'", "'1f8'", "'i4,(2,)f4'", "np.float32", "np.str_", "np.void", "memoryview",
    "('f8', (2, 3))", "('f8', 1)", "('f8', ())", "('S', 5)", "('U', 5)", "('V', 5)", "('S3', 5)", "[]", "[('a', 'f4')]",
    "[('a', 'f4', 2)]", "[('a', 'f4', (2,)), ('b', 'i4', ())]", "[('', 'f4'), ('', 'i4')]", "[(('title', 'a'), 'f4')]",
    "[('a', [('b', 'i2'), ('c', 'S3')])]", "{'names': ['a', 'b'], 'formats': ['i4', 'f8']}",
    "{'names': ['a', 'b'], 'formats': ['i4', 'f8'], 'offsets': [0, 8], 'itemsize': 24, 'titles': ['x', None]}",
    "{'names': ['a', 'b'], 'formats': ['i4', 'f8'], 'aligned': True}", "{'a': ('i4', 0), 'b': ('f8', 8)}",
    "{'a': ('i4', 0, 'ti'), 'b': ('f8', 8)}", "{'b': ('i4', 10), 'a': ('f8', 0)}", "{}", "np.float32(1)",
)  # fmt: skip

ATTRIBUTES = (
    "kind", "char", "num", "str", "name", "itemsize", "alignment", "byteorder", "isnative", "names", "shape", "ndim", "descr", "flags",
    "hasobject", "isbuiltin", "isalignedstruct", "metadata",
)  # fmt: skip


@pytest.mark.parametrize("spec", SPECS)
@both
def test_attributes(xp, spec):
    d = evaluate(xp, f"np.dtype({spec})")
    return repr(d), str(d), [repr(getattr(d, a)) for a in ATTRIBUTES], len(d), repr(d.fields), d.type, repr(d.base), repr(d.subdtype)


@pytest.mark.parametrize("spec", SPECS[15:20])
@both
def test_aligned(xp, spec):
    d = evaluate(xp, f"np.dtype({spec}, align=True)")
    return repr(d), str(d), d.itemsize, d.alignment, d.isalignedstruct


ERRORS = (
    "np.dtype('foo')", "np.dtype((1, 2, 3))", "np.dtype(('S', -1))", "np.dtype(('f8', -1))", "np.dtype(('f8', 'a'))", "np.dtype(('f8', 2.5))",
    "np.dtype(['f4', 'i4'])", "np.dtype([('a',)])", "np.dtype([(1, 'f4')])", "np.dtype([('a', 'f4'), ('a', 'i4')])",
    "np.dtype([(('t', 'a', 'c'), 'f4')])", "np.dtype([('a', 'f4', 2, 3)])", "np.dtype([('a', 'x')])",
    "np.dtype({'names': ['a', 'b'], 'formats': ['i4']})", "np.dtype({'a': 1})",
    "np.dtype({'names': ['a', 'b'], 'formats': ['i4', 'f8'], 'itemsize': 3})",
    "np.dtype({'names': ['a', 'b'], 'formats': ['i4', 'f8'], 'offsets': [0, -3]})",
    "np.dtype({'names': ['a', 'b'], 'formats': ['i4', 'f8'], 'offsets': [1, 4], 'aligned': True})",
    "np.dtype(np.floating)", "np.dtype(np.integer)", "np.dtype(np.generic)", "np.dtype(np.character)", "np.dtype(5)", "np.dtype([1, 2])",
    "np.dtype('f8')['a']", "np.dtype('i4,f8')[5]", "np.dtype('i4,f8')['x']", "np.dtype('i4,f8')[['x']]", "np.dtype('i4,f8')[1.5]",
    "np.dtype('i4,f8')[['f1', 'f1']]", "np.dtype('f8').newbyteorder('x')", "np.dtype[1, 2]", "np.dtype('f4') > 5", "np.dtype(' f8')",
    "np.dtype({'names': ['a', 'b', 'c'], 'formats': ['i4', 'f8', 'i2'], 'offsets': [0, 1, 2]}).descr",
    "np.dtype([('a', 'f8', (2**31,))])", "np.dtype(('V', 2**31))",
)  # fmt: skip


@pytest.mark.parametrize("expression", ERRORS)
@both(message=True)
def test_errors(xp, expression):
    return evaluate(xp, expression)


EXPRESSIONS = (
    "np.dtype('f8') is np.dtype(float)", "np.dtype('f8') == 'foo'", "np.dtype('f8') == float", "np.dtype('f8') == 5", "np.dtype('f8') != None",
    "np.dtype('f4') <= 'f8'", "np.dtype('f4') < 'f8'", "np.dtype('f8') < 'f4'", "np.dtype('f8') >= np.dtype('f8')",
    "np.dtype('i4,i4', align=True) == np.dtype('i4,i4')", "hash(np.dtype('f8')) == hash(np.dtype(float))", "np.dtype('i4,f8')['f1']",
    "np.dtype('i4,f8')[-1]", "repr(np.dtype('i4,f8')[['f1']])", "np.dtype('f8').newbyteorder()", "np.dtype('f8').newbyteorder('big')",
    "np.dtype('i4,f8').newbyteorder('>')", "np.dtype('f8') * 2", "bool(np.dtype('f8'))", "type(np.dtype('f8'))", "type(np.dtype('i4,i4'))",
    "np.dtypes.Float64DType()", "np.dtypes.StrDType(5)", "repr(np.dtype[np.float64])", "np.dtype('f8', metadata={'a': 1}).metadata['a']",
)  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
@both
def test_expressions(xp, expression):
    return evaluate(xp, expression)


@both
def test_names_can_be_set(xp):
    d = xp.dtype([("a", "i4"), ("b", "f8")])
    d.names = ("x", "y")
    return repr(d), d.names


@both(message=True)
def test_wrong_number_of_names(xp):
    xp.dtype("i4,f8").names = ("x",)


@pytest.mark.parametrize("spec", SPECS)
def test_pickle(spec):
    d = evaluate(pallasite.numpy, f"np.dtype({spec})")
    again = pickle.loads(pickle.dumps(d))
    assert again == d and repr(again) == repr(d)


@pytest.mark.parametrize("spec", SPECS)
def test_numpy_dtype_objects(spec):
    theirs = evaluate(numpy, f"np.dtype({spec})")
    assert repr(pallasite.numpy.dtype(theirs)) == repr(theirs)


@pytest.mark.parametrize("dtype", ALL)
def test_numpy_scalar_types(dtype):
    assert pallasite.numpy.dtype(getattr(numpy, dtype)) is pallasite.numpy.dtype(dtype)


@pytest.mark.parametrize("spec", ("O", "M8[ns]", "m8", object, list))
def test_later_kinds_are_refused_clearly(spec):
    with pytest.raises(TypeError, match="not supported yet"):
        pallasite.numpy.dtype(spec)

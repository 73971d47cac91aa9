"""Files: what one library writes the other reads, and the same options give the same result."""
import io

import numpy
import pytest

import pallasite.numpy
from tests.differential import ALL, assert_same, both, evaluate

LIBRARIES = [(numpy, pallasite.numpy), (pallasite.numpy, numpy)]


@pytest.mark.parametrize("expression", [
    "np.arange(12).reshape(3, 4)", "np.asfortranarray(np.ones((2, 3)))", "np.array(5.0)", "np.zeros((0, 3))",
    "np.array([(1, 2.5, 'a')], 'i4,f8,U3')", "np.array(['a', 'bcd'])", "np.arange(10)[::3]",
    "np.array([1, 2], '>u2')", "np.array([1 + 2j], 'c8')", "np.array([True])",
])
def test_npy_bytes_are_numpys(expression):
    written = []
    for library in (numpy, pallasite.numpy):
        file = io.BytesIO()
        library.save(file, evaluate(library, expression))
        written.append(file.getvalue())
    assert written[0] == written[1]
    assert_same(pallasite.numpy.load(io.BytesIO(written[0])), numpy.load(io.BytesIO(written[0])))


@pytest.mark.parametrize("writer, reader", LIBRARIES)
@pytest.mark.parametrize("save", ["savez", "savez_compressed"])
def test_npz_crosses(tmp_path, writer, reader, save):
    path = tmp_path / "a.npz"
    getattr(writer, save)(path, writer.arange(5), named=writer.ones((2, 2)))
    with reader.load(path) as archive:
        assert sorted(archive.files) == ["arr_0", "named"] and "named" in archive
        assert archive["arr_0"].tolist() == [0, 1, 2, 3, 4] and archive["named"].shape == (2, 2)


@both(dtypes=ALL)
def test_npy_dtypes(xp, dtype):
    file = io.BytesIO()
    xp.save(file, xp.arange(6).reshape(2, 3).astype(dtype))
    file.seek(0)
    return xp.load(file)


TEXTS = [
    "1 2 3\n4 5 6\n", "# c\n1,2\n\n3,4 # d\n", "1;2\n", "a 1\nb 2\n", "1 2\n3\n", "", "nan inf -1e5\n", "1+2j 3\n",
    "0x1p3 1\n", "'a b' 1\n", '"x,y",2\n', " 1  2 \r\n 3\t4\r\n", "1 2 3", "1,,3\n", "1e400 1\n",
    "99999999999999999999 1\n",
]
LOADTXT = [
    "", "delimiter=','", "delimiter=';'", "dtype=int", "skiprows=1", "max_rows=1", "usecols=0", "usecols=(1, 0)",
    "unpack=True", "ndmin=2", "dtype='U5'", "dtype='U2,f8'", "comments=None",
    "quotechar='\"', delimiter=',', dtype=str", "converters={0: lambda s: len(s)}", "dtype=complex", "usecols=-1",
]
GENFROMTXT = [
    "", "delimiter=','", "dtype=None", "names=True", "names='a,b'", "skip_header=1",
    "filling_values=-1, delimiter=','", "usecols=(0,)", "dtype=None, delimiter=','",
    "missing_values='nan', usemask=False", "invalid_raise=False",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("options", LOADTXT)
@both
def test_loadtxt(xp, text, options):
    return evaluate(xp, f"np.loadtxt(f, {options})", f=io.StringIO(text))


# NumPy reads a hexadecimal number as longdouble, which we do not have.
@pytest.mark.parametrize("text", [text for text in TEXTS if "0x" not in text])
@pytest.mark.parametrize("options", GENFROMTXT)
@both
def test_genfromtxt(xp, text, options):
    return evaluate(xp, f"np.genfromtxt(f, {options})", f=io.StringIO(text))


@pytest.mark.parametrize("options", [
    "", "fmt='%d'", "fmt='%.3f', delimiter=','", "header='h\\ni', footer='f'", "comments='% '", "newline='\\r\\n'",
    "fmt=['%d', '%.1e', '%5.2f']", "fmt='%d %f %g'", "fmt='%d %f'",
])
@pytest.mark.parametrize("expression", [
    "np.arange(6.0).reshape(2, 3)", "np.array([1.5, 2.5, -1e-20])", "np.array([[1, 2, 3]])", "np.array([1 + 2j])",
    "np.array([(1, 2.0, 3.0)], 'i4,f8,f8')", "np.zeros((1, 1, 1))", "np.array(['a', 'b'])",
])
@both
def test_savetxt(xp, expression, options):
    file = io.StringIO()
    evaluate(xp, f"np.savetxt(f, a, {options})", f=file, a=evaluate(xp, expression))
    return file.getvalue()


@both
def test_files_of_all_kinds(xp):
    import gzip
    import pathlib
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        xp.savetxt(folder / "a.txt.gz", [1.0, 2.0])
        with gzip.open(folder / "a.txt.gz", "rt") as file:
            text = file.read()
        xp.save(str(folder / "plain"), xp.arange(3))
        xp.arange(4).tofile(folder / "raw")
        mapped = xp.load(folder / "plain.npy", mmap_mode="r")[1]
        read = xp.loadtxt(folder / "a.txt.gz"), xp.load(folder / "plain.npy"), xp.fromfile(folder / "raw", int)
        return text, read, mapped


@both
def test_lines_and_bytes(xp):
    return xp.loadtxt(["1 2", "3 4"]), xp.loadtxt(line for line in [
        "5 6",
    ]), xp.loadtxt(io.BytesIO(b"7 8\n")), xp.arange(3).tobytes(), xp.arange(4).reshape(2, 2).tobytes("F")

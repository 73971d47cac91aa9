"""Files that lie and sizes that cannot be: an exception, no crash, no large allocation."""
import io
import resource
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pallasite.numpy as np

REFUSALS = (ValueError, OSError, EOFError, MemoryError, SyntaxError, TypeError, zipfile.BadZipFile)


def npy(header, data=b"", version=(1, 0)):
    """A .npy file with the given header text."""
    text = header.encode("latin1")
    return b"\x93NUMPY" + bytes(version) + struct.pack("<H", len(text)) + text + data


def header(descr="'<f8'", order="False", shape="(3,)"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n"


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("content", [
    b"", b"\x93NUMPY", b"\x93NUMPY\x01\x00\xff\xff", b"\x93NUMPY\x09\x00\x00\x00", npy(""), npy("{}"), npy("[1]"),
    npy("{'descr': "), npy("__import__('os').getpid()"),
    npy(header(shape="(10**6, 10**6)")), npy(header(shape="(1000000000000,)")),
    npy(header(shape="(4611686018427387904, 4)")), npy(header(shape="(-1,)")), npy(header(shape="(True,)")), npy(header(shape="3")),
    npy(header(shape="(3.0,)")),
    npy(header(descr="'<f80'")), npy(header(descr="'O'")), npy(header(descr="'|O'"), b"\x80\x04."),
    npy(header(descr="[('a', '<i4'), ('a', '<i4')]")), npy(header(descr="('<f8', 10**12)")),
    npy(header(descr="5")), npy(header(order="2")),
    npy(header(), b"\0" * 23), npy(header(shape="(" + "1," * 100 + ")")), npy("(" * 5000),
    npy(header(descr="'S4611686018427387904'")), b"\x80\x04\x95.", b"PK\x03\x04 not a zip",
])
def test_npy(content):
    before = peak()
    with pytest.raises(REFUSALS):
        array = np.load(io.BytesIO(content))
        array["x"]
    assert peak() - before < 200_000


@pytest.mark.parametrize("expression", [
    "np.zeros(2**62)", "np.zeros((2**40, 2**40))", "np.ones((2**31, 2**31, 2**31))", "np.arange(2**62)",
    "np.empty(-5)", "np.zeros((1,) * 1000)", "np.arange(3)[10**30]", "np.arange(3)[-4]", "np.arange(3)[2**63]",
    "np.arange(3)[[2**62]]",
    "np.arange(3).reshape(2**62, 2**62)", "np.arange(3).reshape(-1, 0)", "np.repeat([1], 2**62)",
    "np.tile([1], 2**62)", "np.broadcast_to(1, (2**62, 2**62)).copy()", "np.linspace(0, 1, 2**62)", "np.eye(2**40)",
    "np.zeros(3, 'S4611686018427387904')",
    "np.take(np.arange(3), [2**62])", "np.frombuffer(b'abc', 'i4', count=2**62)",
    "np.fromstring('1 2', sep=' ', count=2**40)", "np.bincount([2**62])", "np.pad([1], 2**62)",
    "np.loadtxt(['1 2'], usecols=2**62)", "np.loadtxt(['1'], dtype='S4611686018427387904')",
    "np.add.reduceat(np.arange(3), [2**62])", "np.zeros(2**63)",
])
def test_sizes(expression):
    before = peak()
    with pytest.raises((ValueError, IndexError, MemoryError, OverflowError, TypeError)):
        eval(expression)
    assert peak() - before < 200_000


@settings(max_examples=300)
@given(st.binary(max_size=200), st.integers(0, 120), st.binary(max_size=8))
def test_any_damage_to_npy(noise, position, patch):
    good = npy(header(), b"\0" * 24)
    for content in (noise, good[:position], good[:position] + patch + good[position + len(patch):]):
        try:
            np.load(io.BytesIO(content))
        except REFUSALS:
            pass


@settings(max_examples=200)
@given(
    st.text("0123456789.,e+-#nan \n\t\"'jx\0\u00e9", max_size=60),
    st.sampled_from([None, ",", " "]),
    st.sampled_from([float, int, "U3", complex, "i4,f8"]),
)
def test_any_text(text, delimiter, dtype):
    for read in (np.loadtxt, np.genfromtxt):
        try:
            read(io.StringIO(text), delimiter=delimiter, dtype=dtype)
        except (ValueError, TypeError, IndexError, OverflowError):
            pass


def test_a_failed_save_keeps_the_old_file(tmp_path):
    path = tmp_path / "a.npz"
    np.savez(path, a=np.arange(3))

    class Refuses:
        def __array__(self, dtype=None, copy=None):
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        np.savez(path, a=np.arange(5), b=Refuses())
    assert np.load(path)["a"].tolist() == [0, 1, 2]

"""Writes the tables of expected texts beside this file with the NumPy that is installed.

    python crates/array/tests/format/generate.py

One case a line, columns separated by tabs, backslashes and line ends escaped.
"""

import random
import warnings
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
RNG = random.Random(20240615)
REALS = {"f2": (np.float16, np.uint16), "f4": (np.float32, np.uint32), "f8": (np.float64, np.uint64)}


def escape(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def write(name, rows):
    lines = ["\t".join(map(escape, row)) for row in rows]
    (HERE / name).write_bytes(("\n".join(lines) + "\n").encode("utf-8", "surrogatepass"))


def some_real(code):
    """A value of some magnitude, special ones among them."""
    kind, bits = REALS[code]
    width = kind(0).nbytes * 8
    choice = RNG.randrange(8)
    if choice == 0:
        return kind(RNG.choice([0.0, -0.0, 1.0, 0.5, 2.5, 1e22, 1e23, 9.9999, 0.3, 123456, np.nan, np.inf, -np.inf]))
    if choice == 1:
        return bits(RNG.getrandbits(RNG.randrange(1, width))).view(kind)
    if choice == 2:
        return bits(RNG.getrandbits(width)).view(kind)
    if choice == 3:
        return kind(2.0 ** RNG.randrange(-30, 30))
    if choice == 4:
        return kind(RNG.randrange(-10**5, 10**5) / 10 ** RNG.randrange(8))
    if choice == 5:
        return kind(RNG.choice([-1, 1]) * (1 - 10.0 ** -RNG.randrange(1, 9)) * 10.0 ** RNG.randrange(-3, 5))
    return kind(RNG.uniform(-1, 1) * 10.0 ** RNG.randrange(-9, 9))


def hexed(x):
    return x.tobytes()[::-1].hex()


def maybe(n):
    return RNG.randrange(n) if RNG.random() < 0.5 else None


def number_rows(count):
    for _ in range(count):
        code = RNG.choice(list(REALS))
        x = some_real(code)
        precision, lower = maybe(25), maybe(25)
        if precision and lower is not None and lower > precision:
            precision, lower = lower, precision
        options = {
            "precision": precision,
            "unique": precision is None or RNG.random() < 0.7,
            "trim": RNG.choice("k.0-"),
            "sign": RNG.random() < 0.3,
            "pad_left": maybe(9) if RNG.random() < 0.4 else None,
            "min_digits": lower if RNG.random() < 0.5 else None,
        }
        if precision and options["min_digits"] and options["min_digits"] > precision:
            options["min_digits"] = precision
        if RNG.random() < 0.5:
            options["exp_digits"] = maybe(5)
            text = np.format_float_scientific(x, **options)
            style = "scientific"
        else:
            options["fractional"] = precision == 0 or RNG.random() < 0.5
            options["pad_right"] = maybe(9) if RNG.random() < 0.4 else None
            text = np.format_float_positional(x, **options)
            style = "positional"
        shown = " ".join(f"{key}={value}" for key, value in options.items() if value is not None)
        yield code, hexed(x), style, shown, text


def scalar_rows(count):
    for _ in range(count):
        code = RNG.choice(list(REALS))
        x, y = some_real(code), some_real(code)
        if code == "f2":
            yield code, hexed(x), "", str(x)
            continue
        z = np.array([x, y]).view(np.complex64 if code == "f4" else np.complex128)[0]
        yield code, hexed(x), hexed(y), f"{x!s} {z!s}"


def power_rows():
    """Powers of two, where the shortest digits are subtle."""
    for n in range(-1074, 1024, 7):
        x = np.float64(2.0**n)
        yield "f8", hexed(x), hexed(x), f"{x!s} {np.complex128(complex(x, x))!s}"
    for n in range(-149, 128):
        x = np.float32(2.0**n)
        yield "f4", hexed(x), hexed(x), f"{x!s} {np.complex64(complex(x, x))!s}"


def half_rows():
    """Positive finite halves, all powers of two among them."""
    for bits in range(0, 0x7C00, 16):
        yield f"{bits:04x}", str(np.uint16(bits).view(np.float16))


def text_rows():
    texts = ["", "a", "it's", 'say "x"', "both ' and \"", "back\\slash", "\t\n\r\x00\x1f\x7f", "é ü ß", "\x80\xa0\xad"]
    texts += ["日本語", "\u200b\u2028\u3000", "\U0001f600", "\ue000", "a\u0301", "\u0301", "\U000e0001", "\ufeff"]
    for text in texts:
        yield text.encode().hex(), repr(text), repr(text.encode()), str(np.void(text.encode() or b"\0"))


WORDS = ["", "a", "it's", 'x"y', "é", "日本", "\n", "abcdef", "\u200b"]
NUMBERS = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", ">f8", ">i4", ">c8"]
PLAIN = [*NUMBERS, "S3", "U2", "V2", ">U3"]
STRUCTS = ["i4,f8", "f8,", "S2,U3,?", "i4,(2,)f4", "(2,3)i2,c16", "f4,V2,(3,)?", "(4,)f8,", "i4,(0,)f8", "f2,>f4,u1"]


def reals(kind, n):
    """Numbers that look like those of a real array: of one magnitude, or mixed."""
    style = RNG.randrange(7)
    if style == 0:
        return [some_real(kind) for _ in range(n)]
    if style == 1:
        return [RNG.randrange(-50, 50) for _ in range(n)]
    if style == 2:
        return [RNG.randrange(-500, 500) / 10 ** RNG.randrange(3) for _ in range(n)]
    if style == 3:
        return [RNG.choice([1.5, -2.25, np.nan, np.inf, -np.inf, 0.0, 100]) for _ in range(n)]
    if style == 4:
        return [RNG.choice([np.nan, np.inf]) for _ in range(n)]
    scale = 10.0 ** RNG.randrange(-5, 9)
    return [RNG.uniform(-1, 1) * scale if style == 5 else RNG.random() * scale for _ in range(n)]


def fill(dtype, shape):
    """An array of random elements."""
    out = np.zeros(shape, dtype)
    n = out.size
    if dtype.names is not None:
        for name in dtype.names:
            out[name] = fill(dtype[name].base, shape + dtype[name].shape)
    elif dtype.kind == "b":
        out.flat = [RNG.random() < 0.5 for _ in range(n)]
    elif dtype.kind in "iu":
        info = np.iinfo(dtype)
        top = min(info.max, 10 ** RNG.randrange(1, 19))
        out.flat = [RNG.randint(max(info.min, -top) if RNG.random() < 0.5 else 0, top) for _ in range(n)]
    elif dtype.kind == "f":
        out.flat = reals(f"f{dtype.itemsize}", n)
    elif dtype.kind == "c":
        part = out.real.dtype
        out.real.flat, out.imag.flat = reals(f"f{part.itemsize}", n), reals(f"f{part.itemsize}", n)
    elif dtype.kind == "U":
        out.flat = [RNG.choice(WORDS) for _ in range(n)]
    else:
        out.flat = [RNG.choice(WORDS).encode() for _ in range(n)]
    return out


def some_options():
    choices = {
        "precision": [0, 2, 3, 8, 12, 20],
        "threshold": [0, 5, 20],
        "edgeitems": [0, 1, 2, 4],
        "linewidth": [1, 20, 40, 100],
        "suppress": [True],
        "nanstr": ["NA", "not a number"],
        "infstr": ["Infinity"],
        "sign": ["+", " "],
        "floatmode": ["fixed", "unique", "maxprec_equal"],
    }
    return {key: RNG.choice(values) for key, values in choices.items() if RNG.random() < 0.25}


def array_rows(count, legacy=False):
    for _ in range(count):
        code = RNG.choice(STRUCTS if RNG.random() < 0.2 else PLAIN)
        ndim = RNG.choice([0, 1, 1, 1, 2, 2, 3, 4])
        shape = tuple(RNG.choice([0, 1, 2, 3, 5, 9] if RNG.random() < 0.3 else [2, 3, 7]) for _ in range(ndim))
        if ndim == 1 and RNG.random() < 0.2:
            shape = (1001 if np.dtype(code).itemsize < 3 else 30,)
        if np.prod(shape) * np.dtype(code).itemsize > 1000:
            continue
        a = fill(np.dtype(code), shape)
        options = some_options() if RNG.random() < 0.6 else {}
        what = RNG.choice(["repr", "str", "array2string", "repr"])
        frame = ["", "", ""]
        if legacy:
            options["legacy"] = RNG.choice(["1.13", "1.13", "1.21", "1.25", "2.1", "2.2"])
            if options["legacy"] == "1.13":
                options.pop("sign", None)
        with np.printoptions(**options):
            if what == "array2string":
                frame = [RNG.choice([" ", ", ", ",", " | ", ""]), RNG.choice(["", "abc", "x" * 20]), RNG.choice(["", ")"])]
                text = np.array2string(a, separator=frame[0], prefix=frame[1], suffix=frame[2])
            else:
                text = repr(a) if what == "repr" else str(a)
        shown = ";".join(f"{key}={value}" for key, value in options.items())
        yield code, " ".join(map(str, shape)), a.tobytes().hex(), what, "/".join(frame), shown, text


def scalar_array_rows():
    """Scalars of every type."""
    for code in [*NUMBERS[:14], "S5", "U5", "V3", *STRUCTS]:
        for _ in range(3):
            a = fill(np.dtype(code), ())
            yield code, "", a.tobytes().hex(), "scalar", "", "", f"{a[()]!r} {a[()]!s}"


def legacy_scalar_rows():
    """Scalars of every type, as older versions printed them."""
    for code in [*NUMBERS[:14], "S5", "U5", "V3", *STRUCTS]:
        for legacy in ["1.13", "1.25", "2.1"]:
            a = fill(np.dtype(code), ())
            with np.printoptions(legacy=legacy):
                yield code, "", a.tobytes().hex(), "scalar", "", f"legacy={legacy}", f"{a[()]!r} {a[()]!s}"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    write("numbers.tsv", number_rows(2000))
    write("scalars.tsv", [*scalar_rows(600), *power_rows()])
    write("halves.tsv", half_rows())
    write("text.tsv", text_rows())
    write("arrays.tsv", [*array_rows(1000), *scalar_array_rows()])
    write("legacy.tsv", [*array_rows(600, legacy=True), *legacy_scalar_rows()])

"""Small functions about Python objects: numbers in other bases, whether a thing can be iterated, casts by name."""

from operator import index

from pallasite._core import _function, generic, ndarray

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def iterable(y):
    """Whether an object can be iterated."""
    try:
        iter(y)
    except TypeError:
        return False
    return True


def astype(x, dtype, /, *, copy=True, device=None):
    """An array cast to a dtype."""
    if not isinstance(x, (ndarray, generic)):
        raise TypeError(f"Input should be a NumPy array or scalar. It is a {type(x)} instead.")
    if device is not None and device != "cpu":
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
    return x.astype(dtype, copy=copy)


astype = _function(astype)


def binary_repr(num, width=None):
    """The binary digits of an integer; with `width` a negative one as its two's complement."""
    num = index(num)
    needed = num.bit_length() if num > 0 else (-num - 1).bit_length() + 1
    if width is not None and width < needed and num != 0:
        raise ValueError(f"Insufficient bit width={width} provided for binwidth={needed}")
    if num >= 0 or width is None:
        return f"{num:b}".zfill(width or 0)
    return f"{num + (1 << max(width, needed)):b}"


def base_repr(number, base=2, padding=0):
    """The digits of an integer in a base from 2 to 36, with `padding` zeros in front."""
    if not 2 <= base <= len(DIGITS):
        raise ValueError(f"Bases {'less than 2' if base < 2 else 'greater than 36'} not handled in base_repr.")
    rest, digits = abs(int(number)), []
    while rest:
        rest, digit = divmod(rest, base)
        digits.append(DIGITS[digit])
    zeros = "0" * (padding if number else max(padding, 1))
    return ("-" if number < 0 else "") + zeros + "".join(reversed(digits))

"""The factorials' arguments: which types make sense together, and what SciPy answers where none is to be computed."""
import pallasite.numpy as np
from pallasite._core.special import _exact_factorial, _factorial, _factorial_extended, _factorialk

_ABBREVIATIONS = {"i": np.integer, "f": np.floating, "c": np.complexfloating, "n": np.number}
_NEEDS_COMPLEX = (
    "In order to use non-integer arguments, you must opt into this by passing `extend='complex'`. Note that this "
    "changes the result for all negative arguments (which by default return 0)."
)
_WHAT_CHANGES = {
    "factorial": "",
    "factorial2": " Additionally, it will rescale the values of the double factorial at even integers by a factor of "
                  "sqrt(2/pi).",
    "factorialk": " Additionally, it will perturb the values of the multifactorial at most positive integers `n`.",
}
_PERMITTED = {
    "factorial": "Permitted data types are integers and floating point numbers, as well as complex numbers if "
                 "`extend='complex' is passed.",
    "factorial2": "Permitted data types are integers, as well as floating point numbers and complex numbers if "
                  "`extend='complex' is passed.",
}
_PERMITTED["factorialk"] = _PERMITTED["factorial2"]


def _is_subdtype(dtype, dtypes):
    """Whether a type is a kind of one of others; ``i``, ``f``, ``c``, ``n`` stand for NumPy's abstract ones."""
    kinds = dtypes if isinstance(dtypes, list) else [dtypes]
    try:
        return any(np.issubdtype(dtype, _ABBREVIATIONS.get(kind, kind)) for kind in kinds)
    except TypeError:  # no type of an array's elements
        return False


def _check_options(exact, extend):
    if extend not in ("zero", "complex"):
        raise ValueError(f"argument `extend` must be either 'zero' or 'complex', received: {extend}")
    if exact and extend == "complex":
        raise ValueError("Incompatible options: `exact=True` and `extend='complex'`")


def _check_type(variable, name, dtype, extend, needing_complex):
    if not _is_subdtype(dtype, ["i", "f", "c"]):
        raise ValueError(f"Unsupported data type for {variable} in {name}: {dtype}\n{_PERMITTED[name]}")
    if _is_subdtype(dtype, needing_complex) and extend != "complex":
        raise ValueError(_NEEDS_COMPLEX + _WHAT_CHANGES[name])


def _check_order(k, extend):
    _check_type("`k`", "factorialk", type(k), extend, ["f", "c"])
    if extend == "zero" and k < 1:
        raise ValueError(f"For `extend='zero'`, k must be a positive integer, received: {k}")
    if k == 0:
        raise ValueError("Parameter k cannot be zero!")


def _no_integers(dtype):
    return ValueError(f"`exact=True` only supports integers, cannot use data type {dtype}")


def _approximately(n, k, extend):
    """In floating point; real where nothing is complex."""
    if extend == "complex":
        if isinstance(n, np.integer):
            n = np.float64(n)
        return _factorial_extended(n, k if _is_subdtype(type(k), "c") or not k < 0 else complex(k))
    return _factorial(n) if k == 1 else _factorialk(n, k)


def _of_scalar(n, k, exact, extend):
    if n is None or np.isnan(n):
        is_complex = extend == "complex" and _is_subdtype(type(n), "c")
        return np.complex128("nan+nanj") if is_complex else np.float64("nan")
    if extend == "zero" and n < 0:
        return 0 if exact else np.float64(0)
    if n in {0, 1}:
        return 1 if exact else np.float64(1)
    if not exact:
        # Scalars of single precision stay what they are for the gamma function alone.
        return _approximately(n * np.float64(1) if k != 1 and isinstance(n, np.inexact) else n, k, extend)
    if _is_subdtype(type(n), "i"):
        return _exact_factorial(int(n), k)
    raise _no_integers(type(n))


def _of_array(n, k, exact, extend):
    if exact and _is_subdtype(n.dtype, "f"):
        raise _no_integers(n.dtype)
    if n.size == 0:
        return n
    if exact:
        return _exact_factorial(n, k)
    if extend == "zero" or _is_subdtype(n.dtype, "i"):
        n = n.astype(np.float64)
    result = np.asarray(_approximately(n, k, extend))
    stays_single = n.dtype == np.complex64 and not _is_subdtype(type(k), "c") and k > 0
    return result.astype(n.dtype) if stays_single else result


def _multifactorial(name, n, k, exact, extend):
    _check_options(exact, extend)
    if name == "factorialk":
        _check_order(k, extend)
    needing_complex = "c" if name == "factorial" else ["f", "c"]
    if n is None or isinstance(n, str) or (np.ndim(n) == 0 and not isinstance(n, np.ndarray)):
        if n is not None:
            _check_type("`n`", name, type(n), extend, needing_complex)
        return _of_scalar(n, k, exact, extend)
    n = np.asarray(n)
    _check_type("`n`", name, n.dtype, extend, needing_complex)
    return _of_array(n, k, exact, extend)


def factorial(n, exact=False, extend="zero"):
    """The factorial; ``exact`` in Python's integers, ``extend="complex"`` as the gamma function continues it.

    >>> from pallasite.scipy.special import factorial
    >>> factorial(25, exact=True)
    15511210043330985984000000
    """
    return _multifactorial("factorial", n, 1, exact, extend)


def factorial2(n, exact=False, extend="zero"):
    """The double factorial, the product of every second number.

    >>> from pallasite.scipy.special import factorial2
    >>> factorial2(7, exact=True)
    105
    """
    return _multifactorial("factorial2", n, 2, exact, extend)


def factorialk(n, k, exact=False, extend="zero"):
    """The multifactorial, the product of every `k`-th number.

    >>> from pallasite.scipy.special import factorialk
    >>> factorialk(5, 3, exact=True)
    10
    """
    return _multifactorial("factorialk", n, k, exact, extend)

"""Polynomials whose coefficients come in the order of falling powers: the class, and functions that take it too."""
import re
import warnings

import pallasite.numpy as np
from pallasite import _core


def _as_given(result, *given):
    """Coefficients as a polynomial where one was given."""
    return poly1d(result) if any(isinstance(p, poly1d) for p in given) else result


def poly(seq_of_zeros):
    """The coefficients of the polynomial with the given zeros, or with those of a matrix's characteristic polynomial.

    >>> import pallasite.numpy as np
    >>> np.poly([1, 2])
    array([ 1., -3.,  2.])
    """
    return _core._poly(seq_of_zeros)


def roots(p):
    """The zeros of a polynomial."""
    return _core._roots(p)


def polyadd(a1, a2):
    """The sum of two polynomials."""
    return _as_given(_core._polyadd(a1, a2), a1, a2)


def polysub(a1, a2):
    """The difference of two polynomials."""
    return _as_given(_core._polysub(a1, a2), a1, a2)


def polymul(a1, a2):
    """The product of two polynomials."""
    return _as_given(_core._polymul(a1, a2), a1, a2)


def polydiv(u, v):
    """Quotient and remainder of two polynomials."""
    return tuple(_as_given(part, u, v) for part in _core._polydiv(u, v))


def polyder(p, m=1):
    """The derivative of order `m`."""
    return _as_given(_core._polyder(p, int(m)), p)


def polyint(p, m=1, k=None):
    """The integral of order `m` with the constants `k`."""
    return _as_given(_core._polyint(p, int(m), k), p)


def polyval(p, x):
    """The values of a polynomial at `x`, which may be a polynomial.

    >>> import pallasite.numpy as np
    >>> np.polyval([1, 0, 2], 3)
    np.int64(11)
    """
    return poly1d(_core._polycompose(p, x)) if isinstance(x, poly1d) else _core._polyval(p, x)


def _with_raised_powers(text, width=70):
    """A text with powers ``**n`` on a line above, in lines no longer than `width`."""
    above, below, output, place = "", "", " ", 0
    for match in re.finditer(r"\*\*([0-9]*)", text):
        part, power = text[place:match.start()], match.group(1)
        place = match.end()
        raised, level = " " * (len(part) - 1) + power, part + " " * (len(power) - 1)
        if len(below) + len(level) > width or len(above) + len(raised) > width:
            output += above + "\n" + below + "\n "
            above, below = raised, level
        else:
            above, below = above + raised, below + level
    return output + above + "\n" + below + text[place:]


def _coefficient_text(c):
    """A coefficient to four digits."""
    if not np.iscomplex(c):
        return f"{np.real(c):.4g}"
    if np.real(c) == 0:
        return f"{np.imag(c):.4g}j"
    return f"({np.real(c):.4g} + {np.imag(c):.4g}j)"


class poly1d:
    """A polynomial in one variable, from its coefficients in the order of falling powers or from its zeros.

    >>> import pallasite.numpy as np
    >>> p = np.poly1d([1, 2, 3])
    >>> p(2)
    np.int64(11)
    >>> print(p)
       2
    1 x + 2 x + 3
    """

    __hash__ = None
    __module__ = "pallasite.numpy"

    def __init__(self, c_or_r, r=False, variable=None):
        if isinstance(c_or_r, poly1d):
            self._take(c_or_r)
            self._variable = c_or_r._variable if variable is None else variable
            return
        self._coeffs = _core._poly1d(_core._poly(c_or_r) if r else c_or_r)
        self._variable = "x" if variable is None else variable

    def _take(self, other):
        """Takes over the coefficients of another polynomial, and what else users have put into it."""
        self._variable, self._coeffs = other._variable, other._coeffs
        if set(other.__dict__) - set(self.__dict__):
            warnings.warn("In the future extra properties will not be copied across when constructing one poly1d from "
                          "another", FutureWarning, stacklevel=3)
            self.__dict__.update(other.__dict__)

    @property
    def _coeffs(self):
        return self.__dict__["coeffs"]

    @_coeffs.setter
    def _coeffs(self, coeffs):
        self.__dict__["coeffs"] = coeffs

    @property
    def coeffs(self):
        """The coefficients, in the order of falling powers."""
        return self.__dict__["coeffs"]

    @coeffs.setter
    def coeffs(self, value):
        # An operator on the array in its place assigns the array itself.
        if value is not self._coeffs:
            raise AttributeError("Cannot set attribute")

    @property
    def variable(self):
        """The name of the variable."""
        return self._variable

    @property
    def order(self):
        """The degree."""
        return len(self._coeffs) - 1

    @property
    def roots(self):
        """The zeros."""
        return _core._roots(self._coeffs)

    c = coef = coefficients = coeffs
    o = order
    r = roots

    def __array__(self, t=None, copy=None):
        return np.asarray(self.coeffs, t, copy=copy) if t else np.asarray(self.coeffs, copy=copy)

    def __repr__(self):
        return f"poly1d({repr(self.coeffs)[6:-1]})"

    def __len__(self):
        return self.order

    def __iter__(self):
        return iter(self.coeffs)

    def __str__(self):
        coeffs = np.trim_zeros(self.coeffs, "f")
        text = "0"
        for k, c in enumerate(coeffs):
            term = self._term(_coefficient_text(c), len(coeffs) - 1 - k, k == 0)
            if k == 0:
                text = term
            elif term:
                text += f" - {term[1:]}" if term.startswith("-") else f" + {term}"
        return _with_raised_powers(text)

    def _term(self, coefficient, power, first):
        """A coefficient with its power; nothing for zero."""
        if coefficient == "0":
            return "0" if first and power == 0 else ""
        if power == 0:
            return coefficient
        return f"{coefficient} {self.variable}" if power == 1 else f"{coefficient} {self.variable}**{power}"

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def __neg__(self):
        return poly1d(-self.coeffs)

    def __pos__(self):
        return self

    def __mul__(self, other):
        return poly1d(self.coeffs * other if np.isscalar(other) else _core._polymul(self.coeffs, poly1d(other).coeffs))

    def __rmul__(self, other):
        return poly1d(other * self.coeffs if np.isscalar(other) else _core._polymul(self.coeffs, poly1d(other).coeffs))

    def __add__(self, other):
        return poly1d(_core._polyadd(self.coeffs, poly1d(other).coeffs))

    __radd__ = __add__

    def __sub__(self, other):
        return poly1d(_core._polysub(self.coeffs, poly1d(other).coeffs))

    def __rsub__(self, other):
        return poly1d(_core._polysub(poly1d(other).coeffs, self.coeffs))

    def __pow__(self, val):
        if not np.isscalar(val) or int(val) != val or val < 0:
            raise ValueError("Power to non-negative integers only.")
        power = [1]
        for _ in range(val):
            power = _core._polymul(self.coeffs, power)
        return poly1d(power)

    def __truediv__(self, other):
        return poly1d(self.coeffs / other) if np.isscalar(other) else polydiv(self, poly1d(other))

    def __rtruediv__(self, other):
        return poly1d(other / self.coeffs) if np.isscalar(other) else polydiv(poly1d(other), self)

    def __eq__(self, other):
        if not isinstance(other, poly1d):
            return NotImplemented
        if self.coeffs.shape != other.coeffs.shape:
            return False
        return (self.coeffs == other.coeffs).all()

    def __ne__(self, other):
        if not isinstance(other, poly1d):
            return NotImplemented
        return not self.__eq__(other)

    def __getitem__(self, val):
        if val > self.order or val < 0:
            return self.coeffs.dtype.type(0)
        return self.coeffs[self.order - val]

    def __setitem__(self, key, val):
        place = self.order - key
        if key < 0:
            raise ValueError("Does not support negative powers.")
        if key > self.order:
            zeros = np.zeros(key - self.order, self.coeffs.dtype)
            self._coeffs = np.concatenate((zeros, self.coeffs))
            place = 0
        self._coeffs[place] = val

    def integ(self, m=1, k=0):
        """The integral of order `m` with the constants `k`."""
        return poly1d(polyint(self.coeffs, m=m, k=k))

    def deriv(self, m=1):
        """The derivative of order `m`."""
        return poly1d(polyder(self.coeffs, m=m))


poly, roots = _core._function(poly), _core._function(roots)
polyadd, polysub, polymul = _core._function(polyadd), _core._function(polysub), _core._function(polymul)
polydiv, polyder, polyint = _core._function(polydiv), _core._function(polyder), _core._function(polyint)
polyval = _core._function(polyval)

"""The class of series that the six bases share."""
import numbers
import os

import pallasite.numpy as np
from pallasite import _core
from pallasite.numpy.polynomial import polyutils as pu

__all__ = ["ABCPolyBase"]


def _same(a, b):
    """Whether two intervals are the same."""
    return a is b or np.all(a == b)


class ABCPolyBase:
    """A series in a basis, whose argument is mapped from `domain` to `window` before it is put in."""

    __hash__ = None
    __array_ufunc__ = None
    maxpower = 100
    basis_name = None
    _superscript_mapping = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    _subscript_mapping = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    # The console of Windows lacks small digits.
    _use_unicode = os.name != "nt"

    def __init_subclass__(cls, functions=None, **rest):
        """Takes over the functions of a basis; subclasses of the six classes have theirs already."""
        super().__init_subclass__(**rest)
        if functions is not None:
            cls._basis = functions.family
            for name in ("add", "sub", "mul", "div", "pow", "val", "int", "der", "fit", "line", "roots", "fromroots"):
                setattr(cls, f"_{name}", staticmethod(getattr(functions, name).__wrapped__))

    def __init__(self, coef, domain=None, window=None, symbol="x"):
        [self.coef] = _core._series([coef], False)
        if domain is not None:
            self.domain = self._interval(domain, "Domain")
        if window is not None:
            self.window = self._interval(window, "Window")
        try:
            if not symbol.isidentifier():
                raise ValueError("Symbol string must be a valid Python identifier")
        except AttributeError:
            raise TypeError("Symbol must be a non-empty string") from None
        self._symbol = symbol

    @staticmethod
    def _interval(ends, name):
        [ends] = _core._series([ends], False)
        if len(ends) != 2:
            raise ValueError(f"{name} has wrong number of elements.")
        return ends

    def _with(self, coef):
        """A series like this one with other coefficients."""
        return self.__class__(coef, self.domain, self.window, self._symbol)

    @property
    def symbol(self):
        """The name of the variable."""
        return self._symbol

    # Comparison

    def has_samecoef(self, other):
        """Whether the coefficients are the same."""
        return len(self.coef) == len(other.coef) and np.all(self.coef == other.coef)

    def has_samedomain(self, other):
        """Whether the domains are the same."""
        return np.all(self.domain == other.domain)

    def has_samewindow(self, other):
        """Whether the windows are the same."""
        return np.all(self.window == other.window)

    def has_sametype(self, other):
        """Whether `other` is of this class."""
        return isinstance(other, self.__class__)

    def __eq__(self, other):
        return (
            isinstance(other, self.__class__)
            and _same(self.domain, other.domain)
            and _same(self.window, other.window)
            and self.coef.shape == other.coef.shape
            and np.all(self.coef == other.coef)
            and self._symbol == other._symbol
        )

    def __ne__(self, other):
        return not self.__eq__(other)

    # Pickling and sequences

    def __getstate__(self):
        state = self.__dict__.copy()
        state.update(coef=self.coef.copy(), domain=self.domain.copy(), window=self.window.copy(), symbol=self.symbol)
        return state

    def __setstate__(self, dict):
        self.__dict__ = dict

    def __iter__(self):
        return iter(self.coef)

    def __len__(self):
        return len(self.coef)

    # Arithmetic

    def _get_coefficients(self, other):
        """The coefficients of a series that fits this one; other objects as they are."""
        if not isinstance(other, ABCPolyBase):
            return other
        if not isinstance(other, self.__class__):
            raise TypeError("Polynomial types differ")
        if not _same(self.domain, other.domain):
            raise TypeError("Domains differ")
        if not _same(self.window, other.window):
            raise TypeError("Windows differ")
        if self._symbol != other._symbol:
            raise ValueError("Polynomial symbols differ")
        return other.coef

    def _binary(self, function, left, right):
        """The series of a function of two series; what cannot be one is left to the other operand."""
        try:
            coef = function(left, right)
        except Exception:
            return NotImplemented
        return self._with(coef)

    def _divided(self, left, right):
        try:
            quotient, rest = self._div(left, right)
        except ZeroDivisionError:
            raise
        except Exception:
            return NotImplemented
        return self._with(quotient), self._with(rest)

    def __call__(self, arg):
        return self._val(pu.mapdomain(arg, self.domain, self.window), self.coef)

    def __neg__(self):
        return self._with(-self.coef)

    def __pos__(self):
        return self

    def __add__(self, other):
        return self._binary(self._add, self.coef, self._get_coefficients(other))

    def __sub__(self, other):
        return self._binary(self._sub, self.coef, self._get_coefficients(other))

    def __mul__(self, other):
        return self._binary(self._mul, self.coef, self._get_coefficients(other))

    def __radd__(self, other):
        return self._binary(self._add, other, self.coef)

    def __rsub__(self, other):
        return self._binary(self._sub, other, self.coef)

    def __rmul__(self, other):
        return self._binary(self._mul, other, self.coef)

    def __pow__(self, other):
        return self._with(self._pow(self.coef, other, maxpower=self.maxpower))

    def __truediv__(self, other):
        # Series are divided without a rest by numbers alone.
        if not isinstance(other, numbers.Number) or isinstance(other, bool):
            raise TypeError(f"unsupported types for true division: '{type(self)}', '{type(other)}'")
        return self.__floordiv__(other)

    def __rtruediv__(self, other):
        return NotImplemented

    def __divmod__(self, other):
        return self._divided(self.coef, self._get_coefficients(other))

    def __rdivmod__(self, other):
        return self._divided(other, self.coef)

    def __floordiv__(self, other):
        parts = self.__divmod__(other)
        return parts if parts is NotImplemented else parts[0]

    def __rfloordiv__(self, other):
        parts = self.__rdivmod__(other)
        return parts if parts is NotImplemented else parts[0]

    def __mod__(self, other):
        parts = self.__divmod__(other)
        return parts if parts is NotImplemented else parts[1]

    def __rmod__(self, other):
        parts = self.__rdivmod__(other)
        return parts if parts is NotImplemented else parts[1]

    # Other series

    def copy(self):
        """A copy."""
        return self._with(self.coef)

    def degree(self):
        """The degree, which counts coefficients of zero at the end."""
        return len(self) - 1

    def cutdeg(self, deg):
        """The series up to the degree `deg`."""
        return self.truncate(deg + 1)

    def trim(self, tol=0):
        """The series without the coefficients at its end that are at most `tol` large."""
        return self._with(pu.trimcoef(self.coef, tol))

    def truncate(self, size):
        """The first `size` coefficients."""
        length = int(size)
        if length != size or length < 1:
            raise ValueError("size must be a positive integer")
        return self._with(self.coef[:length])

    def convert(self, domain=None, kind=None, window=None):
        """The same function as a series of the class `kind`."""
        kind = self.__class__ if kind is None else kind
        domain = kind.domain if domain is None else domain
        window = kind.window if window is None else window
        return self(kind.identity(domain, window=window, symbol=self.symbol))

    def mapparms(self):
        """Offset and scale of the map from the domain to the window."""
        return pu.mapparms(self.domain, self.window)

    def integ(self, m=1, k=[], lbnd=None):
        """The integral of order `m` with the constants `k`, which begins at `lbnd`."""
        off, scl = self.mapparms()
        lower = 0 if lbnd is None else off + scl * lbnd
        return self._with(self._int(self.coef, m, k, lower, 1.0 / scl))

    def deriv(self, m=1):
        """The derivative of order `m`."""
        return self._with(self._der(self.coef, m, self.mapparms()[1]))

    def roots(self):
        """The zeros."""
        return pu.mapdomain(self._roots(self.coef), self.window, self.domain)

    def linspace(self, n=100, domain=None):
        """As many points of the domain, equally far from each other, and the values there."""
        first, last = self.domain if domain is None else domain
        x = np.linspace(first, last, n)
        return x, self(x)

    # Constructors

    @classmethod
    def fit(cls, x, y, deg, domain=None, rcond=None, full=False, w=None, window=None, symbol="x"):
        """The series that fits samples in the sense of least squares, on the interval of `x` unless `domain` is given."""
        if domain is None:
            domain = pu.getdomain(x)
            if domain[0] == domain[1]:
                domain[0] -= 1
                domain[1] += 1
        domain = cls._own_unless(domain, "domain")
        window = cls.window if window is None else window
        found = cls._fit(pu.mapdomain(x, domain, window), y, deg, w=w, rcond=rcond, full=full)
        if full:
            coef, status = found
            return cls(coef, domain=domain, window=window, symbol=symbol), status
        return cls(found, domain=domain, window=window, symbol=symbol)

    @classmethod
    def _own_unless(cls, domain, name):
        """The interval of the class where an empty list asks for it."""
        return getattr(cls, name) if isinstance(domain, list) and len(domain) == 0 else domain

    @classmethod
    def fromroots(cls, roots, domain=[], window=None, symbol="x"):
        """The series with the given zeros whose highest power of the variable has the coefficient one."""
        [roots] = pu.as_series([roots], trim=False)
        domain = cls._own_unless(pu.getdomain(roots) if domain is None else domain, "domain")
        window = cls.window if window is None else window
        off, scl = pu.mapparms(domain, window)
        coef = cls._fromroots(off + scl * roots) / scl ** len(roots)
        return cls(coef, domain=domain, window=window, symbol=symbol)

    @classmethod
    def identity(cls, domain=None, window=None, symbol="x"):
        """The series that is its argument."""
        domain = cls.domain if domain is None else domain
        window = cls.window if window is None else window
        return cls(cls._line(*pu.mapparms(window, domain)), domain, window, symbol)

    @classmethod
    def basis(cls, deg, domain=None, window=None, symbol="x"):
        """The polynomial of the basis of the degree `deg`."""
        degree = int(deg)
        if degree != deg or degree < 0:
            raise ValueError("deg must be non-negative integer")
        domain = cls.domain if domain is None else domain
        return cls([0] * degree + [1], domain, cls.window if window is None else window, symbol)

    @classmethod
    def cast(cls, series, domain=None, window=None):
        """The same function as a series of this class."""
        domain = cls.domain if domain is None else domain
        return series.convert(domain, cls, cls.window if window is None else window)

    # Text

    def __repr__(self):
        coef, domain, window = (repr(a)[6:-1] for a in (self.coef, self.domain, self.window))
        return f"{self.__class__.__name__}({coef}, domain={domain}, window={window}, symbol='{self.symbol}')"

    def __str__(self):
        return self._generate_string(self._str_term_unicode if self._use_unicode else self._str_term_ascii)

    def __format__(self, fmt_str):
        if fmt_str == "":
            return self.__str__()
        if fmt_str not in ("ascii", "unicode"):
            raise ValueError(f"Unsupported format string '{fmt_str}' passed to {self.__class__}.__format__. "
                             "Valid options are 'ascii' and 'unicode'")
        return self._generate_string(self._str_term_ascii if fmt_str == "ascii" else self._str_term_unicode)

    def _generate_string(self, term_method):
        """The terms in lines that are no longer than arrays' are."""
        width = max(np.get_printoptions().get("linewidth", 75), 1)
        variable, needs_parens = self._format_term(pu.format_float, *self.mapparms())
        variable = f"({variable})" if needs_parens else variable
        text = pu.format_float(self.coef[0])
        for power, c in enumerate(self.coef[1:], 1):
            term = _signed(c) + term_method(str(power), variable)
            # A term before the last is followed by a space and a sign.
            length = len(text.split("\n")[-1]) + 1 + len(term) + (2 if power < len(self.coef) - 1 else 0)
            # A line ends with the sign of the next term.
            text += " " + (term.replace(" ", "\n", 1) if length >= width else term)
        return text

    def _format_term(self, scalar_format, off, scale):
        """The variable of the window in that of the domain, and whether it needs parentheses."""
        if off == 0 and scale == 1:
            return self.symbol, False
        scaled = self.symbol if scale == 1 else f"{scalar_format(scale)}{self.symbol}"
        return (scaled if off == 0 else f"{scalar_format(off)} + {scaled}"), True

    @classmethod
    def _named(cls, method):
        """The name of the basis in a text; an error for classes that have none."""
        if cls.basis_name is None:
            raise NotImplementedError(f"Subclasses must define either a basis_name, or override {method}(cls, i, arg_str)")
        return cls.basis_name

    @classmethod
    def _str_term_unicode(cls, i, arg_str):
        return f"·{cls._named('_str_term_unicode')}{i.translate(cls._subscript_mapping)}({arg_str})"

    @classmethod
    def _str_term_ascii(cls, i, arg_str):
        return f" {cls._named('_str_term_ascii')}_{i}({arg_str})"

    @classmethod
    def _repr_latex_term(cls, i, arg_str, needs_parens):
        return f"{{{cls._named('_repr_latex_term')}}}_{{{i}}}({arg_str})"

    @staticmethod
    def _repr_latex_scalar(x, parens=False):
        return rf"\text{{{pu.format_float(x, parens=parens)}}}"

    def _repr_latex_(self):
        variable, needs_parens = self._format_term(self._repr_latex_scalar, *self.mapparms())
        parts = []
        for i, c in enumerate(self.coef):
            part = self._latex_coefficient(c) if i else self._repr_latex_scalar(c)
            term = self._repr_latex_term(i, variable, needs_parens)
            part = part if term == "1" else rf"{part}\,{term}"
            parts.append(rf"\color{{LightGray}}{{{part}}}" if c == 0 else part)
        return rf"${self.symbol} \mapsto {''.join(parts) or '0'}$"

    def _latex_coefficient(self, c):
        if not isinstance(c, numbers.Real):
            return f" + ({self._repr_latex_scalar(c)})"
        sign, size = ("+", c) if c >= 0 else ("-", -c)
        return f" {sign} {self._repr_latex_scalar(size, parens=True)}"


def _signed(c):
    """A coefficient after the first with its sign in front."""
    try:
        sign, size = ("+", c) if c >= 0 else ("-", -c)
    except TypeError:  # complex numbers have no sign
        return f"+ {c}"
    return f"{sign} {pu.format_float(size, parens=True)}"

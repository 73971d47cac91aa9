"""``AAA`` and ``FloaterHormannInterpolator``: rational functions in barycentric form."""
import operator
import warnings
from types import GenericAlias

import pallasite.numpy as np
from pallasite import _core


class _BarycentricRational:
    """The function ``sum(w * f / (x - z)) / sum(w / (x - z))``."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, x, y, axis=0, **options):
        self._axis = axis
        z, f = np.asarray(x), np.asarray(y)
        self._check(z, f, **options)
        f = np.moveaxis(f, axis, 0)
        kept = np.isfinite(f).reshape(f.shape[0], -1).all(axis=-1)
        z, first = np.unique(z[kept], return_index=True)
        f = f[kept][first]
        self._support_points, self._support_values, self.weights = self._compute(z, f, **options)
        self._forget()

    def _forget(self):
        self._poles = self._residues = self._roots = None

    def _check(self, x, y, **_):
        if x.ndim != 1:
            raise ValueError("`x` must be 1-D.")
        if y.ndim < 1:
            raise ValueError("`y` must be at least 1-D.")
        if x.size != y.shape[self._axis]:
            raise ValueError(f"`x` be of size {y.shape[self._axis]} but got size {x.size}.")
        if not np.isfinite(x).all():
            raise ValueError("`x` must be finite.")

    def _parts(self):
        return self._support_points, self._support_values, self.weights

    def _complex(self, numbers):
        """Complex numbers of the precision that the parts have."""
        return numbers.astype(np.result_type(*self._parts(), np.complex64), copy=False)

    def __call__(self, z):
        """The values at `z`."""
        z = np.asarray(z)
        values = _core._rational_evaluate(*self._parts(), z).astype(np.result_type(*self._parts(), z), copy=False)
        return np.moveaxis(values, 0, self._axis) if z.ndim > 0 else values

    def poles(self):
        """The poles."""
        if self._poles is None:
            self._poles = self._complex(_core._rational_zeros(*self._parts(), False))
        return self._poles

    def residues(self):
        """The residues at the poles."""
        if self._support_values.ndim > 1:
            raise NotImplementedError("Residues not implemented for multi-dimensional data.")
        if self._residues is None:
            self._residues = self._complex(_core._rational_residues(*self._parts(), self.poles()))
        return self._residues

    def roots(self):
        """The zeros."""
        if self._support_values.ndim > 1:
            raise NotImplementedError("Roots not implemented for multi-dimensional data.")
        if self._roots is None:
            self._roots = self._complex(_core._rational_zeros(*self._parts(), True))
        return self._roots


class AAA(_BarycentricRational):
    """A rational approximant to values at points, found by adding the worst point again and again."""

    def __init__(self, x, y, *, rtol=None, max_terms=100, clean_up=True, clean_up_tol=1e-13):
        super().__init__(x, y, rtol=rtol, max_terms=max_terms)
        if clean_up:
            self.clean_up(clean_up_tol)

    def _check(self, x, y, rtol=None, max_terms=100):
        if operator.index(max_terms) < 1:
            raise ValueError("`max_terms` must be an integer value greater than or equal to one.")
        if y.ndim != 1:
            raise ValueError("`y` must be 1-D.")
        super()._check(x, y)

    @property
    def support_points(self):
        """The points that were chosen."""
        return self._support_points

    @property
    def support_values(self):
        """The values there."""
        return self._support_values

    def _compute(self, z, f, rtol, max_terms):
        dtype = np.result_type(z, f, 1.0)
        rtol = float(np.finfo(dtype).eps) ** 0.75 if rtol is None else rtol
        *parts, self.errors, converged = _core._aaa(z, f, rtol, operator.index(max_terms))
        if not converged:
            warnings.warn(f"AAA failed to converge within {max_terms} iterations.", RuntimeWarning, stacklevel=2)
        self.errors = self.errors.astype(np.finfo(dtype).dtype, copy=False)
        self._points, self._values = z, f
        return [part.astype(dtype, copy=False) for part in parts]

    def clean_up(self, cleanup_tol=1e-13):
        """Takes support points away that belong to poles of negligible residue, and returns how many."""
        *parts, count = _core._aaa_clean_up(self._parts(), self._points, self._values, cleanup_tol)
        if count:
            warnings.warn(f"{count} Froissart doublets detected.", RuntimeWarning, stacklevel=2)
            self._support_points, self._support_values, self.weights = parts
            self._forget()
        return count


class FloaterHormannInterpolator(_BarycentricRational):
    """The rational interpolant without real poles that blends polynomials of degree `d`."""

    def __init__(self, points, values, *, d=3, axis=0):
        super().__init__(points, values, d=d, axis=axis)

    def _check(self, x, y, d):
        if not 0 <= operator.index(d) < len(x):
            raise ValueError("`d` must satisfy 0 <= d < n")
        super()._check(x, y)

    def _compute(self, z, f, d):
        return z, f, _core._floater_hormann(z, operator.index(d)).astype(np.result_type(z, 1.0), copy=False)

"""Approximations of Hessian matrices that gain from each step of a minimisation."""
import warnings

from pallasite import numpy as _np
from pallasite._core import hessian_bfgs_update as _bfgs_update
from pallasite._core import hessian_first_scale as _first_scale
from pallasite._core import hessian_sr1_update as _sr1_update


class HessianUpdateStrategy:
    """What a method asks of an approximation of the Hessian or of its inverse."""

    def initialize(self, n, approx_type):
        """Begins with `n` variables; `approx_type` is ``hess`` or ``inv_hess``."""
        raise NotImplementedError("The method ``initialize(n, approx_type)`` is not implemented.")

    def update(self, delta_x, delta_grad):
        """Takes in a step and the change of the gradient along it."""
        raise NotImplementedError("The method ``update(delta_x, delta_grad)`` is not implemented.")

    def dot(self, p):
        """The product with a vector."""
        raise NotImplementedError("The method ``dot(p)`` is not implemented.")

    def get_matrix(self):
        """The approximation as a matrix."""
        raise NotImplementedError("The method ``get_matrix(p)`` is not implemented.")

    def __matmul__(self, p):
        return self.dot(p)


class FullHessianUpdateStrategy(HessianUpdateStrategy):
    """An approximation that is held as a matrix: ``B`` of the Hessian, ``H`` of its inverse."""

    def __init__(self, init_scale="auto"):
        self.init_scale = init_scale
        self.first_iteration = None
        self.approx_type = None
        self.B = None
        self.H = None

    def initialize(self, n, approx_type):
        """Begins with the identity."""
        self.first_iteration = True
        self.n = n
        self.approx_type = approx_type
        if approx_type not in ("hess", "inv_hess"):
            raise ValueError("`approx_type` must be 'hess' or 'inv_hess'.")
        self._matrix = _np.eye(n, dtype=float)

    @property
    def _matrix(self):
        return self.B if self.approx_type == "hess" else self.H

    @_matrix.setter
    def _matrix(self, matrix):
        setattr(self, "B" if self.approx_type == "hess" else "H", matrix)

    def _auto_scale(self, delta_x, delta_grad):
        return _first_scale(delta_x, delta_grad, self.approx_type == "hess")

    def _scale(self, delta_x, delta_grad):
        scale = self.init_scale
        if isinstance(scale, str) and scale == "auto":
            scale = self._auto_scale(delta_x, delta_grad)
        if _np.size(scale) == 1:
            self._matrix = float(scale) * self._matrix
            return
        if _np.iscomplexobj(scale):
            raise TypeError("init_scale contains complex elements, must be real.")
        scale = _np.array(scale, dtype=self._matrix.dtype, copy=True)
        if scale.shape != self._matrix.shape:
            raise ValueError("If init_scale is an array, it must have the dimensions of the hess/inv_hess: "
                             f"{self._matrix.shape}. Got {scale.shape}.")
        if not _np.array_equal(scale, scale.T):
            raise ValueError("If init_scale is an array, it must be symmetric (passing scipy.linalg.issymmetric) to "
                             "be an approximation of a hess/inv_hess.")
        self._matrix = scale

    def update(self, delta_x, delta_grad):
        """Takes in a step and the change of the gradient along it."""
        if _np.all(delta_x == 0.0):
            return
        if _np.all(delta_grad == 0.0):
            warnings.warn("delta_grad == 0.0. Check if the approximated function is linear. If the function is linear "
                          "better results can be obtained by defining the Hessian as zero instead of using "
                          "quasi-Newton approximations.", UserWarning, stacklevel=2)
            return
        if self.first_iteration:
            self._scale(delta_x, delta_grad)
            self.first_iteration = False
        self._update_implementation(delta_x, delta_grad)

    def _update_implementation(self, delta_x, delta_grad):
        raise NotImplementedError("The method ``_update_implementation`` is not implemented.")

    def _ordered(self, delta_x, delta_grad):
        """The argument and the value of the approximated map."""
        return (delta_x, delta_grad) if self.approx_type == "hess" else (delta_grad, delta_x)

    def dot(self, p):
        """The product with a vector."""
        return _np.dot(self._matrix, p)

    def get_matrix(self):
        """A copy of the matrix."""
        return _np.copy(self._matrix)


class BFGS(FullHessianUpdateStrategy):
    """Broyden, Fletcher, Goldfarb and Shanno's update, which stays positive definite."""

    def __init__(self, exception_strategy="skip_update", min_curvature=None, init_scale="auto"):
        defaults = {"skip_update": 1e-8, "damp_update": 0.2}
        if exception_strategy not in defaults:
            raise ValueError("`exception_strategy` must be 'skip_update' or 'damp_update'.")
        self.min_curvature = defaults[exception_strategy] if min_curvature is None else min_curvature
        super().__init__(init_scale)
        self.exception_strategy = exception_strategy

    def _update_implementation(self, delta_x, delta_grad):
        w, z = self._ordered(delta_x, delta_grad)
        inverse, damp = self.approx_type == "inv_hess", self.exception_strategy == "damp_update"
        self._matrix = _bfgs_update(self._matrix, w, z, self.min_curvature, damp, inverse)


class SR1(FullHessianUpdateStrategy):
    """The symmetric update of rank one, which may become indefinite."""

    def __init__(self, min_denominator=1e-8, init_scale="auto"):
        self.min_denominator = min_denominator
        super().__init__(init_scale)

    def _update_implementation(self, delta_x, delta_grad):
        self._matrix = _sr1_update(self._matrix, *self._ordered(delta_x, delta_grad), self.min_denominator)

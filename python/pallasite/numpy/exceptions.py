"""``numpy.exceptions``: warnings and errors of their own."""
import warnings


class ComplexWarning(RuntimeWarning):
    """A complex number lost its imaginary part in a cast."""


class ModuleDeprecationWarning(DeprecationWarning):
    """A module is deprecated."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that users should see."""


class RankWarning(RuntimeWarning):
    """A least-squares matrix is rank deficient."""


# Every fit has its own reason.
warnings.simplefilter("always", category=RankWarning)


class TooHardError(RuntimeError):
    """The work asked for exceeds the limit that was set."""


class DTypePromotionError(TypeError):
    """Several dtypes have no common one."""


class AxisError(ValueError, IndexError):
    """An axis that the array does not have; with `ndim` the text is made from the numbers."""

    def __init__(self, axis, ndim=None, msg_prefix=None):
        self.ndim = ndim
        self.axis = None if ndim is None else axis
        text = axis if ndim is None else f"axis {axis} is out of bounds for array of dimension {ndim}"
        super().__init__(text if msg_prefix is None else f"{msg_prefix}: {text}")

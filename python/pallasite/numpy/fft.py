"""``numpy.fft``: discrete Fourier transforms of any length."""
from pallasite import numpy as np
from pallasite._core import fft as fft
from pallasite._core import fftfreq as fftfreq
from pallasite._core import fftn as fftn
from pallasite._core import hfft as hfft
from pallasite._core import ifft as ifft
from pallasite._core import ifftn as ifftn
from pallasite._core import ihfft as ihfft
from pallasite._core import irfft as irfft
from pallasite._core import irfftn as irfftn
from pallasite._core import rfft as rfft
from pallasite._core import rfftfreq as rfftfreq
from pallasite._core import rfftn as rfftn


def fft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """The two-dimensional transform."""
    return fftn(a, s, axes, norm, out)


def ifft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """The two-dimensional inverse transform."""
    return ifftn(a, s, axes, norm, out)


def rfft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """The two-dimensional transform of real input."""
    return rfftn(a, s, axes, norm, out)


def irfft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """The inverse of ``rfft2``."""
    return irfftn(a, s, axes, norm, out)


def _shifted(x, axes, count):
    x = np.asarray(x)
    if axes is None:
        axes = tuple(range(x.ndim))
    elif isinstance(axes, (int, np.integer)):
        axes = (axes,)
    return np.roll(x, tuple(count(x.shape[axis]) for axis in axes), axes)


def fftshift(x, axes=None):
    """The zero frequency moved to the middle of the spectrum."""
    return _shifted(x, axes, lambda n: n // 2)


def ifftshift(x, axes=None):
    """The inverse of ``fftshift``."""
    return _shifted(x, axes, lambda n: -(n // 2))


__all__ = ["fft", "fft2", "fftfreq", "fftn", "fftshift", "hfft", "ifft", "ifft2", "ifftn", "ifftshift", "ihfft",
           "irfft", "irfft2", "irfftn", "rfft", "rfft2", "rfftfreq", "rfftn"]

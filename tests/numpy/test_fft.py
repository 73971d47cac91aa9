"""Fourier transforms of any length."""
import pytest

from tests.differential import both, evaluate


@pytest.mark.parametrize("n", [1, 2, 3, 7, 16, 100, 101, 360, 1009])
@pytest.mark.parametrize("name", ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"])
@both
def test_lengths(xp, name, n):
    if name in ("irfft", "hfft") and n == 1:
        n = 2
    array = xp.cos(xp.arange(n) * 1.7) + xp.arange(n) / (n + 1)
    return xp.round(getattr(xp.fft, name)(array), 9) + 0


@pytest.mark.parametrize("expression", [
    "np.fft.fft(a, axis=0)", "np.fft.fft2(a)", "np.fft.ifft2(a)", "np.fft.fftn(a, axes=(0,))", "np.fft.rfft2(a)",
    "np.fft.irfftn(np.fft.rfftn(a), a.shape)", "np.fft.fft(a, 3)", "np.fft.fft(a, 8)", "np.fft.fft(a, norm='ortho')",
    "np.fft.ifft(a, norm='forward')",
    "np.fft.fftfreq(5, 0.1)", "np.fft.rfftfreq(6)", "np.fft.fftshift(a)", "np.fft.ifftshift(a, axes=1)",
    "np.fft.fft(a.astype('f4')).dtype", "np.fft.fft(a, 0)", "np.fft.fft([])", "np.fft.fft(a, axis=5)",
    "np.fft.fft(5)", "np.fft.fft(a, norm='x')", "np.fft.rfft(a * 1j)",
])
@both
def test_expression(xp, expression):
    value = evaluate(xp, expression, a=xp.arange(20.0).reshape(4, 5) % 7)
    return xp.round(value, 9) + 0 if hasattr(value, "shape") else value

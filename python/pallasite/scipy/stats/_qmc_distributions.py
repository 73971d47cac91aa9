"""Quasi-Monte Carlo samples of other distributions than the uniform one."""
from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy._random import takes_rng
from pallasite.scipy.stats._qmc import QMCEngine
from pallasite.scipy.stats._qmc_engines import Sobol


def _checked_engine(engine, d, message, rng):
    """The engine, Sobol's where there is none, which is to have `d` dimensions."""
    if engine is None:
        return Sobol(d=d, scramble=True, bits=30, **{"seed" if isinstance(rng, _np.random.RandomState) else "rng": rng})
    if not isinstance(engine, QMCEngine):
        raise ValueError("`engine` must be an instance of `scipy.stats.qmc.QMCEngine` or `None`.")
    if engine.d != d:
        raise ValueError(message)
    return engine


class MultivariateNormalQMC:
    """Samples of a multivariate normal distribution."""

    @takes_rng()
    def __init__(self, mean, cov=None, *, cov_root=None, inv_transform=True, engine=None, rng=None):
        mean = _np.asarray(_np.atleast_1d(mean))
        d = mean.shape[0]
        if cov is not None:
            cov = _np.asarray(_np.atleast_2d(cov))
            if d != cov.shape[0]:
                raise ValueError("Dimension mismatch between mean and covariance.")
            if not _np.allclose(cov, cov.transpose()):
                raise ValueError("Covariance matrix is not symmetric.")
            cov_root = _root(cov)
        elif cov_root is not None:
            cov_root = _np.atleast_2d(cov_root)
            if d != cov_root.shape[0]:
                raise ValueError("Dimension mismatch between mean and covariance.")
        self._inv_transform = inv_transform
        self.engine = _checked_engine(engine, d if inv_transform else d + d % 2,
                                      "Dimension of `engine` must be consistent with dimensions of mean and "
                                      "covariance. If `inv_transform` is False, it must be an even number.", rng)
        self._mean, self._corr_matrix, self._d = mean, cov_root, d

    def random(self, n=1):
        """`n` samples, a row each."""
        return self._correlate(self._standard_normal_samples(n))

    def _correlate(self, base_samples):
        if self._corr_matrix is None:
            return base_samples + self._mean
        return base_samples @ self._corr_matrix + self._mean

    def _standard_normal_samples(self, n=1):
        return _core._standard_normals(self.engine.random(n), self._inv_transform)[:, :self._d]


def _root(cov):
    """A root of a covariance, that of Cholesky or, of a singular one, by eigenvalues."""
    try:
        return _np.linalg.cholesky(cov).transpose()
    except _np.linalg.LinAlgError:
        eigval, eigvec = _np.linalg.eigh(cov)
        if not _np.all(eigval >= -1.0e-8):
            raise ValueError("Covariance matrix not PSD.")
        return (eigvec * _np.sqrt(_np.clip(eigval, 0.0, None))).transpose()


class MultinomialQMC:
    """Samples of a multinomial distribution."""

    @takes_rng()
    def __init__(self, pvals, n_trials, *, engine=None, rng=None):
        self.pvals = _np.atleast_1d(_np.asarray(pvals))
        if _np.min(pvals) < 0:
            raise ValueError("Elements of pvals must be non-negative.")
        if not _np.isclose(_np.sum(pvals), 1):
            raise ValueError("Elements of pvals must sum to 1.")
        self.n_trials = n_trials
        self.engine = _checked_engine(engine, 1, "Dimension of `engine` must be 1.", rng)

    def random(self, n=1):
        """`n` samples, a row of counts each."""
        sample = _np.empty((n, len(self.pvals)))
        for i in range(n):
            sample[i] = _core._categorize(self.engine.random(self.n_trials), self.pvals)
        return sample

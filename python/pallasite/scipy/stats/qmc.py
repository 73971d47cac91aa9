"""``scipy.stats.qmc``: points that fill the unit cube more evenly than random ones do."""
from pallasite.scipy.stats._qmc import QMCEngine as QMCEngine
from pallasite.scipy.stats._qmc import discrepancy as discrepancy
from pallasite.scipy.stats._qmc import geometric_discrepancy as geometric_discrepancy
from pallasite.scipy.stats._qmc import scale as scale
from pallasite.scipy.stats._qmc import update_discrepancy as update_discrepancy
from pallasite.scipy.stats._qmc_distributions import MultinomialQMC as MultinomialQMC
from pallasite.scipy.stats._qmc_distributions import MultivariateNormalQMC as MultivariateNormalQMC
from pallasite.scipy.stats._qmc_engines import Halton as Halton
from pallasite.scipy.stats._qmc_engines import LatinHypercube as LatinHypercube
from pallasite.scipy.stats._qmc_engines import PoissonDisk as PoissonDisk
from pallasite.scipy.stats._qmc_engines import Sobol as Sobol

__all__ = ["Halton", "LatinHypercube", "MultinomialQMC", "MultivariateNormalQMC", "PoissonDisk", "QMCEngine", "Sobol",
           "discrepancy", "geometric_discrepancy", "scale", "update_discrepancy"]

"""``scipy.integrate``: quadrature of functions and of samples, and ordinary differential equations."""
from pallasite._core import cumulative_simpson as cumulative_simpson
from pallasite._core import cumulative_trapezoid as cumulative_trapezoid
from pallasite._core import dblquad as dblquad
from pallasite._core import fixed_quad as fixed_quad
from pallasite._core import lebedev_rule as lebedev_rule
from pallasite._core import newton_cotes as newton_cotes
from pallasite._core import nquad as nquad
from pallasite._core import odeint as odeint
from pallasite._core import quad as quad
from pallasite._core import romb as romb
from pallasite._core import simpson as simpson
from pallasite._core import tplquad as tplquad
from pallasite._core import trapezoid as trapezoid
from pallasite.scipy.integrate.cubature import cubature as cubature
from pallasite.scipy.integrate.dense_output import DenseOutput as DenseOutput
from pallasite.scipy.integrate.dense_output import OdeSolution as OdeSolution
from pallasite.scipy.integrate.dense_output import StepOutput as StepOutput
from pallasite.scipy.integrate.ode import complex_ode as complex_ode
from pallasite.scipy.integrate.ode import ode as ode
from pallasite.scipy.integrate.qmc_quad import qmc_quad as qmc_quad
from pallasite.scipy.integrate.quad_vec import quad_vec as quad_vec
from pallasite.scipy.integrate.solve_bvp import solve_bvp as solve_bvp
from pallasite.scipy.integrate.solve_ivp import solve_ivp as solve_ivp
from pallasite.scipy.integrate.solve_ivp import with_arguments as with_arguments
from pallasite.scipy.integrate.solvers import BDF as BDF
from pallasite.scipy.integrate.solvers import DOP853 as DOP853
from pallasite.scipy.integrate.solvers import LSODA as LSODA
from pallasite.scipy.integrate.solvers import RK23 as RK23
from pallasite.scipy.integrate.solvers import RK45 as RK45
from pallasite.scipy.integrate.solvers import OdeSolver as OdeSolver
from pallasite.scipy.integrate.solvers import Radau as Radau

from pallasite.scipy.integrate.tanhsinh import nsum as nsum
from pallasite.scipy.integrate.tanhsinh import tanhsinh as tanhsinh


class IntegrationWarning(UserWarning):
    """Warns that an integral is not as accurate as asked for."""


class ODEintWarning(Warning):
    """Warns of what `odeint` could not do."""


__all__ = [
    "BDF", "DOP853", "DenseOutput", "IntegrationWarning", "LSODA", "ODEintWarning", "OdeSolution", "OdeSolver", "RK23",
    "RK45", "Radau", "complex_ode", "cubature", "cumulative_simpson", "cumulative_trapezoid", "dblquad", "fixed_quad",
    "lebedev_rule", "newton_cotes", "nquad", "nsum", "ode", "odeint", "qmc_quad", "quad", "quad_vec", "romb",
    "simpson", "solve_bvp", "solve_ivp", "tanhsinh", "tplquad", "trapezoid",
]

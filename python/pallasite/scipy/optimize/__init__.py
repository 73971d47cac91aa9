"""``scipy.optimize``: roots, minima, least squares and curve fitting."""
from pallasite._core import approx_fprime as approx_fprime
from pallasite._core import bisect as bisect
from pallasite._core import bracket as bracket
from pallasite._core import brent as brent
from pallasite._core import brenth as brenth
from pallasite._core import brentq as brentq
from pallasite._core import check_grad as check_grad
from pallasite._core import curve_fit as curve_fit
from pallasite._core import fixed_point as fixed_point
from pallasite._core import fminbound as fminbound
from pallasite._core import fsolve as fsolve
from pallasite._core import golden as golden
from pallasite._core import isotonic_regression as isotonic_regression
from pallasite._core import least_squares as least_squares
from pallasite._core import leastsq as leastsq
from pallasite._core import linear_sum_assignment as linear_sum_assignment
from pallasite._core import linprog as linprog
from pallasite._core import lsq_linear as lsq_linear
from pallasite._core import milp as milp
from pallasite._core import minimize_scalar as minimize_scalar
from pallasite._core import newton as newton
from pallasite._core import nnls as nnls
from pallasite._core import ridder as ridder
from pallasite._core import root as root
from pallasite._core import root_scalar as root_scalar
from pallasite._core import rosen as rosen
from pallasite._core import rosen_der as rosen_der
from pallasite._core import rosen_hess as rosen_hess
from pallasite._core import rosen_hess_prod as rosen_hess_prod
from pallasite._core import toms748 as toms748
from pallasite.scipy.optimize._basinhopping import basinhopping as basinhopping
from pallasite.scipy.optimize._brute import brute as brute
from pallasite.scipy.optimize._cobyla import fmin_cobyla as fmin_cobyla
from pallasite.scipy.optimize._constraints import Bounds as Bounds
from pallasite.scipy.optimize._constraints import LinearConstraint as LinearConstraint
from pallasite.scipy.optimize._constraints import NonlinearConstraint as NonlinearConstraint
from pallasite.scipy.optimize._differentialevolution import differential_evolution as differential_evolution
from pallasite.scipy.optimize._direct_py import direct as direct
from pallasite.scipy.optimize._dual_annealing import dual_annealing as dual_annealing
from pallasite.scipy.optimize._hessian_update_strategy import BFGS as BFGS
from pallasite.scipy.optimize._hessian_update_strategy import SR1 as SR1
from pallasite.scipy.optimize._hessian_update_strategy import HessianUpdateStrategy as HessianUpdateStrategy
from pallasite.scipy.optimize._lbfgsb import LbfgsInvHessProduct as LbfgsInvHessProduct
from pallasite.scipy.optimize._lbfgsb import fmin_l_bfgs_b as fmin_l_bfgs_b
from pallasite.scipy.optimize._minimize import minimize as minimize
from pallasite.scipy.optimize._nonlin import BroydenFirst as BroydenFirst
from pallasite.scipy.optimize._nonlin import InverseJacobian as InverseJacobian
from pallasite.scipy.optimize._nonlin import KrylovJacobian as KrylovJacobian
from pallasite.scipy.optimize._nonlin import NoConvergence as NoConvergence
from pallasite.scipy.optimize._nonlin import anderson as anderson
from pallasite.scipy.optimize._nonlin import broyden1 as broyden1
from pallasite.scipy.optimize._nonlin import broyden2 as broyden2
from pallasite.scipy.optimize._nonlin import diagbroyden as diagbroyden
from pallasite.scipy.optimize._nonlin import excitingmixing as excitingmixing
from pallasite.scipy.optimize._nonlin import linearmixing as linearmixing
from pallasite.scipy.optimize._nonlin import newton_krylov as newton_krylov
from pallasite.scipy.optimize._optimize import fmin as fmin
from pallasite.scipy.optimize._optimize import fmin_bfgs as fmin_bfgs
from pallasite.scipy.optimize._optimize import fmin_cg as fmin_cg
from pallasite.scipy.optimize._optimize import fmin_ncg as fmin_ncg
from pallasite.scipy.optimize._optimize import fmin_powell as fmin_powell
from pallasite.scipy.optimize._optimize import line_search as line_search
from pallasite.scipy.optimize._qap import quadratic_assignment as quadratic_assignment
from pallasite.scipy.optimize._result import BracketError as BracketError
from pallasite.scipy.optimize._result import LineSearchWarning as LineSearchWarning
from pallasite.scipy.optimize._result import OptimizeResult as OptimizeResult
from pallasite.scipy.optimize._result import OptimizeWarning as OptimizeWarning
from pallasite.scipy.optimize._result import RootResults as RootResults
from pallasite.scipy.optimize._result import _NewtonResult as _NewtonResult
from pallasite.scipy.optimize._shgo import shgo as shgo
from pallasite.scipy.optimize._slsqp import fmin_slsqp as fmin_slsqp
from pallasite.scipy.optimize._tnc import fmin_tnc as fmin_tnc

__all__ = [
    "BFGS", "Bounds", "BracketError", "BroydenFirst", "HessianUpdateStrategy", "InverseJacobian", "KrylovJacobian",
    "LbfgsInvHessProduct", "LineSearchWarning", "LinearConstraint", "NoConvergence", "NonlinearConstraint",
    "OptimizeResult", "OptimizeWarning", "RootResults", "SR1", "anderson", "approx_fprime", "basinhopping", "bisect",
    "bracket", "brent", "brenth", "brentq", "broyden1", "broyden2", "brute", "check_grad", "curve_fit", "diagbroyden",
    "differential_evolution", "direct", "dual_annealing", "excitingmixing", "fixed_point", "fmin", "fmin_bfgs",
    "fmin_cg", "fmin_cobyla", "fmin_l_bfgs_b", "fmin_ncg", "fmin_powell", "fmin_slsqp", "fmin_tnc", "fminbound",
    "fsolve", "golden", "isotonic_regression", "least_squares", "leastsq", "line_search", "linear_sum_assignment",
    "linearmixing", "linprog", "lsq_linear", "milp", "minimize", "minimize_scalar", "newton", "newton_krylov", "nnls",
    "quadratic_assignment", "ridder", "root", "root_scalar", "rosen", "rosen_der", "rosen_hess", "rosen_hess_prod",
    "shgo", "toms748",
]

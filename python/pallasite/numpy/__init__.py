"""NumPy: the names of version 2.4, computed by pallasite."""

from pallasite._core import flatiter as flatiter
from pallasite._core import from_dlpack as from_dlpack
from pallasite._core import ndarray as ndarray

# creation
from pallasite._core import arange as arange
from pallasite._core import array as array
from pallasite._core import asanyarray as asanyarray
from pallasite._core import asarray as asarray
from pallasite._core import ascontiguousarray as ascontiguousarray
from pallasite._core import asfortranarray as asfortranarray
from pallasite._core import copy as copy
from pallasite._core import diag as diag
from pallasite._core import diagflat as diagflat
from pallasite._core import empty as empty
from pallasite._core import empty_like as empty_like
from pallasite._core import eye as eye
from pallasite._core import frombuffer as frombuffer
from pallasite._core import fromiter as fromiter
from pallasite._core import fromstring as fromstring
from pallasite._core import full as full
from pallasite._core import full_like as full_like
from pallasite._core import identity as identity
from pallasite._core import indices as indices
from pallasite._core import linspace as linspace
from pallasite._core import meshgrid as meshgrid
from pallasite._core import ones as ones
from pallasite._core import ones_like as ones_like
from pallasite._core import tri as tri
from pallasite._core import tril as tril
from pallasite._core import triu as triu
from pallasite._core import vander as vander
from pallasite._core import zeros as zeros
from pallasite._core import zeros_like as zeros_like

# manipulation
from pallasite._core import append as append
from pallasite._core import array_split as array_split
from pallasite._core import atleast_1d as atleast_1d
from pallasite._core import atleast_2d as atleast_2d
from pallasite._core import atleast_3d as atleast_3d
from pallasite._core import broadcast as broadcast
from pallasite._core import broadcast_arrays as broadcast_arrays
from pallasite._core import broadcast_shapes as broadcast_shapes
from pallasite._core import broadcast_to as broadcast_to
from pallasite._core import column_stack as column_stack
from pallasite._core import concatenate as concatenate
from pallasite._core import copyto as copyto
from pallasite._core import delete as delete
from pallasite._core import dsplit as dsplit
from pallasite._core import dstack as dstack
from pallasite._core import expand_dims as expand_dims
from pallasite._core import flip as flip
from pallasite._core import fliplr as fliplr
from pallasite._core import flipud as flipud
from pallasite._core import hsplit as hsplit
from pallasite._core import hstack as hstack
from pallasite._core import insert as insert
from pallasite._core import matrix_transpose as matrix_transpose
from pallasite._core import moveaxis as moveaxis
from pallasite._core import ndim as ndim
from pallasite._core import packbits as packbits
from pallasite._core import pad as pad
from pallasite._core import ravel as ravel
from pallasite._core import repeat as repeat
from pallasite._core import reshape as reshape
from pallasite._core import resize as resize
from pallasite._core import roll as roll
from pallasite._core import rollaxis as rollaxis
from pallasite._core import rot90 as rot90
from pallasite._core import shape as shape
from pallasite._core import size as size
from pallasite._core import split as split
from pallasite._core import squeeze as squeeze
from pallasite._core import stack as stack
from pallasite._core import swapaxes as swapaxes
from pallasite._core import tile as tile
from pallasite._core import transpose as transpose
from pallasite._core import trim_zeros as trim_zeros
from pallasite._core import unpackbits as unpackbits
from pallasite._core import unstack as unstack
from pallasite._core import vsplit as vsplit
from pallasite._core import vstack as vstack

# indexing
from pallasite._core import argwhere as argwhere
from pallasite._core import choose as choose
from pallasite._core import compress as compress
from pallasite._core import diagonal as diagonal
from pallasite._core import extract as extract
from pallasite._core import fill_diagonal as fill_diagonal
from pallasite._core import flatnonzero as flatnonzero
from pallasite._core import may_share_memory as may_share_memory
from pallasite._core import nonzero as nonzero
from pallasite._core import place as place
from pallasite._core import put as put
from pallasite._core import put_along_axis as put_along_axis
from pallasite._core import putmask as putmask
from pallasite._core import ravel_multi_index as ravel_multi_index
from pallasite._core import select as select
from pallasite._core import shares_memory as shares_memory
from pallasite._core import take as take
from pallasite._core import take_along_axis as take_along_axis
from pallasite._core import trace as trace
from pallasite._core import unravel_index as unravel_index
from pallasite._core import where as where

# statistics
from pallasite._core import amax as amax
from pallasite._core import amin as amin
from pallasite._core import average as average
from pallasite._core import bincount as bincount
from pallasite._core import convolve as convolve
from pallasite._core import corrcoef as corrcoef
from pallasite._core import correlate as correlate
from pallasite._core import cov as cov
from pallasite._core import digitize as digitize
from pallasite._core import histogram as histogram
from pallasite._core import histogram2d as histogram2d
from pallasite._core import histogram_bin_edges as histogram_bin_edges
from pallasite._core import histogramdd as histogramdd
from pallasite._core import max as max
from pallasite._core import mean as mean
from pallasite._core import median as median
from pallasite._core import min as min
from pallasite._core import nanargmax as nanargmax
from pallasite._core import nanargmin as nanargmin
from pallasite._core import nancumprod as nancumprod
from pallasite._core import nancumsum as nancumsum
from pallasite._core import nanmax as nanmax
from pallasite._core import nanmean as nanmean
from pallasite._core import nanmedian as nanmedian
from pallasite._core import nanmin as nanmin
from pallasite._core import nanpercentile as nanpercentile
from pallasite._core import nanprod as nanprod
from pallasite._core import nanquantile as nanquantile
from pallasite._core import nanstd as nanstd
from pallasite._core import nansum as nansum
from pallasite._core import nanvar as nanvar
from pallasite._core import percentile as percentile
from pallasite._core import ptp as ptp
from pallasite._core import quantile as quantile
from pallasite._core import std as std
from pallasite._core import var as var

# sorting
from pallasite._core import argmax as argmax
from pallasite._core import argmin as argmin
from pallasite._core import argpartition as argpartition
from pallasite._core import argsort as argsort
from pallasite._core import count_nonzero as count_nonzero
from pallasite._core import lexsort as lexsort
from pallasite._core import partition as partition
from pallasite._core import searchsorted as searchsorted
from pallasite._core import sort as sort
from pallasite._core import sort_complex as sort_complex
from pallasite._core import unique as unique

# sets
from pallasite._core import intersect1d as intersect1d
from pallasite._core import isin as isin
from pallasite._core import setdiff1d as setdiff1d
from pallasite._core import setxor1d as setxor1d
from pallasite._core import union1d as union1d

# logic
from pallasite._core import all as all
from pallasite._core import allclose as allclose
from pallasite._core import any as any
from pallasite._core import array_equal as array_equal
from pallasite._core import array_equiv as array_equiv
from pallasite._core import isclose as isclose
from pallasite._core import iscomplex as iscomplex
from pallasite._core import iscomplexobj as iscomplexobj
from pallasite._core import isfortran as isfortran
from pallasite._core import isneginf as isneginf
from pallasite._core import isposinf as isposinf
from pallasite._core import isreal as isreal
from pallasite._core import isrealobj as isrealobj
from pallasite._core import isscalar as isscalar

# mathematics
from pallasite._core import angle as angle
from pallasite._core import around as around
from pallasite._core import clip as clip
from pallasite._core import cross as cross
from pallasite._core import cumprod as cumprod
from pallasite._core import cumsum as cumsum
from pallasite._core import cumulative_prod as cumulative_prod
from pallasite._core import cumulative_sum as cumulative_sum
from pallasite._core import diff as diff
from pallasite._core import ediff1d as ediff1d
from pallasite._core import fix as fix
from pallasite._core import gradient as gradient
from pallasite._core import i0 as i0
from pallasite._core import imag as imag
from pallasite._core import interp as interp
from pallasite._core import nan_to_num as nan_to_num
from pallasite._core import polyfit as polyfit
from pallasite._core import prod as prod
from pallasite._core import real as real
from pallasite._core import real_if_close as real_if_close
from pallasite._core import round as round
from pallasite._core import sinc as sinc
from pallasite._core import bartlett as bartlett
from pallasite._core import blackman as blackman
from pallasite._core import hamming as hamming
from pallasite._core import hanning as hanning
from pallasite._core import kaiser as kaiser
from pallasite._core import sum as sum
from pallasite._core import trapezoid as trapezoid
from pallasite._core import unwrap as unwrap

# promotion
from pallasite._core import can_cast as can_cast
from pallasite._core import common_type as common_type
from pallasite._core import min_scalar_type as min_scalar_type
from pallasite._core import promote_types as promote_types
from pallasite._core import result_type as result_type
from pallasite.numpy._copymode import _CopyMode as _CopyMode
from pallasite.numpy._limits import finfo as finfo
from pallasite.numpy._limits import iinfo as iinfo
from pallasite.numpy._limits import isdtype as isdtype
from pallasite.numpy._limits import issubdtype as issubdtype
from pallasite.numpy._limits import mintypecode as mintypecode
from pallasite.numpy._limits import typecodes as typecodes
from pallasite.numpy._limits import typename as typename
from pallasite.numpy._sets import unique_all as unique_all
from pallasite.numpy._sets import unique_counts as unique_counts
from pallasite.numpy._sets import unique_inverse as unique_inverse
from pallasite.numpy._sets import unique_values as unique_values

# ufuncs
from pallasite._core import ufunc as ufunc
from pallasite._core import abs as abs
from pallasite._core import absolute as absolute
from pallasite._core import acos as acos
from pallasite._core import acosh as acosh
from pallasite._core import add as add
from pallasite._core import arccos as arccos
from pallasite._core import arccosh as arccosh
from pallasite._core import arcsin as arcsin
from pallasite._core import arcsinh as arcsinh
from pallasite._core import arctan as arctan
from pallasite._core import arctan2 as arctan2
from pallasite._core import arctanh as arctanh
from pallasite._core import asin as asin
from pallasite._core import asinh as asinh
from pallasite._core import atan as atan
from pallasite._core import atan2 as atan2
from pallasite._core import atanh as atanh
from pallasite._core import bitwise_and as bitwise_and
from pallasite._core import bitwise_count as bitwise_count
from pallasite._core import bitwise_invert as bitwise_invert
from pallasite._core import bitwise_left_shift as bitwise_left_shift
from pallasite._core import bitwise_not as bitwise_not
from pallasite._core import bitwise_or as bitwise_or
from pallasite._core import bitwise_right_shift as bitwise_right_shift
from pallasite._core import bitwise_xor as bitwise_xor
from pallasite._core import cbrt as cbrt
from pallasite._core import ceil as ceil
from pallasite._core import conj as conj
from pallasite._core import conjugate as conjugate
from pallasite._core import copysign as copysign
from pallasite._core import cos as cos
from pallasite._core import cosh as cosh
from pallasite._core import deg2rad as deg2rad
from pallasite._core import degrees as degrees
from pallasite._core import divide as divide
from pallasite._core import divmod as divmod
from pallasite._core import equal as equal
from pallasite._core import exp as exp
from pallasite._core import exp2 as exp2
from pallasite._core import expm1 as expm1
from pallasite._core import fabs as fabs
from pallasite._core import float_power as float_power
from pallasite._core import floor as floor
from pallasite._core import floor_divide as floor_divide
from pallasite._core import fmax as fmax
from pallasite._core import fmin as fmin
from pallasite._core import fmod as fmod
from pallasite._core import frexp as frexp
from pallasite._core import gcd as gcd
from pallasite._core import greater as greater
from pallasite._core import greater_equal as greater_equal
from pallasite._core import heaviside as heaviside
from pallasite._core import hypot as hypot
from pallasite._core import invert as invert
from pallasite._core import isfinite as isfinite
from pallasite._core import isinf as isinf
from pallasite._core import isnan as isnan
from pallasite._core import lcm as lcm
from pallasite._core import ldexp as ldexp
from pallasite._core import left_shift as left_shift
from pallasite._core import less as less
from pallasite._core import less_equal as less_equal
from pallasite._core import log as log
from pallasite._core import log10 as log10
from pallasite._core import log1p as log1p
from pallasite._core import log2 as log2
from pallasite._core import logaddexp as logaddexp
from pallasite._core import logaddexp2 as logaddexp2
from pallasite._core import logical_and as logical_and
from pallasite._core import logical_not as logical_not
from pallasite._core import logical_or as logical_or
from pallasite._core import logical_xor as logical_xor
from pallasite._core import maximum as maximum
from pallasite._core import minimum as minimum
from pallasite._core import mod as mod
from pallasite._core import modf as modf
from pallasite._core import multiply as multiply
from pallasite._core import negative as negative
from pallasite._core import nextafter as nextafter
from pallasite._core import not_equal as not_equal
from pallasite._core import positive as positive
from pallasite._core import pow as pow
from pallasite._core import power as power
from pallasite._core import rad2deg as rad2deg
from pallasite._core import radians as radians
from pallasite._core import reciprocal as reciprocal
from pallasite._core import remainder as remainder
from pallasite._core import right_shift as right_shift
from pallasite._core import rint as rint
from pallasite._core import sign as sign
from pallasite._core import signbit as signbit
from pallasite._core import sin as sin
from pallasite._core import sinh as sinh
from pallasite._core import spacing as spacing
from pallasite._core import sqrt as sqrt
from pallasite._core import square as square
from pallasite._core import subtract as subtract
from pallasite._core import tan as tan
from pallasite._core import tanh as tanh
from pallasite._core import true_divide as true_divide
from pallasite._core import trunc as trunc

# products
from pallasite._core import dot as dot
from pallasite._core import einsum as einsum
from pallasite._core import einsum_path as einsum_path
from pallasite._core import inner as inner
from pallasite._core import matmul as matmul
from pallasite._core import tensordot as tensordot
from pallasite._core import vdot as vdot

# printing
from pallasite._core import array2string as array2string
from pallasite._core import array_repr as array_repr
from pallasite._core import array_str as array_str
from pallasite._core import format_float_positional as format_float_positional
from pallasite._core import format_float_scientific as format_float_scientific
from pallasite._core import get_printoptions as get_printoptions
from pallasite._core import set_printoptions as set_printoptions

# functions that orchestrate others
from pallasite.numpy._creation import asarray_chkfinite as asarray_chkfinite
from pallasite.numpy._creation import c_ as c_
from pallasite.numpy._creation import fromfunction as fromfunction
from pallasite.numpy._creation import geomspace as geomspace
from pallasite.numpy._creation import index_exp as index_exp
from pallasite.numpy._creation import logspace as logspace
from pallasite.numpy._creation import mgrid as mgrid
from pallasite.numpy._creation import ogrid as ogrid
from pallasite.numpy._creation import r_ as r_
from pallasite.numpy._creation import require as require
from pallasite.numpy._creation import s_ as s_
from pallasite.numpy._manipulation import block as block
from pallasite.numpy._indexing import apply_along_axis as apply_along_axis
from pallasite.numpy._indexing import apply_over_axes as apply_over_axes
from pallasite.numpy._indexing import diag_indices as diag_indices
from pallasite.numpy._indexing import diag_indices_from as diag_indices_from
from pallasite.numpy._indexing import ix_ as ix_
from pallasite.numpy._indexing import mask_indices as mask_indices
from pallasite.numpy._indexing import ndenumerate as ndenumerate
from pallasite.numpy._indexing import ndindex as ndindex
from pallasite.numpy._indexing import piecewise as piecewise
from pallasite.numpy._indexing import tril_indices as tril_indices
from pallasite.numpy._indexing import tril_indices_from as tril_indices_from
from pallasite.numpy._indexing import triu_indices as triu_indices
from pallasite.numpy._indexing import triu_indices_from as triu_indices_from
from pallasite.numpy._vectorize import vectorize as vectorize

# scalar types
from pallasite.numpy._scalars import False_ as False_
from pallasite.numpy._scalars import True_ as True_
from pallasite.numpy._scalars import bool as bool
from pallasite.numpy._scalars import bool_ as bool_
from pallasite.numpy._scalars import byte as byte
from pallasite.numpy._scalars import bytes_ as bytes_
from pallasite.numpy._scalars import cdouble as cdouble
from pallasite.numpy._scalars import character as character
from pallasite.numpy._scalars import clongdouble as clongdouble
from pallasite.numpy._scalars import complex128 as complex128
from pallasite.numpy._scalars import complex64 as complex64
from pallasite.numpy._scalars import complexfloating as complexfloating
from pallasite.numpy._scalars import csingle as csingle
from pallasite.numpy._scalars import double as double
from pallasite.numpy._scalars import dtype as dtype
from pallasite.numpy._scalars import errstate as errstate
from pallasite.numpy._scalars import flexible as flexible
from pallasite.numpy._scalars import float16 as float16
from pallasite.numpy._scalars import float32 as float32
from pallasite.numpy._scalars import float64 as float64
from pallasite.numpy._scalars import floating as floating
from pallasite.numpy._scalars import generic as generic
from pallasite.numpy._scalars import geterr as geterr
from pallasite.numpy._scalars import geterrcall as geterrcall
from pallasite.numpy._scalars import half as half
from pallasite.numpy._scalars import inexact as inexact
from pallasite.numpy._scalars import int16 as int16
from pallasite.numpy._scalars import int32 as int32
from pallasite.numpy._scalars import int64 as int64
from pallasite.numpy._scalars import int8 as int8
from pallasite.numpy._scalars import int_ as int_
from pallasite.numpy._scalars import intc as intc
from pallasite.numpy._scalars import integer as integer
from pallasite.numpy._scalars import intp as intp
from pallasite.numpy._scalars import long as long
from pallasite.numpy._scalars import longdouble as longdouble
from pallasite.numpy._scalars import longlong as longlong
from pallasite.numpy._scalars import number as number
from pallasite.numpy._scalars import object_ as object_
from pallasite.numpy._scalars import ScalarType as ScalarType
from pallasite.numpy._scalars import sctypeDict as sctypeDict
from pallasite.numpy._scalars import seterr as seterr
from pallasite.numpy._scalars import seterrcall as seterrcall
from pallasite.numpy._scalars import short as short
from pallasite.numpy._scalars import signedinteger as signedinteger
from pallasite.numpy._scalars import single as single
from pallasite.numpy._scalars import str_ as str_
from pallasite.numpy._scalars import ubyte as ubyte
from pallasite.numpy._scalars import uint as uint
from pallasite.numpy._scalars import uint16 as uint16
from pallasite.numpy._scalars import uint32 as uint32
from pallasite.numpy._scalars import uint64 as uint64
from pallasite.numpy._scalars import uint8 as uint8
from pallasite.numpy._scalars import uintc as uintc
from pallasite.numpy._scalars import uintp as uintp
from pallasite.numpy._scalars import ulong as ulong
from pallasite.numpy._scalars import ulonglong as ulonglong
from pallasite.numpy._scalars import unsignedinteger as unsignedinteger
from pallasite.numpy._scalars import ushort as ushort
from pallasite.numpy._scalars import void as void

# sub-packages
from pallasite.numpy import _core as _core
from pallasite.numpy import dtypes as dtypes
from pallasite.numpy import exceptions as exceptions
from pallasite.numpy import fft as fft
from pallasite.numpy import lib as lib
from pallasite.numpy.lib import scimath as emath
from pallasite.numpy import linalg as linalg
from pallasite.numpy import random as random
from pallasite.numpy import rec as rec
from pallasite.numpy._genfromtxt import genfromtxt as genfromtxt
from pallasite.numpy._memmap import memmap as memmap
from pallasite.numpy._npyio import load as load
from pallasite.numpy._npyio import save as save
from pallasite.numpy._npyio import savez as savez
from pallasite.numpy._npyio import savez_compressed as savez_compressed
from pallasite.numpy._poly1d import poly as poly
from pallasite.numpy._poly1d import poly1d as poly1d
from pallasite.numpy._poly1d import polyadd as polyadd
from pallasite.numpy._poly1d import polyder as polyder
from pallasite.numpy._poly1d import polydiv as polydiv
from pallasite.numpy._poly1d import polyint as polyint
from pallasite.numpy._poly1d import polymul as polymul
from pallasite.numpy._poly1d import polysub as polysub
from pallasite.numpy._poly1d import polyval as polyval
from pallasite.numpy._poly1d import roots as roots
from pallasite.numpy._printing import printoptions as printoptions
from pallasite.numpy._products import kron as kron
from pallasite.numpy._products import matvec as matvec
from pallasite.numpy._products import outer as outer
from pallasite.numpy._products import vecdot as vecdot
from pallasite.numpy._products import vecmat as vecmat
from pallasite.numpy._textio import fromfile as fromfile
from pallasite.numpy._textio import fromregex as fromregex
from pallasite.numpy._textio import loadtxt as loadtxt
from pallasite.numpy._textio import savetxt as savetxt
from pallasite.numpy._utility import astype as astype
from pallasite.numpy._utility import base_repr as base_repr
from pallasite.numpy._utility import binary_repr as binary_repr
from pallasite.numpy._utility import iterable as iterable
from pallasite.numpy.matrixlib import asmatrix as asmatrix
from pallasite.numpy.matrixlib import bmat as bmat
from pallasite.numpy.matrixlib import matrix as matrix
from pallasite.numpy.rec import recarray as recarray
from pallasite.numpy.rec import record as record

concat = concatenate
permute_dims = transpose

pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = float("inf")
nan = float("nan")
newaxis = None
little_endian = True

__version__ = "2.4.6"


def _on_demand(name):
    """A submodule that is loaded as soon as something is asked of it.

    No ``__getattr__`` of this module instead: the interpreter's quick look-up of names in a module is for modules without.
    """
    import sys
    from importlib import util

    spec = util.find_spec(f"{__name__}.{name}")
    spec.loader = util.LazyLoader(spec.loader)
    module = sys.modules[spec.name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


polynomial = _on_demand("polynomial")

"""NumPy: the names of version 2.4, computed by pallasite."""

from pallasite._core import flatiter as flatiter
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
from pallasite.numpy._indexing import vectorize as vectorize

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
from pallasite.numpy import dtypes as dtypes
from pallasite.numpy import exceptions as exceptions
from pallasite.numpy import lib as lib
from pallasite.numpy import random as random

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

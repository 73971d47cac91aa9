from ._scalars import *
from . import dtypes
from pallasite._core import ndarray

//! What the engines of `scipy.stats.qmc` compute.

use super::super::random::{Generator, whole};
use super::super::spatial::{doubles, shaped};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::convert::check_room;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray, Order};
use pallasite_qmc::{
    Halton, Hypersphere, PoissonDisk, PoissonDiskOptions, Sobol, latin_hypercube, orthogonal_latin_hypercube,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Adds the functions and classes to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyHalton>()?;
    m.add_class::<PyPoissonDisk>()?;
    m.add_function(wrap_pyfunction!(_van_der_corput, m)?)?;
    m.add_function(wrap_pyfunction!(_digit_permutations, m)?)?;
    m.add_function(wrap_pyfunction!(_first_primes, m)?)?;
    m.add_function(wrap_pyfunction!(_sobol_directions, m)?)?;
    m.add_function(wrap_pyfunction!(_sobol_scrambled, m)?)?;
    m.add_function(wrap_pyfunction!(_sobol_points, m)?)?;
    m.add_function(wrap_pyfunction!(_latin_hypercube, m)?)?;
    m.add_function(wrap_pyfunction!(_orthogonal_latin_hypercube, m)?)
}

fn invalid(e: impl std::error::Error) -> PyErr {
    PyValueError::new_err(e.to_string())
}

/// How many points are asked for.
fn count(n: i64) -> PyResult<usize> {
    usize::try_from(n).map_err(|_| PyValueError::new_err("negative dimensions are not allowed"))
}

/// Numbers of the sequence of van der Corput; `permutations` has a row for each digit.
#[pyfunction]
#[pyo3(signature = (n, base, start_index, permutations=None))]
fn _van_der_corput(
    py: Python<'_>,
    n: i64,
    base: usize,
    start_index: usize,
    permutations: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    if base < 2 {
        return Err(PyValueError::new_err("'base' must be at least 2"));
    }
    let (n, permutations) = (count(n)?, permutations.map(whole).transpose()?);
    check_room(&[n])?;
    let found =
        released(py, || pallasite_qmc::van_der_corput(n, base, start_index, permutations.as_deref()))?;
    shaped(py, found, &[n])
}

/// Permutations of the digits in a base, a row for each digit.
#[pyfunction]
fn _digit_permutations(py: Python<'_>, base: usize, rng: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    if base < 2 {
        return Err(PyValueError::new_err("'base' must be at least 2"));
    }
    let all = pallasite_qmc::digit_permutations(base, &mut Generator::new(rng)?)?;
    let rows = all.len() / base;
    shaped(py, all.into_iter().map(|d| d as i64).collect(), &[rows, base])
}

/// The first primes.
#[pyfunction]
fn _first_primes(count: usize) -> Vec<usize> {
    pallasite_qmc::first_primes(count)
}

/// Halton's sequence.
#[pyclass(frozen, name = "_Halton", module = "pallasite._core")]
struct PyHalton {
    sequence: Halton,
    dimensions: usize,
}

#[pymethods]
impl PyHalton {
    /// The plain sequence; that which a generator permutes; or that of given permutations.
    #[new]
    #[pyo3(signature = (d, rng=None, permutations=None))]
    fn new(
        d: usize,
        rng: Option<&Bound<'_, PyAny>>,
        permutations: Option<Vec<Vec<usize>>>,
    ) -> PyResult<Self> {
        let sequence = match (rng, permutations) {
            (Some(rng), _) => Halton::scrambled(d, &mut Generator::new(rng)?)?,
            (None, Some(permutations)) => Halton::permuted(&permutations),
            (None, None) => Halton::new(d),
        };
        Ok(Self { sequence, dimensions: d })
    }

    /// So many points from one on.
    fn points(&self, py: Python<'_>, start: usize, n: i64) -> PyResult<Py<PyAny>> {
        let n = count(n)?;
        check_room(&[n, self.dimensions])?;
        shaped(py, released(py, || self.sequence.points(start, n))?, &[n, self.dimensions])
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> (Bound<'py, PyAny>, (usize, Option<()>, Option<Vec<Vec<usize>>>)) {
        let this = slf.get();
        (slf.get_type().into_any(), (this.dimensions, None, this.sequence.permutations()))
    }
}

/// The smallest unsigned type that holds so many bits.
fn words(py: Python<'_>, values: &[u64], shape: &[usize], bits: usize) -> PyResult<Py<PyAny>> {
    let dtype = if bits > 32 { DType::UINT64 } else { DType::UINT32 };
    let wide = NdArray::from_vec_shape(values.to_vec(), shape).py()?;
    wrap(py, wide.astype(&dtype, Order::C).py()?)
}

fn sobol(sv: &Bound<'_, PyAny>, shift: Option<&Bound<'_, PyAny>>) -> PyResult<Sobol> {
    let read = |a: &Bound<'_, PyAny>| as_array(a, Some(&DType::UINT64));
    let directions = read(sv)?;
    let (dimensions, bits) = match directions.shape() {
        [dimensions, bits] => (*dimensions, *bits),
        shape => {
            let text = format!("direction numbers are a matrix, got {} dimensions", shape.len());
            return Err(PyValueError::new_err(text));
        }
    };
    let shift = shift.map_or(Ok(vec![0; dimensions]), |s| read(s)?.cast_vec().py())?;
    Sobol::from_parts(directions.cast_vec().py()?, shift, bits).map_err(invalid)
}

/// The direction numbers of Sobol's sequence, a row for each dimension.
#[pyfunction]
fn _sobol_directions(py: Python<'_>, d: usize, bits: usize) -> PyResult<Py<PyAny>> {
    let sobol = Sobol::new(d, bits).map_err(invalid)?;
    words(py, sobol.directions(), &[d, bits], bits)
}

/// Direction numbers after a random scrambling, and the first point.
#[pyfunction]
fn _sobol_scrambled(
    py: Python<'_>,
    sv: &Bound<'_, PyAny>,
    rng: &Bound<'_, PyAny>,
) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
    let shape = as_array(sv, None)?.shape().to_vec();
    let scrambled = sobol(sv, None)?.scrambled(&mut Generator::new(rng)?)?;
    let directions = words(py, scrambled.directions(), &shape, shape[1])?;
    Ok((directions, words(py, scrambled.shift(), &shape[..1], shape[1])?))
}

/// So many points of Sobol's sequence from one on.
#[pyfunction]
fn _sobol_points(
    py: Python<'_>,
    sv: &Bound<'_, PyAny>,
    shift: &Bound<'_, PyAny>,
    start: u64,
    n: i64,
) -> PyResult<Py<PyAny>> {
    let (sobol, n) = (sobol(sv, Some(shift))?, count(n)?);
    let shape = [n, sobol.shift().len()];
    check_room(&shape)?;
    shaped(py, released(py, || sobol.points(start, n))?, &shape)
}

/// A Latin hypercube.
#[pyfunction]
fn _latin_hypercube(
    py: Python<'_>,
    d: usize,
    n: i64,
    scramble: bool,
    rng: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let n = count(n)?;
    check_room(&[n, d])?;
    shaped(py, latin_hypercube(d, n, scramble, &mut Generator::new(rng)?)?, &[n, d])
}

/// A Latin hypercube of strength 2; `within` places points in their stripes.
#[pyfunction]
fn _orthogonal_latin_hypercube(
    py: Python<'_>,
    d: usize,
    n: i64,
    scramble: bool,
    rng: &Bound<'_, PyAny>,
    within: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let n = count(n)?;
    let (mut rng, mut within) = (Generator::new(rng)?, Generator::new(within)?);
    let points = orthogonal_latin_hypercube(d, n, scramble, &mut rng, &mut within)?.map_err(invalid)?;
    shaped(py, points, &[n, d])
}

/// Points that keep a distance.
#[pyclass(name = "_PoissonDisk", module = "pallasite._core")]
struct PyPoissonDisk {
    options: PoissonDiskOptions,
    disk: PoissonDisk,
}

#[pymethods]
impl PyPoissonDisk {
    #[new]
    fn new(
        radius: f64,
        surface: bool,
        ncandidates: usize,
        low: &Bound<'_, PyAny>,
        high: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let hypersphere = if surface { Hypersphere::Surface } else { Hypersphere::Volume };
        let limits = (doubles(low)?.0, doubles(high)?.0);
        let options = PoissonDiskOptions { radius, hypersphere, candidates: ncandidates, limits };
        if !(radius > 0.0) {
            return Err(PyValueError::new_err(format!("radius must be positive, got {radius}")));
        }
        check_room(&[options.cells(), vec![options.limits.0.len()]].concat())?;
        let disk = PoissonDisk::new(options.clone());
        Ok(Self { options, disk })
    }

    /// Up to `n` more points, or all that there is room for, as a list of arrays.
    #[pyo3(signature = (rng, n=None))]
    fn draw(&mut self, py: Python<'_>, rng: &Bound<'_, PyAny>, n: Option<usize>) -> PyResult<Py<PyAny>> {
        let drawn = self.disk.draw(n, &mut Generator::new(rng)?)?;
        let shape = [drawn.len(), self.options.limits.0.len()];
        // SciPy's array of no points has no second axis.
        shaped(py, drawn.concat(), &shape[..if drawn.is_empty() { 1 } else { 2 }])
    }

    /// The points in all cells.
    fn grid(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let shape = [self.disk.grid_shape(), &[self.options.limits.0.len()]].concat();
        shaped(py, self.disk.grid().to_vec(), &shape)
    }

    /// Points around which there may be room.
    fn pool(&self) -> Vec<Vec<f64>> {
        self.disk.pool().to_vec()
    }

    fn __getstate__(&self, py: Python<'_>) -> PyResult<(Py<PyAny>, Vec<Vec<f64>>)> {
        Ok((self.grid(py)?, self.pool()))
    }

    fn __setstate__(&mut self, state: (Bound<'_, PyAny>, Vec<Vec<f64>>)) -> PyResult<()> {
        let grid = as_array(&state.0, Some(&DType::FLOAT32))?.cast_vec().py()?;
        let fits = self.disk.restore(grid, state.1);
        fits.then_some(()).ok_or_else(|| PyValueError::new_err("a state of another grid of cells"))
    }

    fn __getnewargs__(&self) -> (f64, bool, usize, Vec<f64>, Vec<f64>) {
        let PoissonDiskOptions { radius, hypersphere, candidates, limits } = self.options.clone();
        (radius, hypersphere == Hypersphere::Surface, candidates, limits.0, limits.1)
    }
}

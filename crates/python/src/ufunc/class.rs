//! The Python class `ufunc`.

use super::keywords::{Keywords, output};
use super::operand::Held;
use super::{protocol, quick, result, run};
use crate::array::array_of;
use crate::scipy::special::errors;
use crate::vectorcall::{Arguments, Fastcall, enable, fastcall};
use pallasite_array::NdArray;
use pallasite_ufunc::{Options, Ufunc, table};
use pyo3::Borrowed;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};
use smallvec::SmallVec;

/// A function that works element by element; see NumPy's documentation of `ufunc`.
#[pyclass(name = "ufunc", module = "numpy", frozen, weakref)]
pub struct PyUfunc {
    pub ufunc: &'static Ufunc,
    vectorcall: ffi::vectorcallfunc,
}

impl PyUfunc {
    fn new(ufunc: &'static Ufunc) -> PyUfunc {
        PyUfunc { ufunc, vectorcall: fastcall::<PyUfunc> }
    }
}

impl Fastcall for PyUfunc {
    fn at_once(slf: &Bound<'_, Self>, args: &Arguments<'_, '_>) -> Option<Py<PyAny>> {
        let plain = args.names.is_null() && !errors::watching();
        plain.then(|| quick::doubles(slf.py(), slf.get().ufunc, args.iter()))?
    }

    fn quick<'py>(slf: &Bound<'py, Self>, args: &Arguments<'_, 'py>) -> Option<PyResult<Py<PyAny>>> {
        let u = slf.get().ufunc;
        if errors::watching() {
            return None;
        }
        if !args.names.is_null() || args.count() != u.nin {
            return onto(slf.py(), u, args).transpose();
        }
        if let Some(done) = quick::numbers(slf.py(), u, args.iter()).transpose() {
            return Some(done);
        }
        if !args.iter().all(|a| protocol::is_plain(&a)) {
            return None;
        }
        match u.nin {
            1 => Some(super::unary(slf.py(), u, &*args.get(0)?)),
            2 => Some(super::binary(slf.py(), u, &*args.get(0)?, &*args.get(1)?)),
            _ => None,
        }
    }

    fn call<'py>(
        slf: &Bound<'py, Self>,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        Self::__call__(slf, args, kwargs)
    }
}

/// `ufunc(a, out)`, `ufunc(a, b, out=array)`; `None`, with nothing done, where the call takes more.
fn onto(py: Python<'_>, u: &'static Ufunc, args: &Arguments<'_, '_>) -> PyResult<Option<Py<PyAny>>> {
    let named = !args.names.is_null();
    if args.count() != u.nin + 1 || named && !args.ends_with(pyo3::intern!(py, "out")) {
        return Ok(None);
    }
    let Some(out) = args.get(u.nin).filter(|_| args.iter().all(|a| protocol::is_plain(&a))) else {
        return Ok(None);
    };
    let inputs: SmallVec<[Borrowed<'_, '_, PyAny>; 2]> = args.iter().take(u.nin).collect();
    let inputs: SmallVec<[&Bound<'_, PyAny>; 2]> = inputs.iter().map(|i| &**i).collect();
    Ok(quick::onto(py, u, &inputs, &out)?.then(|| out.to_owned().unbind()))
}

/// The ufuncs of a crate.
struct Package {
    name: &'static str,
    tables: &'static [&'static [&'static Ufunc]],
    /// Second names.
    aliases: &'static [(&'static str, &'static str)],
}

impl Package {
    fn ufuncs(&self) -> impl Iterator<Item = &'static Ufunc> {
        self.tables.iter().flat_map(|rows| rows.iter().copied())
    }
}

static PACKAGES: [Package; 2] = [
    Package { name: "numpy", tables: &[table::ALL], aliases: table::ALIASES },
    Package {
        name: "special",
        tables: &pallasite_special::ufuncs::TABLES,
        aliases: pallasite_special::ufuncs::ALIASES,
    },
];

/// All ufuncs, in the order of the tables.
fn all() -> impl Iterator<Item = &'static Ufunc> {
    PACKAGES.iter().flat_map(Package::ufuncs)
}

/// All ufuncs as Python objects, in the order of [`all`].
fn objects(py: Python<'_>) -> PyResult<&Vec<Py<PyUfunc>>> {
    static OBJECTS: PyOnceLock<Vec<Py<PyUfunc>>> = PyOnceLock::new();
    OBJECTS.get_or_try_init(py, || all().map(|u| Py::new(py, PyUfunc::new(u))).collect())
}

/// The Python object of a ufunc.
pub fn call_object(py: Python<'_>, ufunc: &'static Ufunc) -> PyResult<Py<PyUfunc>> {
    let at = all().position(|u| std::ptr::eq(u, ufunc));
    let found = at.map(|i| objects(py).map(|o| o[i].clone_ref(py))).transpose()?;
    found.ok_or_else(|| PyValueError::new_err(format!("no ufunc '{}'", ufunc.name)))
}

/// Calls a method of a ufunc and lets no operand take over; NumPy's own ufuncs give way to ours of that name.
pub fn without_overrides(
    ufunc: &Bound<'_, PyAny>,
    method: &str,
    inputs: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    let own = match ufunc.cast::<PyUfunc>() {
        Ok(own) => own.clone(),
        Err(_) => match table::find(&ufunc.getattr("__name__")?.extract::<String>()?) {
            Some(ours) => call_object(ufunc.py(), ours)?.into_bound(ufunc.py()),
            None => return crate::function::on_numpys_arrays(&ufunc.getattr(method)?, inputs, kwargs),
        },
    };
    if method == "__call__" {
        return own.get().call(inputs, kwargs);
    }
    super::methods::plain(&own, method, inputs, kwargs)
}

impl PyUfunc {
    /// `ufunc(*args, **kwargs)` on operands that do not take over.
    fn call(&self, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
        let (py, u) = (args.py(), self.ufunc);
        if args.len() < u.nin || args.len() > u.nargs() {
            let (from, to) = (u.nin, u.nargs());
            return Err(PyTypeError::new_err(format!(
                "{}() takes from {from} to {to} positional arguments but {} were given",
                u.name,
                args.len()
            )));
        }
        let mut keywords = Keywords::parse(u, kwargs)?;
        if args.len() > u.nin {
            if !keywords.outputs.is_empty() {
                return Err(PyTypeError::new_err(
                    "cannot specify 'out' as both a positional and keyword argument",
                ));
            }
            let given = args.iter().skip(u.nin).map(output);
            keywords.outputs = given.collect::<PyResult<_>>()?;
        }
        let inputs: SmallVec<[Bound<'_, PyAny>; 2]> = args.iter().take(u.nin).collect();
        let held: SmallVec<[Held; 2]> = inputs.iter().map(Held::of).collect::<PyResult<_>>()?;
        let arrays: SmallVec<[Option<NdArray>; 2]> =
            keywords.outputs.iter().map(|o| o.as_ref().and_then(array_of)).collect();
        let out: SmallVec<[Option<&NdArray>; 2]> = arrays.iter().map(Option::as_ref).collect();
        let options = Options {
            out: &out,
            where_: keywords.where_.as_ref(),
            casting: keywords.casting,
            order: keywords.order,
            signature: &keywords.signature,
        };
        let operands: SmallVec<[_; 2]> = held.iter().map(Held::arg).collect();
        let results = run(py, u, &operands, &options)?;
        if errors::watching() {
            errors::report(py, u, &operands, &results)?;
        }
        let like: SmallVec<[&Bound<'_, PyAny>; 2]> = inputs.iter().filter(|_| keywords.subok).collect();
        let mut wrapped: SmallVec<[Py<PyAny>; 2]> = SmallVec::new();
        for (i, array) in results.into_iter().enumerate() {
            wrapped.push(match keywords.outputs.get(i).and_then(Option::as_ref) {
                Some(given) => given.clone().unbind(),
                None => result::wrap_as(py, array, &like)?,
            });
        }
        match wrapped.len() {
            1 => Ok(wrapped.remove(0)),
            _ => Ok(PyTuple::new(py, wrapped)?.into_any().unbind()),
        }
    }
}

#[pymethods]
impl PyUfunc {
    #[pyo3(signature = (*args, **kwargs))]
    fn __call__(
        slf: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let speaks = args.iter_borrowed().any(|a| protocol::overrides([&*a]))
            || protocol::outputs(kwargs)?.iter().any(|o| protocol::overrides([o]));
        if speaks && let Some(done) = protocol::dispatch(slf.as_any(), "__call__", args, kwargs)? {
            return Ok(done);
        }
        slf.get().call(args, kwargs)
    }

    fn __repr__(&self) -> String {
        format!("<ufunc '{}'>", self.ufunc.name)
    }

    #[getter]
    fn __name__(&self) -> &'static str {
        self.ufunc.name
    }

    #[getter]
    fn __qualname__(&self) -> &'static str {
        self.ufunc.name
    }

    #[getter]
    fn __doc__(&self) -> String {
        let u = self.ufunc;
        let x = match u.nin {
            1 => "x".to_string(),
            n => (1..=n).map(|i| format!("x{i}")).collect::<Vec<_>>().join(", "),
        };
        let out = if u.nout == 1 {
            ", /, out=None".to_string()
        } else {
            "[, out1, out2], / [, out=(None, None)]".to_string()
        };
        let rest = "*, where=True, casting='same_kind', order='K', dtype=None, subok=True[, signature]";
        format!("{}({x}{out}, {rest})\n\n{}", u.name, u.doc)
    }

    /// What `inspect.signature` gives.
    #[getter]
    fn __signature__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let make = py.import("pallasite.numpy._signatures")?.getattr("of_ufunc")?;
        make.call1((self.ufunc.nin, self.ufunc.nout))
    }

    #[getter]
    fn nin(&self) -> usize {
        self.ufunc.nin
    }

    #[getter]
    fn nout(&self) -> usize {
        self.ufunc.nout
    }

    #[getter]
    fn nargs(&self) -> usize {
        self.ufunc.nargs()
    }

    #[getter]
    fn ntypes(&self) -> usize {
        self.ufunc.loops.len()
    }

    #[getter]
    fn types(&self) -> Vec<String> {
        self.ufunc.types()
    }

    #[getter]
    fn signature(&self) -> Option<&'static str> {
        None
    }

    /// What a reduction of nothing gives, `None` where that is an error.
    #[getter]
    fn identity(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        use table::{Identity, Rule};
        Ok(match (self.ufunc.identity, self.ufunc.rule) {
            (Identity::Zero | Identity::One, Rule::Logical) => {
                pyo3::types::PyBool::new(py, self.ufunc.identity == Identity::One)
                    .to_owned()
                    .into_any()
                    .unbind()
            }
            (Identity::Zero, _) => 0i64.into_pyobject(py)?.into_any().unbind(),
            (Identity::One, _) => 1i64.into_pyobject(py)?.into_any().unbind(),
            (Identity::MinusOne, _) => (-1i64).into_pyobject(py)?.into_any().unbind(),
            (Identity::NegInf, _) => f64::NEG_INFINITY.into_pyobject(py)?.into_any().unbind(),
            _ => py.None(),
        })
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (&'static str, &'static str))> {
        let holds = |package: &&Package| package.ufuncs().any(|u| std::ptr::eq(u, self.ufunc));
        let package = PACKAGES.iter().find(holds).map_or("numpy", |package| package.name);
        Ok((py.import("pallasite._core")?.getattr("_ufunc")?, (self.ufunc.name, package)))
    }
}

/// The ufunc of a name in a package, for pickles.
#[pyfunction]
#[pyo3(signature = (name, table="numpy"))]
fn _ufunc(py: Python<'_>, name: &str, table: &str) -> PyResult<Py<PyUfunc>> {
    let mut ufuncs = PACKAGES.iter().filter(|package| package.name == table).flat_map(Package::ufuncs);
    let found = ufuncs.find(|u| u.name == name);
    call_object(py, found.ok_or_else(|| PyValueError::new_err(format!("no ufunc '{name}' in '{table}'")))?)
}

/// Adds the ufuncs of a package to a module, under their second names too.
pub fn add_package(m: &Bound<'_, PyModule>, name: &str) -> PyResult<()> {
    for package in PACKAGES.iter().filter(|package| package.name == name) {
        for ufunc in package.ufuncs() {
            m.add(ufunc.name, call_object(m.py(), ufunc)?)?;
        }
        for (alias, name) in package.aliases {
            m.add(*alias, m.getattr(*name)?)?;
        }
    }
    Ok(())
}

/// Adds the class and NumPy's ufuncs.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyUfunc>()?;
    let sample = Bound::new(m.py(), PyUfunc::new(&table::ADD))?;
    // SAFETY: every instance has `fastcall` there.
    unsafe { enable(&sample, &sample.get().vectorcall) };
    m.add_function(wrap_pyfunction!(_ufunc, m)?)?;
    add_package(m, "numpy")
}

//! How many threads work is spread over.

use pallasite_array::threads;
use pyo3::prelude::*;

/// The number of threads that work is spread over.
#[pyfunction]
fn num_threads() -> usize {
    threads::num_threads()
}

/// Sets the number of threads for the whole process; 0 goes back to the default.
#[pyfunction]
fn set_num_threads(n: usize) {
    threads::set_num_threads(n);
}

/// Sets the number of threads for work that this thread starts, 0 for no limit of its own; returns the old value.
#[pyfunction]
fn set_local_threads(n: usize) -> usize {
    threads::set_local_threads(n)
}

#[pyfunction]
fn _after_fork() {
    threads::after_fork();
}

/// Adds the functions to the module, and sees to forked children.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(num_threads, m)?)?;
    m.add_function(wrap_pyfunction!(set_num_threads, m)?)?;
    m.add_function(wrap_pyfunction!(set_local_threads, m)?)?;
    let os = m.py().import("os")?;
    if os.hasattr("register_at_fork")? {
        let hook = wrap_pyfunction!(_after_fork, m)?;
        let keywords = pyo3::types::PyDict::new(m.py());
        keywords.set_item("after_in_child", hook)?;
        os.call_method("register_at_fork", (), Some(&keywords))?;
    }
    Ok(())
}

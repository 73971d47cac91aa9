//! Long work without the GIL, which signals may end.

use pallasite_array::interrupt;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::Cell;

thread_local! {
    /// What the handler of a signal raised while this thread's work was asked whether to go on.
    static RAISED: Cell<Option<PyErr>> = const { Cell::new(None) };
}

/// Runs `f` without the GIL.
///
/// # Errors
/// What the handler of a signal raises meanwhile, as Ctrl-C's does; the work ends then at its next
/// [`poll`](interrupt::poll), or when it is done.
pub fn released<T: Send>(py: Python<'_>, f: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| {
        let done = interrupt::watch(has_raised, f);
        // Work that has no more polls ends by itself; the exception counts all the same.
        RAISED.take().map_or_else(|| done.map_err(|_| PyKeyboardInterrupt::new_err(())), Err)
    })
}

/// Lets the handlers of signals run; whether one raised an exception.
fn has_raised() -> bool {
    // SAFETY: asks about this thread alone.
    if unsafe { ffi::PyGILState_Check() } == 1 {
        // A callback of the work: the exception is raised there.
        return false;
    }
    let raised = Python::attach(|py| py.check_signals()).err();
    raised.map(|e| RAISED.set(Some(e))).is_some()
}

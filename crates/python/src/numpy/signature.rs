//! Rows of functions and methods that share a signature.

/// Functions of one signature: a row has the name, its name in Python, what it does with the array-like and with its other
/// arguments as a `$set`, and its documentation.
///
/// `functions_taking! { Reduction (axis, out) (a, axis=None, out=None); max = "max" |given, a| ..., "The largest.", }`
macro_rules! functions_taking {
    ($set:ident $arguments:tt $signature:tt; $($name:ident = $python:literal |$given:ident, $a:ident| $body:expr, $doc:literal;)*) => {
        $(functions_taking! { @one $set $arguments $signature $name $python $given $a ($body) $doc })*
    };
    (@one $set:ident ($($argument:ident),*) $signature:tt $name:ident $python:literal $given:ident $a:ident ($body:expr) $doc:literal) => {
        #[doc = $doc]
        #[pyfunction(name = $python)]
        #[pyo3(signature = $signature)]
        #[allow(clippy::too_many_arguments, clippy::needless_update)]
        fn $name($a: &Bound<'_, PyAny>, $($argument: Opt<'_, '_>),*) -> PyResult<Py<PyAny>> {
            let $given = $set { $($argument,)* ..Default::default() };
            $body
        }
    };
}

/// Methods of `ndarray` of one signature, as [`functions_taking`]; `help` shows the second signature.
macro_rules! methods_taking {
    ($set:ident $arguments:tt $signature:tt $text:literal; $($name:ident |$given:ident, $slf:ident| $body:expr, $doc:literal;)*) => {
        $(methods_taking! { @one $set $arguments $signature $text $name $given $slf ($body) $doc })*
    };
    (@one $set:ident ($($argument:ident),*) $signature:tt $text:literal $name:ident $given:ident $slf:ident ($body:expr) $doc:literal) => {
        #[pymethods]
        impl PyArray {
            #[doc = $doc]
            #[pyo3(signature = $signature, text_signature = $text)]
            #[allow(clippy::too_many_arguments, clippy::needless_update)]
            fn $name($slf: &Bound<'_, Self>, $($argument: Opt<'_, '_>),*) -> PyResult<Py<PyAny>> {
                let $given = $set { $($argument,)* ..Default::default() };
                $body
            }
        }
    };
}

pub(crate) use {functions_taking, methods_taking};

//! The rows that give both interfaces their distributions.

/// Makes, for each row, a method that returns a vector and one that fills a slice.
///
/// A row is: names of both, parameters, element type, checks, and the draw of one variate from
/// `self.source`. `Self::CHECK`-like statements go into the block after `check`.
macro_rules! distribution_methods {
    ($(
        $(#[$doc:meta])*
        fn $name:ident / $fill:ident($($param:ident: $type:ty),*) -> $item:ty
        { $($constraint:ident $checked:ident),* } = |$source:ident| $draw:expr;
    )*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// [`RandomError`](crate::random::RandomError) if a parameter is outside its range, or if the
        /// result does not fit in memory.
        pub fn $name(&mut self, $($param: $type,)* n: usize) -> Result<Vec<$item>, RandomError> {
            let mut out = filled(n, <$item>::default(), |_| ())?;
            self.$fill($($param,)* &mut out)?;
            Ok(out)
        }

        #[doc = concat!("[`", stringify!($name), "`](Self::", stringify!($name), ") into a slice.")]
        ///
        /// # Errors
        /// [`RandomError`](crate::random::RandomError) if a parameter is outside its range.
        pub fn $fill(&mut self, $($param: $type,)* out: &mut [$item]) -> Result<(), RandomError> {
            $(Constraint::$constraint.check(stringify!($checked), $checked as f64)?;)*
            let $source = &mut self.source;
            out.iter_mut().for_each(|slot| *slot = $draw);
            Ok(())
        }
    )*};
}

pub(super) use distribution_methods;

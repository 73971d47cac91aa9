//! The rows that give both interfaces their distributions.

/// Makes, for each row, a method that returns a vector and one that fills a slice.
///
/// First come the name to import and the expression that seeds, for the examples. A row has the names of
/// both methods, parameters and element type, the constraint on each parameter, the draw of one variate
/// from `self.source`, and example arguments with the first value they give.
macro_rules! distribution_methods {
    ($import:literal, $seeded:literal; $(
        $(#[$doc:meta])*
        fn $name:ident / $fill:ident($($param:ident: $type:ty),*) -> $item:ty
        { $($constraint:ident $checked:ident),* } = |$source:ident| $draw:expr,
        giving ($($argument:literal),*) $value:expr;
    )*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// [`RandomError`] if a parameter is outside its range, or if the result does not fit in memory.
        ///
        /// # Examples
        /// ```
        #[doc = concat!("use pallasite_numpy::random::", $import, ";")]
        ///
        #[doc = concat!("let x = ", $seeded, ".", stringify!($name), "(", $(stringify!($argument), ", ",)* "1)?;")]
        #[doc = concat!("assert_eq!(x, [", stringify!($value), "]);")]
        /// # Ok::<(), pallasite_numpy::random::RandomError>(())
        /// ```
        pub fn $name(&mut self, $($param: $type,)* n: usize) -> Result<Vec<$item>, RandomError> {
            let mut out = filled(n, <$item>::default(), |_| ())?;
            self.$fill($($param,)* &mut out)?;
            Ok(out)
        }

        #[doc = concat!("[`", stringify!($name), "`](Self::", stringify!($name), ") into a slice.")]
        ///
        /// # Errors
        /// [`RandomError`] if a parameter is outside its range.
        pub fn $fill(&mut self, $($param: $type,)* out: &mut [$item]) -> Result<(), RandomError> {
            $(Constraint::$constraint.check(stringify!($checked), $checked)?;)*
            let $source = &mut self.source;
            $crate::random::fill::each(out, || $draw);
            Ok(())
        }
    )*};
}

pub(super) use distribution_methods;

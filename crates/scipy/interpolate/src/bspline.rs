//! B-splines: sums of the compactly supported functions that the Cox-de Boor recursion defines.

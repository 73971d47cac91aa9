//! SciPy's texts for QUADPACK's status.

const TEXTS: [&str; 8] = [
    "",
    "",
    "The occurrence of roundoff error is detected, which prevents \n  the requested tolerance from being achieved.  \
     The error may be \n  underestimated.",
    "Extremely bad integrand behavior occurs at some points of the\n  integration interval.",
    "The algorithm does not converge.  Roundoff error is detected\n  in the extrapolation table.  It is assumed that \
     the requested tolerance\n  cannot be achieved, and that the returned result (if full_output = 1) is \n  the best \
     which can be obtained.",
    "The integral is probably divergent, or slowly convergent.",
    "The input is invalid.",
    "Abnormal termination of the routine.  The estimates for result\n  and error are less reliable.  It is assumed \
     that the requested accuracy\n  has not been achieved.",
];
const TOO_MANY_CYCLES: &str = "The maximum number of cycles allowed has been achieved., e.e.\n  of subintervals \
    (a+(k-1)c, a+kc) where c = (2*int(abs(omega)+1))\n  *pi/abs(omega), for k = 1, 2, ..., lst.  One can allow more \
    cycles by increasing the value of limlst.  Look at info['ierlst'] with full_output=1.";
const NO_LIMIT: &str = "The extrapolation table constructed for convergence acceleration\n  of the series formed by the \
    integral contributions over the cycles, \n  does not converge to within the requested accuracy.  Look at \n  \
    info['ierlst'] with full_output=1.";
const BAD_CYCLE: &str = "Bad integrand behavior occurs within one or more of the cycles.\n  Location and type of the \
    difficulty involved can be determined from \n  the vector info['ierlist'] obtained with full_output=1.";

/// What the status of a single cycle of a Fourier integral means.
pub const CYCLE_STATUS: [(u8, &str); 5] = [
    (1, "The maximum number of subdivisions (= limit) has been \n  achieved on this cycle."),
    (
        2,
        "The occurrence of roundoff error is detected and prevents\n  the tolerance imposed on this cycle from being \
         achieved.",
    ),
    (3, "Extremely bad integrand behavior occurs at some points of\n  this cycle."),
    (
        4,
        "The integral over this cycle does not converge (to within the required accuracy) due to roundoff in the \
         extrapolation procedure invoked on this cycle.  It is assumed that the result on this interval is the best \
         which can be obtained.",
    ),
    (5, "The integral over this cycle is probably divergent or slowly convergent."),
];

/// SciPy's text for a status that is not zero; a `fourier` integral has texts of its own.
pub fn message(status: u8, limit: usize, fourier: bool) -> String {
    match (status, fourier) {
        (1, true) => TOO_MANY_CYCLES.into(),
        (4, true) => NO_LIMIT.into(),
        (7, true) => BAD_CYCLE.into(),
        (1, false) => format!(
            "The maximum number of subdivisions ({limit}) has been achieved.\n  If increasing the limit yields no \
             improvement it is advised to analyze \n  the integrand in order to determine the difficulties.  If the \
             position of a \n  local difficulty can be determined (singularity, discontinuity) one will \n  probably \
             gain from splitting up the interval and calling the integrator \n  on the subranges.  Perhaps a \
             special-purpose integrator should be used."
        ),
        _ => TEXTS.get(usize::from(status)).copied().unwrap_or("Unknown error.").into(),
    }
}

//! Functions of the distance.

/// A radial function, by its name in SciPy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// `-r`
    Linear,
    /// `r² log r`
    ThinPlateSpline,
    /// `r³`
    Cubic,
    /// `-r⁵`
    Quintic,
    /// `-sqrt(1 + r²)`
    Multiquadric,
    /// `1 / sqrt(1 + r²)`
    InverseMultiquadric,
    /// `1 / (1 + r²)`
    InverseQuadratic,
    /// `exp(-r²)`
    Gaussian,
}

/// Names and kernels.
const NAMES: [(&str, Kernel); 8] = [
    ("linear", Kernel::Linear),
    ("thin_plate_spline", Kernel::ThinPlateSpline),
    ("cubic", Kernel::Cubic),
    ("quintic", Kernel::Quintic),
    ("multiquadric", Kernel::Multiquadric),
    ("inverse_multiquadric", Kernel::InverseMultiquadric),
    ("inverse_quadratic", Kernel::InverseQuadratic),
    ("gaussian", Kernel::Gaussian),
];

impl Kernel {
    /// The kernel of a name.
    pub fn named(name: &str) -> Option<Kernel> {
        NAMES.iter().find(|(n, _)| *n == name).map(|(_, kernel)| *kernel)
    }

    /// The kernel's name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, kernel)| *kernel == self).map_or("", |(n, _)| n)
    }

    /// Whether another scale of the distances gives the same interpolant.
    pub fn is_scale_invariant(self) -> bool {
        matches!(self, Kernel::Linear | Kernel::ThinPlateSpline | Kernel::Cubic | Kernel::Quintic)
    }

    /// The degree of the polynomial with which the interpolant is unique, -1 when it needs none.
    pub fn least_degree(self) -> i64 {
        match self {
            Kernel::Multiquadric | Kernel::Linear => 0,
            Kernel::ThinPlateSpline | Kernel::Cubic => 1,
            Kernel::Quintic => 2,
            _ => -1,
        }
    }
}

/// A kernel as the compiler sees it in the inner loop.
pub(super) trait Phi: Copy + Sync {
    /// The value at the squared distance.
    fn of_square(self, square: f64) -> f64;
}

impl<F: Fn(f64) -> f64 + Copy + Sync> Phi for F {
    #[inline(always)]
    fn of_square(self, square: f64) -> f64 {
        self(square)
    }
}

/// Runs an expression with the kernel's function of the squared distance.
macro_rules! with_phi {
    ($kernel:expr, |$phi:ident| $body:expr) => {
        match $kernel {
            $crate::rbf::Kernel::Linear => $crate::rbf::kernel::with_phi!(@ $phi, |s: f64| -s.sqrt(), $body),
            $crate::rbf::Kernel::ThinPlateSpline => {
                $crate::rbf::kernel::with_phi!(@ $phi, |s: f64| if s == 0.0 { 0.0 } else { 0.5 * s * s.ln() }, $body)
            }
            $crate::rbf::Kernel::Cubic => $crate::rbf::kernel::with_phi!(@ $phi, |s: f64| s * s.sqrt(), $body),
            $crate::rbf::Kernel::Quintic => $crate::rbf::kernel::with_phi!(@ $phi, |s: f64| -s * s * s.sqrt(), $body),
            $crate::rbf::Kernel::Multiquadric => {
                $crate::rbf::kernel::with_phi!(@ $phi, |s: f64| -(s + 1.0).sqrt(), $body)
            }
            $crate::rbf::Kernel::InverseMultiquadric => {
                $crate::rbf::kernel::with_phi!(@ $phi, |s: f64| 1.0 / (s + 1.0).sqrt(), $body)
            }
            $crate::rbf::Kernel::InverseQuadratic => {
                $crate::rbf::kernel::with_phi!(@ $phi, |s: f64| 1.0 / (s + 1.0), $body)
            }
            $crate::rbf::Kernel::Gaussian => $crate::rbf::kernel::with_phi!(@ $phi, |s: f64| (-s).exp(), $body),
        }
    };
    (@ $phi:ident, $function:expr, $body:expr) => {{
        let $phi = $function;
        $body
    }};
}

pub(super) use with_phi;

/// The functions at the distances of a point from those of `count` centres that begin with number `first`, as many as
/// `out` has room for.
#[inline(always)]
pub(super) fn functions<P: Phi>(
    phi: P,
    x: &[f64],
    centres: &[f64],
    count: usize,
    first: usize,
    out: &mut [f64],
) {
    let n = out.len();
    out.fill(0.0);
    for j in 0..x.len() {
        let (x, column) = (x[j], &centres[j * count + first..][..n]);
        for i in 0..n {
            let step = x - column[i];
            out[i] += step * step;
        }
    }
    for value in out.iter_mut() {
        *value = phi.of_square(*value);
    }
}

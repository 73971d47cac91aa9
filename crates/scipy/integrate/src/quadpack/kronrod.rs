//! Pairs of Gauss and Kronrod rules (Kronrod 1965; the nodes as in Piessens et al. 1983, section 2.2).

use super::Estimate;

/// A Kronrod rule of `2 N + 1` nodes on [-1, 1] around a Gauss rule; every other node is Gauss's.
pub(crate) struct Pair<const N: usize> {
    /// The positive nodes from the outermost in.
    nodes: [f64; N],
    weights: [f64; N],
    centre: f64,
    /// Gauss's weights, zero where the node is Kronrod's own.
    gauss: [f64; N],
    gauss_centre: f64,
}

pub(crate) const TEN_TWENTY_ONE: Pair<10> = Pair {
    nodes: [
        0.995657163025808080735527280689003,
        0.973906528517171720077964012084452,
        0.930157491355708226001207180059508,
        0.865063366688984510732096688423493,
        0.780817726586416897063717578345042,
        0.679409568299024406234327365114874,
        0.562757134668604683339000099272694,
        0.433395394129247190799265943165784,
        0.294392862701460198131126603103866,
        0.148874338981631210884826001129720,
    ],
    weights: [
        0.011694638867371874278064396062192,
        0.032558162307964727478818972459390,
        0.054755896574351996031381300244580,
        0.075039674810919952767043140916190,
        0.093125454583697605535065465083366,
        0.109387158802297641899210590325805,
        0.123491976262065851077958109585166,
        0.134709217311473325928054001771707,
        0.142775938577060080797094273138717,
        0.147739104901338491374841515972068,
    ],
    centre: 0.149445554002916905664936468389821,
    gauss: [
        0.0,
        0.066671344308688137593568809893332,
        0.0,
        0.149451349150580593145863396957697,
        0.0,
        0.219086362515982043995534934228163,
        0.0,
        0.269266719309996355091226921569469,
        0.0,
        0.295524224714752870173815619188769,
    ],
    gauss_centre: 0.0,
};

pub(crate) const SEVEN_FIFTEEN: Pair<7> = Pair {
    nodes: [
        0.991455371120812639206854697526329,
        0.949107912342758524526189684047851,
        0.864864423359769072789712788640926,
        0.741531185599394439863864773280788,
        0.586087235467691130294144691693309,
        0.405845151377397166906606412076961,
        0.207784955007898467600689403773245,
    ],
    weights: [
        0.022935322010529224963732008058970,
        0.063092092629978553290700663189204,
        0.104790010322250183839876322541518,
        0.140653259715525918745189590510238,
        0.169004726639267902826583426598550,
        0.190350578064785409913256402421014,
        0.204432940075298892414161999234649,
    ],
    centre: 0.209482141084727828012999174891714,
    gauss: [
        0.0,
        0.129484966168869693270611432679082,
        0.0,
        0.279705391489276667901467771423780,
        0.0,
        0.381830050505118944950369775488975,
        0.0,
    ],
    gauss_centre: 0.417959183673469387755102040816327,
};

/// The order in which pairs of nodes are summed.
const OUTSIDE_IN: [usize; 7] = [0, 1, 2, 3, 4, 5, 6];
const GAUSS_FIRST_15: [usize; 7] = [1, 3, 5, 0, 2, 4, 6];
const GAUSS_FIRST_21: [usize; 10] = [1, 3, 5, 7, 9, 0, 2, 4, 6, 8];

/// The rule of 21 points on [a, b].
pub(super) fn kronrod21<E>(f: &mut impl FnMut(f64) -> Result<f64, E>, a: f64, b: f64) -> Result<Estimate, E> {
    TEN_TWENTY_ONE.apply(f, a, b, &GAUSS_FIRST_21)
}

/// The rule of 15 points on [a, b].
pub(super) fn kronrod15<E>(f: &mut impl FnMut(f64) -> Result<f64, E>, a: f64, b: f64) -> Result<Estimate, E> {
    SEVEN_FIFTEEN.apply(f, a, b, &GAUSS_FIRST_15)
}

/// An unbounded range: from `bound` up, from `bound` down, or the whole line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Range {
    /// [bound, ∞)
    Above(f64),
    /// (-∞, bound]
    Below(f64),
    /// (-∞, ∞)
    Line,
}

/// The rule of 15 points on the part [a, b] of (0, 1], to which `range` is mapped by x = bound ± (1 - t) / t.
pub(super) fn kronrod15_mapped<E>(
    f: &mut impl FnMut(f64) -> Result<f64, E>,
    range: Range,
    a: f64,
    b: f64,
) -> Result<Estimate, E> {
    let mut mapped = |t: f64| {
        let value = match range {
            Range::Above(bound) => f(bound + (1.0 - t) / t)?,
            Range::Below(bound) => f(bound - (1.0 - t) / t)?,
            Range::Line => {
                let x = (1.0 - t) / t;
                f(x)? + f(-x)?
            }
        };
        Ok((value / t) / t)
    };
    SEVEN_FIFTEEN.apply(&mut mapped, a, b, &OUTSIDE_IN)
}

impl<const N: usize> Pair<N> {
    /// Node, Kronrod's weight and Gauss's weight, from the right end to the left.
    pub fn nodes(&self) -> Vec<[f64; 3]> {
        let row = |j: usize, sign: f64| [sign * self.nodes[j], self.weights[j], self.gauss[j]];
        let middle = [0.0, self.centre, self.gauss_centre];
        let right = (0..N).map(|j| row(j, 1.0));
        right.chain([middle]).chain((0..N).rev().map(|j| row(j, -1.0))).collect()
    }

    fn apply<E>(
        &self,
        f: &mut impl FnMut(f64) -> Result<f64, E>,
        a: f64,
        b: f64,
        order: &[usize; N],
    ) -> Result<Estimate, E> {
        let (centre, half) = (0.5 * (a + b), 0.5 * (b - a));
        let middle = f(centre)?;
        let mut gauss = self.gauss_centre * middle;
        let mut kronrod = self.centre * middle;
        let mut magnitude = kronrod.abs();
        let mut values = [(0.0, 0.0); N];
        for &j in order {
            let offset = half * self.nodes[j];
            let (low, high) = (f(centre - offset)?, f(centre + offset)?);
            values[j] = (low, high);
            if j % 2 == 1 {
                gauss += self.gauss[j] * (low + high);
            }
            kronrod += self.weights[j] * (low + high);
            magnitude += self.weights[j] * (low.abs() + high.abs());
        }
        let deviation = self.deviation(middle, &values, kronrod * 0.5) * half.abs();
        let magnitude = magnitude * half.abs();
        let error = rescaled(((kronrod - gauss) * half).abs(), magnitude, deviation);
        Ok(Estimate { value: kronrod * half, error, magnitude, deviation })
    }

    /// The integral of |f - mean| on [-1, 1].
    fn deviation(&self, middle: f64, values: &[(f64, f64); N], mean: f64) -> f64 {
        let mut sum = self.centre * (middle - mean).abs();
        for (weight, (low, high)) in self.weights.iter().zip(values) {
            sum += weight * ((low - mean).abs() + (high - mean).abs());
        }
        sum
    }
}

/// QUADPACK's estimate of the error from the difference of the two rules.
fn rescaled(difference: f64, magnitude: f64, deviation: f64) -> f64 {
    let mut error = difference;
    if deviation != 0.0 && error != 0.0 {
        error = deviation * (200.0 * error / deviation).powf(1.5).min(1.0);
    }
    if magnitude > f64::MIN_POSITIVE / (50.0 * f64::EPSILON) {
        error = error.max(f64::EPSILON * 50.0 * magnitude);
    }
    error
}

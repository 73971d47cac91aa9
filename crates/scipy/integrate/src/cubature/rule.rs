//! Nodes and weights on the cube [-1, 1]ⁿ.

use super::InvalidCubature;
use crate::quadpack::{SEVEN_FIFTEEN, TEN_TWENTY_ONE};

/// A rule of cubature with one of lower degree on some of its nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CubatureRule {
    /// The product of Gauss and Kronrod's rules of 7 and 15 points.
    Gk15,
    /// The product of Gauss and Kronrod's rules of 10 and 21 points.
    #[default]
    Gk21,
    /// Genz and Malik's rules of degrees 5 and 7, for two and more dimensions.
    GenzMalik,
}

impl CubatureRule {
    /// How many nodes there are in `ndim` dimensions; `None` when they cannot be counted.
    pub fn len(self, ndim: usize) -> Option<usize> {
        let power = |base: usize| base.checked_pow(u32::try_from(ndim).ok()?);
        match self {
            CubatureRule::Gk15 => power(15),
            CubatureRule::Gk21 => power(21),
            CubatureRule::GenzMalik => power(2)?.checked_add(1 + 2 * ndim * (ndim + 1)),
        }
    }

    pub(super) fn nodes(self, ndim: usize) -> Result<Nodes, InvalidCubature> {
        match self {
            CubatureRule::Gk15 => Ok(product(&SEVEN_FIFTEEN.nodes(), ndim)),
            CubatureRule::Gk21 => Ok(product(&TEN_TWENTY_ONE.nodes(), ndim)),
            CubatureRule::GenzMalik if ndim < 2 => Err(InvalidCubature::TooFewDimensions { ndim }),
            CubatureRule::GenzMalik => Ok(genz_malik(ndim)),
        }
    }
}

/// The nodes behind each other, and for each its weight in the rule and in the lower one.
#[derive(Debug)]
pub(super) struct Nodes {
    pub x: Vec<f64>,
    pub weights: Vec<[f64; 2]>,
}

/// All tuples of nodes of a rule in one dimension; the last coordinate changes fastest.
fn product(line: &[[f64; 3]], ndim: usize) -> Nodes {
    let (mut x, mut weights) = (vec![Vec::new()], vec![[1.0, 1.0]]);
    for _ in 0..ndim {
        x = x.iter().flat_map(|head| line.iter().map(|node| [&head[..], &[node[0]]].concat())).collect();
        weights = weights.iter().flat_map(|w| line.iter().map(|n| [w[0] * n[1], w[1] * n[2]])).collect();
    }
    Nodes { x: x.concat(), weights }
}

/// The rules of Genz and Malik, *Remarks on algorithm 006* (J. Comput. Appl. Math. 6, 1980), section 2.
fn genz_malik(ndim: usize) -> Nodes {
    let [near, far, corner] = [9.0 / 70.0, 9.0 / 10.0, 9.0 / 19.0].map(f64::sqrt);
    let mut x = vec![0.0; ndim];
    for value in [near, -near, far, -far] {
        axes(&mut x, ndim, value);
    }
    for signs in [[far, far], [far, -far], [-far, far], [-far, -far]] {
        planes(&mut x, ndim, signs);
    }
    for bits in 0..1usize << ndim {
        x.extend((0..ndim).rev().map(|i| if bits >> i & 1 == 0 { corner } else { -corner }));
    }
    let n = ndim as f64;
    let volume = n.exp2();
    let groups = [
        (1, (12824.0 - 9120.0 * n + 400.0 * n * n) / 19683.0, (729.0 - 950.0 * n + 50.0 * n * n) / 729.0),
        (2 * ndim, 980.0 / 6561.0, 245.0 / 486.0),
        (2 * ndim, (1820.0 - 400.0 * n) / 19683.0, (265.0 - 100.0 * n) / 1458.0),
        (2 * ndim * (ndim - 1), 200.0 / 19683.0, 25.0 / 729.0),
        (1 << ndim, 6859.0 / 19683.0 / volume, 0.0),
    ];
    let weights =
        groups.into_iter().flat_map(|(count, w, low)| vec![[volume * w, volume * low]; count]).collect();
    Nodes { x, weights }
}

/// Appends the points at `value` on each axis.
fn axes(x: &mut Vec<f64>, ndim: usize, value: f64) {
    for axis in 0..ndim {
        x.extend((0..ndim).map(|i| if i == axis { value } else { 0.0 }));
    }
}

/// Appends the points with two coordinates that are not zero.
fn planes(x: &mut Vec<f64>, ndim: usize, values: [f64; 2]) {
    for first in 0..ndim {
        for second in first + 1..ndim {
            let at = |i| {
                if i == first {
                    values[0]
                } else if i == second {
                    values[1]
                } else {
                    0.0
                }
            };
            x.extend((0..ndim).map(at));
        }
    }
}

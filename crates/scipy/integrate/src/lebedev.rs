//! `scipy.integrate.lebedev_rule`: quadrature on the sphere.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Weights and coordinates, published numbers.
const ORBITS: &str = include_str!("lebedev/orbits.txt");

/// The orders of the rules: each integrates polynomials up to that degree exactly.
pub const LEBEDEV_ORDERS: [u32; 32] = [
    3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 35, 41, 47, 53, 59, 65, 71, 77, 83, 89, 95, 101,
    107, 113, 119, 125, 131,
];

/// The signs of the points of an orbit, in the order of the published tables.
const SIGNS: [[f64; 3]; 8] = [
    [1.0, 1.0, 1.0],
    [-1.0, 1.0, 1.0],
    [1.0, -1.0, 1.0],
    [1.0, 1.0, -1.0],
    [-1.0, -1.0, 1.0],
    [1.0, -1.0, -1.0],
    [-1.0, 1.0, -1.0],
    [-1.0, -1.0, -1.0],
];
/// Those of orbits of class 4, and in the middle of these.
const DIAGONAL: [usize; 8] = [0, 1, 2, 3, 4, 6, 5, 7];
const DIAGONAL_MIDDLE: [usize; 8] = [1, 2, 3, 4, 6, 5, 7, 0];
/// Those of two coordinates.
const PLANE: [[f64; 2]; 4] = [[1.0, 1.0], [-1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]];
const PLANE_XZ: [[f64; 2]; 4] = [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]];

/// Nodes on the unit sphere and their weights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LebedevRule {
    /// The coordinates of the nodes.
    pub nodes: Vec<[f64; 3]>,
    /// The weights, which add up to 4 π.
    pub weights: Vec<f64>,
}

/// Lebedev's rule of an order, if there is one: for integrals over the unit sphere of functions that are near to
/// polynomials of that degree.
///
/// V. I. Lebedev and D. N. Laikov, *A quadrature formula for the sphere of the 131st algebraic order of accuracy*
/// (Doklady Mathematics 59, 1999).
///
/// # Examples
/// ```
/// use pallasite_integrate::lebedev_rule;
/// let rule = lebedev_rule(5).unwrap_or_default();
/// let fourth: f64 = rule.nodes.iter().zip(&rule.weights).map(|(x, w)| w * x[2].powi(4)).sum();
/// assert!((fourth - 4.0 * std::f64::consts::PI / 5.0).abs() < 1e-14);
/// ```
pub fn lebedev_rule(order: u32) -> Option<LebedevRule> {
    let mut lines = ORBITS.lines().skip_while(|line| line.strip_prefix("order ") != Some(&order.to_string()));
    lines.next()?;
    let mut rule = LebedevRule::default();
    for line in lines.take_while(|line| !line.starts_with("order")) {
        let mut numbers = line.split(' ').filter_map(|text| text.parse().ok());
        let mut number = || numbers.next().unwrap_or(0.0);
        let [class, weight, a, b] = [number(), number(), number(), number()];
        rule.nodes.extend(orbit(class as u8, a, b));
        rule.weights.resize(rule.nodes.len(), 4.0 * PI * weight);
    }
    Some(rule)
}

/// The points that the octahedron's symmetries make of one.
fn orbit(class: u8, a: f64, b: f64) -> Vec<[f64; 3]> {
    match class {
        1 => [0, 1, 2].into_iter().flat_map(|axis| [1.0, -1.0].map(|x| on_axis(axis, x))).collect(),
        2 => edges(),
        3 => SIGNS.map(|signs| signed(signs, [(1.0f64 / 3.0).sqrt(); 3])).to_vec(),
        4 => diagonals(a, (1.0 - 2.0 * a * a).sqrt()),
        5 => planes(a, (1.0 - a * a).sqrt()),
        _ => general(a, b, (1.0 - a * a - b * b).sqrt()),
    }
}

fn on_axis(axis: usize, x: f64) -> [f64; 3] {
    let mut point = [0.0; 3];
    point[axis] = x;
    point
}

fn signed(signs: [f64; 3], point: [f64; 3]) -> [f64; 3] {
    [0, 1, 2].map(|i| signs[i] * point[i])
}

fn edges() -> Vec<[f64; 3]> {
    let r = FRAC_1_SQRT_2;
    let yz = PLANE.map(|[s, t]| [0.0, s * r, t * r]);
    let xz = PLANE_XZ.map(|[s, t]| [s * r, 0.0, t * r]);
    let xy = PLANE.map(|[s, t]| [s * r, t * r, 0.0]);
    [yz, xz, xy].concat()
}

fn diagonals(a: f64, c: f64) -> Vec<[f64; 3]> {
    let points = [([a, a, c], DIAGONAL), ([a, c, a], DIAGONAL_MIDDLE), ([c, a, a], DIAGONAL)];
    points.into_iter().flat_map(|(point, order)| order.map(|i| signed(SIGNS[i], point))).collect()
}

fn planes(a: f64, c: f64) -> Vec<[f64; 3]> {
    let pairs = || [[a, c], [c, a]].into_iter().flat_map(|[x, y]| PLANE.map(|[s, t]| [s * x, t * y]));
    let xy = pairs().map(|[x, y]| [x, y, 0.0]);
    let xz = pairs().map(|[x, z]| [x, 0.0, z]);
    let yz = pairs().map(|[y, z]| [0.0, y, z]);
    xy.chain(xz).chain(yz).collect()
}

fn general(a: f64, b: f64, c: f64) -> Vec<[f64; 3]> {
    let points = [[a, b, c], [b, a, c], [c, a, b], [c, b, a], [a, c, b], [b, c, a]];
    points.into_iter().flat_map(|point| SIGNS.map(|signs| signed(signs, point))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ∫ x²ⁱ y²ʲ z²ᵏ over the sphere (Folland, *How to integrate a polynomial over a sphere*, 2001).
    fn exact(powers: [i32; 3]) -> f64 {
        let double = |n: i32| (1..=n).rev().step_by(2).map(f64::from);
        let below: f64 = double(powers.iter().sum::<i32>() + 1).map(f64::ln).sum();
        let above: f64 = powers.iter().flat_map(|&p| double(p - 1)).map(f64::ln).sum();
        4.0 * PI * (above - below).exp()
    }

    #[test]
    fn polynomials_up_to_the_order_are_exact() {
        for order in LEBEDEV_ORDERS {
            let rule = lebedev_rule(order).unwrap();
            let degree = (order - 1) as i32;
            for powers in [
                [degree, 0, 0],
                [degree / 2 / 2 * 2, degree - degree / 2 / 2 * 2, 0],
                [2, 0, degree - 2],
                [0; 3],
            ] {
                let term =
                    |(x, w): (&[f64; 3], &f64)| w * (0..3).map(|i| x[i].powi(powers[i])).product::<f64>();
                let sum: f64 = rule.nodes.iter().zip(&rule.weights).map(term).sum();
                assert!(
                    (sum / exact(powers) - 1.0).abs() < 1e-9,
                    "{order} {powers:?} {sum} {}",
                    exact(powers)
                );
            }
        }
    }

    /// By the addition theorem, the sum of Legendre's polynomial over pairs of nodes vanishes.
    #[test]
    fn harmonics_of_odd_and_even_degree_vanish() {
        let rule = lebedev_rule(29).unwrap();
        for degree in 1..=29 {
            let direction = [0.36, 0.48, 0.8];
            let term =
                |(x, w): (&[f64; 3], &f64)| w * legendre(degree, (0..3).map(|i| x[i] * direction[i]).sum());
            let sum: f64 = rule.nodes.iter().zip(&rule.weights).map(term).sum();
            assert!(sum.abs() < 1e-12, "{degree} {sum}");
        }
    }

    fn legendre(n: u32, x: f64) -> f64 {
        let step = |(p, q): (f64, f64), k: u32| {
            (q, ((2.0 * f64::from(k) + 1.0) * x * q - f64::from(k) * p) / f64::from(k + 1))
        };
        (1..n).fold((1.0, x), step).1
    }

    #[test]
    fn there_are_thirty_two() {
        assert!((0..200).all(|n| lebedev_rule(n).is_some() == LEBEDEV_ORDERS.contains(&n)));
        assert_eq!(lebedev_rule(131).map(|r| r.weights.len()), Some(5810));
    }
}

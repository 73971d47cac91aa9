//! How far points are from filling the unit cube evenly.

use pallasite_array::{interrupt, threads};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;

/// Which discrepancy is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiscrepancyMethod {
    /// The centered one (Hickernell 1998).
    Centered,
    /// The wrap-around one (Hickernell 1998).
    WrapAround,
    /// Their mixture (Zhou, Fang and Ning 2013).
    Mixture,
    /// The star discrepancy in the mean square (Warnock 1972).
    L2Star,
}

impl DiscrepancyMethod {
    /// SciPy's name of a method.
    ///
    /// ```
    /// use pallasite_qmc::DiscrepancyMethod;
    /// assert_eq!(DiscrepancyMethod::named("L2-star"), Some(DiscrepancyMethod::L2Star));
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "CD" => Some(Self::Centered),
            "WD" => Some(Self::WrapAround),
            "MD" => Some(Self::Mixture),
            "L2-star" => Some(Self::L2Star),
            _ => None,
        }
    }

    /// The factor of one coordinate of one point.
    fn single(self, x: f64) -> f64 {
        let off = (x - 0.5).abs();
        match self {
            Self::Centered => 1.0 + 0.5 * off - 0.5 * (off * off),
            Self::WrapAround => 0.0,
            Self::Mixture => 5.0 / 3.0 - 0.25 * off - 0.25 * (off * off),
            Self::L2Star => 1.0 - x * x,
        }
    }

    /// The factor of one coordinate of two points.
    #[inline(always)]
    fn pair(self, x: f64, y: f64) -> f64 {
        let (a, b, apart) = ((x - 0.5).abs(), (y - 0.5).abs(), (x - y).abs());
        match self {
            Self::Centered => 1.0 + 0.5 * a + 0.5 * b - 0.5 * apart,
            Self::WrapAround => 3.0 / 2.0 - apart + apart * apart,
            Self::Mixture => 15.0 / 8.0 - 0.25 * a - 0.25 * b - 0.75 * apart + 0.5 * (apart * apart),
            Self::L2Star => 1.0 - if x > y { x } else { y },
        }
    }

    /// The sum of the products for all pairs, row by row.
    fn sum(self, before: f64, rows: &[f64], n: usize) -> f64 {
        match self {
            // As in Warnock's algorithm, where a row has a sum of its own.
            Self::L2Star => rows.chunks(n).fold(before, |sum, row| sum + row.iter().fold(0.0, |s, p| s + p)),
            _ => rows.iter().fold(before, |sum, p| sum + p),
        }
    }

    fn total(self, n: f64, d: f64, singles: f64, pairs: f64) -> f64 {
        let mean = 1.0 / (n * n) * pairs;
        match self {
            Self::Centered => (13.0_f64 / 12.0).powf(d) - 2.0 / n * singles + mean,
            Self::WrapAround => -(4.0_f64 / 3.0).powf(d) + mean,
            Self::Mixture => (19.0_f64 / 12.0).powf(d) - 2.0 / n * singles + mean,
            Self::L2Star => (3.0_f64.powf(-d) - 1.0 / n * 2.0_f64.powf(1.0 - d) * singles + mean).sqrt(),
        }
    }
}

/// The discrepancy of points with `d` coordinates each; with `extra`, what [`update_discrepancy`] starts from.
///
/// It takes time of the order of n² d. The sums are in the order of the points, whatever the number of threads.
///
/// # Examples
/// ```
/// use pallasite_qmc::{DiscrepancyMethod, discrepancy};
///
/// // The corner alone: 3^-d in the mean square.
/// let corner = discrepancy(&[1.0, 1.0], 2, false, DiscrepancyMethod::L2Star);
/// assert!((corner - 1.0 / 3.0).abs() < 1e-15);
/// ```
pub fn discrepancy(points: &[f64], d: usize, extra: bool, method: DiscrepancyMethod) -> f64 {
    let n = points.len().checked_div(d).unwrap_or(0);
    let singles: f64 =
        points.chunks(d.max(1)).map(|x| x.iter().map(|&x| method.single(x)).product::<f64>()).sum();
    let columns = columns(points, d, n);
    // Blocks of rows are filled by all threads, then added in order.
    let rows = (1 << 16) / n.max(1) + 1;
    let (mut pairs, mut block) = (0.0, vec![0.0; rows * n]);
    for start in (0..n).step_by(rows) {
        interrupt::poll();
        let block = &mut block[..rows.min(n - start) * n];
        threads::for_each_chunk(block, 4 * d, |at, part| {
            products(points, &columns, (d, n), start * n + at, part, method)
        });
        pairs = method.sum(pairs, block, n);
    }
    method.total((n + usize::from(extra)) as f64, d as f64, singles, pairs)
}

/// The coordinates of all points, one axis behind the other.
fn columns(points: &[f64], d: usize, n: usize) -> Vec<f64> {
    (0..d * n).map(|k| points[k % n * d + k / n]).collect()
}

/// The products for pairs of points that are numbered row by row, from the `first` on.
fn products(
    points: &[f64],
    columns: &[f64],
    (d, n): (usize, usize),
    first: usize,
    mut out: &mut [f64],
    method: DiscrepancyMethod,
) {
    let mut at = first;
    while !out.is_empty() {
        let (i, j) = (at / n, at % n);
        let (row, rest) = out.split_at_mut(out.len().min(n - j));
        at += row.len();
        row.fill(1.0);
        for k in 0..d {
            let others = &columns[k * n + j..][..row.len()];
            // SAFETY: the body has no conditions beyond those of safe code.
            unsafe { multiply(method, points[i * d + k], others, row) };
        }
        out = rest;
    }
}

#[inline(always)]
unsafe fn multiply_body<M: MulAdd>(method: DiscrepancyMethod, x: f64, others: &[f64], products: &mut [f64]) {
    // A loop for each method, so that each is vectorised.
    macro_rules! by {
        ($($variant:ident),*) => {
            match method {
                $(DiscrepancyMethod::$variant => products
                    .iter_mut()
                    .zip(others)
                    .for_each(|(p, &y)| *p *= DiscrepancyMethod::$variant.pair(x, y)),)*
            }
        };
    }
    by!(Centered, WrapAround, Mixture, L2Star);
}

simd_levels! {
    light
    /// Multiplies each product by the factor of one coordinate.
    unsafe fn multiply[](method: DiscrepancyMethod, x: f64, others: &[f64], products: &mut [f64]) = multiply_body
}

/// The centered discrepancy of points and one more, from that of the points alone with `extra`.
///
/// # Examples
/// ```
/// use pallasite_qmc::{DiscrepancyMethod, discrepancy, update_discrepancy};
///
/// let (points, new) = ([0.25, 0.5, 0.75, 0.25], [0.5, 0.75]);
/// let before = discrepancy(&points, 2, true, DiscrepancyMethod::Centered);
/// let all = discrepancy(&[points.as_slice(), &new].concat(), 2, false, DiscrepancyMethod::Centered);
/// assert!((update_discrepancy(&new, &points, before) - all).abs() < 1e-15);
/// ```
pub fn update_discrepancy(new: &[f64], points: &[f64], initial: f64) -> f64 {
    let n = (points.len().checked_div(new.len()).unwrap_or(0) + 1) as f64;
    let method = DiscrepancyMethod::Centered;
    let single: f64 = new.iter().map(|&x| method.single(x)).product();
    let pair = |old: &[f64]| new.iter().zip(old).map(|(&x, &y)| method.pair(x, y)).product::<f64>();
    let pairs: f64 = points.chunks(new.len().max(1)).map(pair).sum();
    let own: f64 = new.iter().map(|&x| 1.0 + (x - 0.5).abs()).product();
    initial - 2.0 / n * single + 2.0 / (n * n) * pairs + 1.0 / (n * n) * own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values() {
        // Fang, Li and Sudjianto (2006), Design and Modeling for Computer Experiments, tables of 3.2.
        let levels = [[1, 3], [2, 6], [3, 2], [4, 5], [5, 1], [6, 4]];
        let points: Vec<f64> = levels.as_flattened().iter().map(|&l| (2.0 * l as f64 - 1.0) / 12.0).collect();
        let found = discrepancy(&points, 2, false, DiscrepancyMethod::Centered);
        assert!((found - 0.008142039609053464).abs() < 1e-16, "{found}");
    }

    #[test]
    fn many_rows_are_blocks_of_few() {
        let points: Vec<f64> = (0..3 * 700).map(|i| (i as f64 * 0.618_033_988_7).fract()).collect();
        let whole = discrepancy(&points, 3, false, DiscrepancyMethod::WrapAround);
        let mut sum = 0.0;
        for x in points.chunks(3) {
            for y in points.chunks(3) {
                sum += (0..3).map(|k| DiscrepancyMethod::WrapAround.pair(x[k], y[k])).product::<f64>();
            }
        }
        assert_eq!(whole, DiscrepancyMethod::WrapAround.total(700.0, 3.0, 0.0, sum));
    }
}

//! Stirling numbers of the second kind.

use crate::combinatorics::binom;
use crate::dd::Dd;
use pallasite_array::layout::broadcast_shapes;
use pallasite_array::{NdArray, Result, interrupt};

/// Beyond this, numbers that are no doubles are all but those with few subsets or few things more than subsets.
const LAST_ROW: i64 = 1100;
/// With more things than subsets by this, and more things than the last row, numbers are no doubles.
const MANY: i64 = 60;

/// The number of ways to partition `N` things into `K` subsets that are not empty, in doubles; zero for negative numbers
/// and for more subsets than things. Both are broadcast and hold whole numbers.
///
/// One walk through the triangle of `S(n, k) = k S(n - 1, k) + S(n - 1, k - 1)` (DLMF 26.8.22), in twice the precision,
/// serves all elements.
///
/// # Errors
/// Shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (n, k) = (NdArray::from_vec(vec![10i64, 10, 9]), NdArray::from_vec(vec![3i64, -1, 3]));
/// let numbers = pallasite_special::stirling2(&n, &k).unwrap();
/// assert_eq!(numbers.to_vec::<f64>().unwrap(), [9330.0, 0.0, 3025.0]);
/// ```
pub fn stirling2(n: &NdArray, k: &NdArray) -> Result<NdArray> {
    let shape = broadcast_shapes(&[n.shape(), k.shape()])?;
    // By way of doubles what is beyond `i64` is its largest number.
    let whole = |a: &NdArray| -> Result<Vec<i64>> {
        Ok(a.broadcast_to(&shape)?.cast_vec::<f64>()?.into_iter().map(|x| x as i64).collect())
    };
    let (n, k) = (whole(n)?, whole(k)?);
    let inside = |i: usize| (3..=LAST_ROW).contains(&n[i]) && k[i] > 1 && k[i] < n[i];
    let mut values: Vec<f64> =
        (0..n.len()).map(|i| if inside(i) { 0.0 } else { outside_triangle(n[i], k[i]) }).collect();
    let mut wanted: Vec<usize> = (0..n.len()).filter(|&i| inside(i)).collect();
    wanted.sort_by_key(|&i| n[i]);
    let widest = wanted.iter().map(|&i| k[i]).max().unwrap_or(0) as usize;
    let mut row = Row::new(widest);
    for i in wanted {
        row.descend_to(n[i] as usize);
        values[i] = row.value(k[i] as usize);
    }
    NdArray::from_vec_shape(values, &shape)
}

/// Numbers that do not come from the triangle.
fn outside_triangle(n: i64, k: i64) -> f64 {
    match n.saturating_sub(k) {
        0 if n >= 0 => 1.0,
        more if more < 0 || k <= 0 => 0.0,
        _ if k == 1 => 1.0,
        more if more > MANY => f64::INFINITY,
        more => few_more(n as f64, more as usize),
    }
}

/// With `more` things than subsets: partitions of `more + i` things into `i` subsets of two or more, which can be chosen
/// in binomially many ways (Comtet, Advanced Combinatorics, 1974, section 5.13, exercise 7).
fn few_more(n: f64, more: usize) -> f64 {
    // `numbers[i]` partitions of `i + j` things into `i` such subsets, for one `j` after the other.
    let mut numbers = vec![0.0; more + 1];
    numbers[0] = 1.0;
    for j in 1..=more {
        let below = std::mem::replace(&mut numbers, vec![0.0; more + 1]);
        for i in 1..=j {
            let things = (i + j) as f64;
            numbers[i] = i as f64 * below[i] + (things - 1.0) * below[i - 1];
        }
    }
    (1..=more).map(|i| numbers[i] * binom(n, (more + i) as f64)).sum()
}

/// A row of the triangle.
struct Row {
    n: usize,
    numbers: Vec<Dd>,
}

impl Row {
    fn new(widest: usize) -> Row {
        let mut numbers = vec![Dd::ZERO; widest + 1];
        if let Some(one) = numbers.get_mut(1) {
            *one = Dd::ONE;
        }
        Row { n: 1, numbers }
    }

    fn descend_to(&mut self, n: usize) {
        for n in self.n + 1..=n {
            interrupt::poll_round(n);
            for k in (2..=n.min(self.numbers.len() - 1)).rev() {
                self.numbers[k] = self.numbers[k] * k as f64 + self.numbers[k - 1];
            }
        }
        self.n = n;
    }

    fn value(&self, k: usize) -> f64 {
        // What is out of range is not a number in twice the precision.
        let value = self.numbers[k].to_f64();
        if value.is_nan() { f64::INFINITY } else { value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(n: i64, k: i64) -> f64 {
        let array = |x| NdArray::from_vec(vec![x]);
        stirling2(&array(n), &array(k)).unwrap().to_vec::<f64>().unwrap()[0]
    }

    #[test]
    fn certified_values() {
        assert_eq!(number(5, 2), 15.0);
        assert_eq!(number(60, 30), 956352885509440274475273302536897620138631741164099440.0);
        assert_eq!(number(200, 199), 19900.0);
        assert_eq!(number(1000, 2), 2f64.powi(999) - 1.0);
        assert_eq!(number(1000, 500), f64::INFINITY);
    }

    #[test]
    fn few_more_things_than_subsets() {
        let n = 1e6f64;
        assert_eq!(number(1_000_000, 999_999), n * (n - 1.0) / 2.0);
        let two_more = n * (n - 1.0) * (n - 2.0) * (3.0 * n - 5.0) / 24.0;
        assert!((number(1_000_000, 999_998) / two_more - 1.0).abs() < 1e-15);
        assert_eq!(few_more(60.0, 3), number(60, 57));
    }

    #[test]
    fn bounds() {
        for (n, k, value) in
            [(0, 0, 1.0), (-1, -1, 0.0), (3, 4, 0.0), (7, 0, 0.0), (5000, 2, f64::INFINITY), (5000, 1, 1.0)]
        {
            assert_eq!(number(n, k), value);
        }
    }
}

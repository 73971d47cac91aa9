//! The interval that a point is in.

/// Finds the intervals of one point after another among breakpoints that rise (`UP`) or fall.
///
/// Points in order cost a comparison or two each; others a search without branches.
pub(crate) struct Locator<'a, const UP: bool> {
    x: &'a [f64],
    goes_on: bool,
    last: usize,
}

impl<'a, const UP: bool> Locator<'a, UP> {
    /// `goes_on` says that the end intervals take what is outside.
    #[inline(always)]
    pub fn new(x: &'a [f64], goes_on: bool) -> Self {
        Self { x, goes_on, last: 0 }
    }

    /// Whether breakpoint `i` is not behind `v`.
    #[inline(always)]
    fn before(&self, i: usize, v: f64) -> bool {
        if UP { self.x[i] <= v } else { self.x[i] >= v }
    }

    /// The last interval that begins at or before `v`; the last of all has both its ends.
    #[inline(always)]
    pub fn interval(&mut self, v: f64) -> Option<usize> {
        let n = self.x.len() - 1;
        if !self.goes_on {
            let (first, last) = (self.x[0], self.x[n]);
            if if UP { v < first || v > last } else { v > first || v < last } {
                return None;
            }
        }
        if v.is_nan() {
            return None;
        }
        let i = self.last;
        if !self.before(i, v) || self.before(i + 1, v) {
            let next = i + 1 < n && self.before(i + 1, v) && !self.before(i + 2, v);
            self.last = if next { i + 1 } else { self.search(v) };
        }
        Some(self.last)
    }

    #[inline(always)]
    fn search(&self, v: f64) -> usize {
        let (mut first, mut count) = (0, self.x.len() - 1);
        while count > 1 {
            let half = count / 2;
            first = if self.before(first + half, v) { first + half } else { first };
            count -= half;
        }
        first
    }
}

/// Whether the breakpoints rise.
pub(crate) fn rises(x: &[f64]) -> bool {
    x[x.len() - 1] >= x[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_intervals_in_any_order_and_direction() {
        let x = [0.0, 1.0, 1.0, 2.0, 4.0];
        let down = x.map(|v: f64| -v);
        let (mut up, mut falling) = (Locator::<true>::new(&x, true), Locator::<false>::new(&down, true));
        for (v, at) in [(-1.0, 0), (0.5, 0), (1.0, 2), (3.0, 3), (4.0, 3), (9.0, 3), (1.5, 2), (0.0, 0)] {
            assert_eq!(up.interval(v), Some(at), "{v}");
            assert_eq!(falling.interval(-v), Some(at), "-{v}");
        }
        let mut bounded = Locator::<true>::new(&x, false);
        assert_eq!(
            (bounded.interval(4.5), bounded.interval(f64::NAN), bounded.interval(4.0)),
            (None, None, Some(3))
        );
    }
}

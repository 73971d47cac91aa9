//! The strided driver: how several operands of one shape are walked together.
//!
//! Axes of length one are dropped, the rest ordered from the largest stride to the smallest, and axes that
//! can be walked as one are merged, so that the inner loop is as long as the memory allows.

use crate::layout::Shape;
use crate::threads;
use smallvec::SmallVec;

/// Rows of fewer elements are short.
pub const SHORT: usize = 32;

/// One pointer or stride per operand.
pub type PerOperand<T> = SmallVec<[T; 4]>;

/// A loop nest over operands of one shape.
#[derive(Debug, Clone)]
pub struct Nest {
    shape: Shape,
    /// `strides[axis][operand]`, the inner axis last.
    strides: SmallVec<[PerOperand<isize>; 4]>,
    operands: usize,
}

/// A part of a nest: where each operand starts, and the nest from there.
#[derive(Debug, Clone)]
pub struct Part {
    /// Bytes to add to each operand's first element.
    pub offsets: PerOperand<isize>,
    /// What to walk from there.
    pub nest: Nest,
}

impl Nest {
    /// Plans the walk; the order of the elements is free.
    pub fn new(shape: &[usize], operands: &[&[isize]]) -> Nest {
        let mut nest = Self::in_order(shape, operands);
        nest.sort_axes();
        nest.merge_axes();
        nest
    }

    /// Plans a walk in C order, for results that depend on the order.
    pub fn c_order(shape: &[usize], operands: &[&[isize]]) -> Nest {
        let mut nest = Self::in_order(shape, operands);
        nest.merge_axes();
        nest
    }

    fn in_order(shape: &[usize], operands: &[&[isize]]) -> Nest {
        let axes = (0..shape.len()).filter(|&a| shape[a] != 1);
        let strides = axes.clone().map(|a| operands.iter().map(|s| s[a]).collect()).collect();
        Nest { shape: axes.map(|a| shape[a]).collect(), strides, operands: operands.len() }
    }

    /// Insertion sort by stride; the first operand that tells two axes apart decides.
    fn sort_axes(&mut self) {
        for i in 1..self.shape.len() {
            let mut j = i;
            while j > 0 && is_faster(&self.strides[j - 1], &self.strides[j]) {
                self.shape.swap(j - 1, j);
                self.strides.swap(j - 1, j);
                j -= 1;
            }
        }
    }

    fn merge_axes(&mut self) {
        let mut out = 0;
        for a in 1..self.shape.len() {
            let inner = self.shape[a] as isize;
            let joins =
                (0..self.operands).all(|o| self.strides[out][o] == self.strides[a][o].wrapping_mul(inner));
            if joins {
                self.shape[out] *= self.shape[a];
            } else {
                out += 1;
                self.shape[out] = self.shape[a];
            }
            self.strides.swap(out, a);
        }
        if !self.shape.is_empty() {
            self.shape.truncate(out + 1);
            self.strides.truncate(out + 1);
        }
    }

    /// Number of elements.
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// Lengths of the merged axes, the inner one last.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Strides of the inner axis.
    pub fn inner_strides(&self) -> PerOperand<isize> {
        self.strides.last().cloned().unwrap_or_else(|| PerOperand::from_elem(0, self.operands))
    }

    /// True for rows that are better handled many at a time: a call costs more than the work on one of them.
    pub fn has_short_rows(&self) -> bool {
        matches!(*self.shape, [.., rows, n] if n < SHORT && rows > 1)
    }

    /// True when all elements of an operand are one line in memory, or one element.
    pub fn is_line(&self, operand: usize) -> bool {
        self.strides
            .windows(2)
            .zip(&self.shape[1..])
            .all(|(strides, &inner)| strides[0][operand] == strides[1][operand].wrapping_mul(inner as isize))
    }

    /// True when an operand is the same row everywhere.
    pub fn repeats_row(&self, operand: usize) -> bool {
        self.strides.iter().rev().skip(1).all(|strides| strides[operand] == 0)
    }

    /// Calls `f(pointers, inner strides, count)` for each inner loop.
    ///
    /// Pointers are only computed here, never read: they are as valid as what the caller passed in.
    #[inline]
    pub fn each(&self, start: &[*mut u8], mut f: impl FnMut(&[*mut u8], &[isize], usize)) {
        let Some((&inner, outer)) = self.shape.split_last() else {
            return f(start, &PerOperand::<isize>::from_elem(0, self.operands), 1);
        };
        let steps = &self.strides[outer.len()];
        if outer.is_empty() {
            if inner > 0 {
                f(start, steps, inner);
            }
            return;
        }
        if self.shape.contains(&0) {
            return;
        }
        // Rows are short at times: all that can be is done outside of the loop over them.
        let (&rows, outer) = outer.split_last().expect("an axis outside of the inner one");
        let row_steps = &self.strides[outer.len()][..];
        let mut start: PerOperand<*mut u8> = start.iter().copied().collect();
        let mut at: Shape = Shape::from_elem(0, outer.len());
        loop {
            let mut row = start.clone();
            let row = &mut row[..];
            for _ in 0..rows {
                f(row, steps, inner);
                advance(row, row_steps, 1);
            }
            let mut axis = outer.len();
            loop {
                if axis == 0 {
                    return;
                }
                axis -= 1;
                at[axis] += 1;
                let more = at[axis] < outer[axis];
                advance(&mut start, &self.strides[axis], if more { 1 } else { 1 - outer[axis] as isize });
                if more {
                    break;
                }
                at[axis] = 0;
            }
        }
    }

    /// Calls `f(pointers, strides, lengths)` for each plane of the two inner axes, the inner one last; an axis that
    /// is missing has length one.
    pub fn each_plane(&self, start: &[*mut u8], mut f: impl FnMut(&[*mut u8], [&[isize]; 2], [usize; 2])) {
        let none = PerOperand::<isize>::from_elem(0, self.operands);
        let axis = |from_end: usize| match self.shape.len().checked_sub(from_end) {
            Some(a) => (&self.strides[a][..], self.shape[a]),
            None => (&none[..], 1),
        };
        let ((outer, rows), (inner, n)) = (axis(2), axis(1));
        let depth = self.shape.len().saturating_sub(2);
        let planes = Nest {
            shape: self.shape[..depth].into(),
            strides: self.strides[..depth].iter().cloned().collect(),
            operands: self.operands,
        };
        planes.each(start, |p, s, count| {
            for i in 0..count as isize {
                let at: PerOperand<*mut u8> =
                    p.iter().zip(s).map(|(p, s)| p.wrapping_offset(s.wrapping_mul(i))).collect();
                f(&at, [outer, inner], [rows, n]);
            }
        });
    }

    /// Cuts the nest into about `parts` parts along its longest axis.
    pub fn split(&self, parts: usize) -> Vec<Part> {
        self.split_where(parts, |_| true)
    }

    /// [`Nest::split`] along an axis whose strides allow it.
    fn split_where(&self, parts: usize, may: impl Fn(&[isize]) -> bool) -> Vec<Part> {
        let zero = PerOperand::from_elem(0, self.operands);
        let axes = (0..self.shape.len()).filter(|&a| may(&self.strides[a]));
        // Cutting the outermost one keeps inner loops long; it wins ties, too.
        let outermost = axes.clone().next().filter(|&a| self.shape[a] >= parts);
        let axis = outermost.or_else(|| axes.rev().max_by_key(|&a| self.shape[a]));
        let Some(axis) = axis.filter(|_| parts > 1) else {
            return vec![Part { offsets: zero, nest: self.clone() }];
        };
        let n = self.shape[axis];
        let parts = parts.min(n).max(1);
        let part = |i: usize| {
            let (mut nest, range) = (self.clone(), threads::part(n, parts, i));
            nest.shape[axis] = range.len();
            let offsets = self.strides[axis].iter().map(|s| s.wrapping_mul(range.start as isize)).collect();
            Part { offsets, nest }
        };
        (0..parts).map(part).collect()
    }

    /// [`Nest::each`], spread over threads when `cost` (in cheap operations an element) makes it worthwhile.
    pub fn par_each(&self, start: &[*mut u8], cost: usize, f: impl Fn(&[*mut u8], &[isize], usize) + Sync) {
        self.par_parts(start, cost, |nest, start| nest.each(start, &f));
    }

    /// [`Nest::each_plane`], spread over threads as [`Nest::par_each`].
    pub fn par_each_plane(
        &self,
        start: &[*mut u8],
        cost: usize,
        f: impl Fn(&[*mut u8], [&[isize]; 2], [usize; 2]) + Sync,
    ) {
        self.par_parts(start, cost, |nest, start| nest.each_plane(start, &f));
    }

    fn par_parts(&self, start: &[*mut u8], cost: usize, f: impl Fn(&Nest, &[*mut u8]) + Sync) {
        let parts = threads::parts_for(self.size().saturating_mul(cost));
        if parts <= 1 {
            return f(self, start);
        }
        self.share_out(start, parts, |_| true, f);
    }

    /// Calls `f` for about `parts` parts on several threads, cut along an axis whose strides allow it.
    pub fn share_out(
        &self,
        start: &[*mut u8],
        parts: usize,
        may: impl Fn(&[isize]) -> bool,
        f: impl Fn(&Nest, &[*mut u8]) + Sync,
    ) {
        let cuts = self.split_where(parts, may);
        let start = SendPtrs(start.iter().copied().collect());
        threads::for_each(cuts.len(), |i| {
            let start = &start;
            let at: PerOperand<*mut u8> =
                start.0.iter().zip(&cuts[i].offsets).map(|(p, &o)| p.wrapping_offset(o)).collect();
            f(&cuts[i].nest, &at);
        });
    }
}

/// Moves pointers by some of their steps.
#[inline(always)]
pub fn advance(ptrs: &mut [*mut u8], steps: &[isize], count: isize) {
    for (p, s) in ptrs.iter_mut().zip(steps) {
        *p = p.wrapping_offset(s.wrapping_mul(count));
    }
}

struct SendPtrs(PerOperand<*mut u8>);

// SAFETY: the pointers are only handed on; whoever reads through them has made sure that the parts do not
// write to each other's elements.
unsafe impl Sync for SendPtrs {}

/// True when the axis with strides `a` moves faster than the one with strides `b` and so belongs behind it.
fn is_faster(a: &[isize], b: &[isize]) -> bool {
    let mut swap = false;
    for (x, y) in a.iter().zip(b) {
        if *x != 0 && *y != 0 {
            if x.unsigned_abs() >= y.unsigned_abs() {
                return false;
            }
            swap = true;
        }
    }
    swap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contiguous_operands_become_one_loop() {
        let n = Nest::new(&[2, 3, 4], &[&[96, 32, 8], &[48, 16, 4]]);
        assert_eq!(n.shape(), [24]);
        let f = Nest::new(&[2, 3], &[&[8, 16], &[8, 16]]);
        assert_eq!((f.shape(), f.inner_strides()[0]), (&[6][..], 8));
    }

    #[test]
    fn every_element_is_visited_once_in_parts_too() {
        let n = Nest::new(&[3, 5, 4], &[&[1, 100, 10]]);
        for parts in [1, 2, 3, 7] {
            let mut seen = Vec::new();
            for p in n.split(parts) {
                p.nest.each(&[std::ptr::null_mut::<u8>().wrapping_offset(p.offsets[0])], |q, s, k| {
                    seen.extend((0..k).map(|i| q[0] as usize + i * s[0] as usize));
                });
            }
            seen.sort();
            let mut want: Vec<_> = (0..60).map(|i| i / 20 + i / 4 % 5 * 100 + i % 4 * 10).collect();
            want.sort();
            assert_eq!(seen, want);
        }
    }

    #[test]
    fn planes_cover_what_lines_cover() {
        let null = [std::ptr::null_mut::<u8>()];
        for shape in [&[][..], &[7], &[3, 5], &[2, 3, 4], &[2, 2, 3, 4], &[2, 0, 3]] {
            let strides: Vec<isize> = (0..shape.len() as u32).map(|i| 1 + 10isize.pow(i)).collect();
            let nest = Nest::new(shape, &[&strides]);
            let (mut lines, mut planes) = (Vec::new(), Vec::new());
            nest.each(&null, |p, s, n| lines.extend((0..n as isize).map(|i| p[0] as isize + i * s[0])));
            nest.each_plane(&null, |p, [outer, inner], [rows, n]| {
                for r in 0..rows as isize {
                    planes.extend((0..n as isize).map(|i| p[0] as isize + r * outer[0] + i * inner[0]));
                }
            });
            assert_eq!(lines, planes);
        }
    }

    #[test]
    fn zero_length_axis_calls_nothing_and_no_axis_calls_once() {
        let mut calls = 0;
        Nest::new(&[0, 3], &[&[24, 8]]).each(&[std::ptr::null_mut()], |_, _, _| calls += 1);
        assert_eq!(calls, 0);
        Nest::new(&[], &[&[]]).each(&[std::ptr::null_mut()], |_, _, n| calls += n);
        assert_eq!(calls, 1);
    }
}

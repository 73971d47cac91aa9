//! The regions, the worst one first, in the order in which Python's `heapq` holds them.

use super::CubatureRegion;

/// A binary heap (Williams 1964) that need not be one at first: SciPy takes the regions that points cut as they come,
/// so which of them is halved first depends on the moves below.
#[derive(Debug, Default)]
pub(super) struct Heap(Vec<(f64, CubatureRegion)>);

impl Heap {
    /// Appends without an order.
    pub fn append(&mut self, region: CubatureRegion) {
        self.0.push((region.worst(), region));
    }

    pub fn push(&mut self, region: CubatureRegion) {
        self.append(region);
        self.rise(self.0.len() - 1);
    }

    /// Takes the first region, into whose place the last one goes.
    pub fn pop(&mut self) -> Option<CubatureRegion> {
        let (_, last) = self.0.pop()?;
        if self.0.is_empty() {
            return Some(last);
        }
        let entry = (last.worst(), last);
        let (_, first) = std::mem::replace(&mut self.0[0], entry);
        self.sink();
        Some(first)
    }

    pub fn into_regions(self) -> Vec<CubatureRegion> {
        self.0.into_iter().map(|(_, region)| region).collect()
    }

    fn rise(&mut self, mut at: usize) {
        while at > 0 {
            let parent = (at - 1) / 2;
            if self.0[at].0 <= self.0[parent].0 || self.0[at].0.is_nan() || self.0[parent].0.is_nan() {
                break;
            }
            self.0.swap(at, parent);
            at = parent;
        }
    }

    /// Moves the first entry down to a leaf along the larger children, then up to where it belongs.
    fn sink(&mut self) {
        let (mut at, end) = (0, self.0.len());
        while 2 * at + 1 < end {
            let (left, right) = (2 * at + 1, 2 * at + 2);
            let child = if right < end && !(self.0[left].0 > self.0[right].0) { right } else { left };
            self.0.swap(at, child);
            at = child;
        }
        self.rise(at);
    }
}

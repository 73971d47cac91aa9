//! Which elements of an array are printed.

use super::options::PrintOptions;

/// The positions along each axis that are shown: all, or those at both ends.
pub(super) struct Shown {
    axes: Vec<Vec<usize>>,
    shape: Vec<usize>,
}

impl Shown {
    pub fn new(shape: &[usize], options: &PrintOptions) -> Self {
        let edge = Some(options.edgeitems).filter(|_| is_summarised(shape, options));
        let positions = |&length: &usize| match edge {
            // As in NumPy, where the last 0 items are all of them.
            Some(edge) if edge > 0 && is_cut(length, edge) => {
                (0..edge).chain(length - edge..length).collect()
            }
            _ => (0..length).collect(),
        };
        Self { axes: shape.iter().map(positions).collect(), shape: shape.to_vec() }
    }

    /// The positions along each axis.
    pub fn axes(&self) -> &[Vec<usize>] {
        &self.axes
    }

    /// The place of the element at `index` among those that are shown, in C order.
    pub fn rank(&self, index: &[usize]) -> usize {
        let place = |(axis, &i): (usize, &usize)| {
            let (length, shown) = (self.shape[axis], self.axes[axis].len());
            if i < shown / 2 || shown == length { i } else { i - (length - shown) }
        };
        let places = index.iter().enumerate().map(place);
        places.zip(&self.axes).fold(0, |rank, (place, axis)| rank * axis.len() + place)
    }
}

/// Whether an axis of this length is cut to so many items at both ends.
pub(super) fn is_cut(length: usize, edge: usize) -> bool {
    length > edge.saturating_mul(2)
}

/// Whether an array of this shape is shown in part.
pub(super) fn is_summarised(shape: &[usize], options: &PrintOptions) -> bool {
    shape.iter().fold(1, |n: usize, &d| n.saturating_mul(d)) > options.threshold
}
